"""`python -m parley`: the command line without the installed script."""

from parley.app.cli import main

if __name__ == "__main__":
    main()
