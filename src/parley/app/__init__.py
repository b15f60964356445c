"""The command line (`cli`) and, later, the pages."""
