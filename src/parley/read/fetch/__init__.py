"""Fetching, only when it is asked for: addresses in, the documents of what stands there out.

address     where a name leads: resolved once, and refused when it leads into a network that is not public
client      one request: to the very address that was checked, within bounds of time and size, redirects checked one by one
robots      what a site lets be fetched, and how fast
follow      feeds and sitemaps to the addresses that they list
session     fetch_inputs: all of it, one page after another
"""

from parley.read.fetch.address import is_address
from parley.read.fetch.options import AGENT, FetchOptions
from parley.read.fetch.session import Kept, Session, Validators, fetch_inputs

__all__ = ["AGENT", "FetchOptions", "Kept", "Session", "Validators", "fetch_inputs", "is_address"]
