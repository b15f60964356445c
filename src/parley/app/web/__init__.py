"""The pages of `parley serve`: a local web application in which an analyst reads, checks, corrects, compares and takes away.

server      the application and its routes on one screen      security    host, origin, token and headers, before any page
settings    what the command line decided                     forms       CSRF tokens, and reading a form
held        the record behind the pages, with what they keep  asked       what an address asks for, checked
look        templates and what every page has                 pages/      one module a family of pages
working     what changes the record                           taking_away what leaves the page: CSV, XLSX, citations
"""
