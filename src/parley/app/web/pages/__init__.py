"""One module a family of pages: each page is a function from a request to a response; what it shows comes from views and `parley.app.web.held`."""
