"""Fetching from the network, only where the caller asked for it.

guard     which addresses may be asked: none of this machine, of its network, or of a provider's metadata service
client    one request: pinned to the address that was checked, redirects by hand, bounded in size, time and decompression
fetcher   many requests: robots.txt, a pause between two to one host, only what changed since
"""

from parley.read.fetch.fetcher import Fetched, Fetcher, Memory, is_address

__all__ = ["Fetched", "Fetcher", "Memory", "is_address"]
