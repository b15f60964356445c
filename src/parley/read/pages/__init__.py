"""A PDF's pages as text, in a process of their own: `python -m parley.read.pages SECONDS MEMORY PAGES < file.pdf` writes one JSON string.

layout      lines of a page into columns and paragraphs; running heads and foots, words divided at line ends
__main__    the process: its bounds, PDFium
"""
