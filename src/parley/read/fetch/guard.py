"""Which addresses may be asked (OWASP: server-side request forgery): a name is resolved once, and what was checked is what is asked."""

import ipaddress
import socket
from urllib.parse import urlsplit

from parley.read.faults import NotRead

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def pinned(url: str, *, allow_private: bool) -> str:
    """The IP address to ask for a URL; raises `NotRead` when it is no web address, has no host, or leads into a private network.

    A name counts as private as soon as one of its addresses is.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as fault:
        raise NotRead("fetch_refused", what=url, why=fault) from fault
    if parts.scheme not in ("http", "https") or not host:
        raise NotRead("fetch_refused", what=url, why="it is no address of the web")
    if parts.username or parts.password:
        raise NotRead("fetch_refused", what=host, why="the address holds a name or a password")
    try:
        found = socket.getaddrinfo(host, port or (443 if parts.scheme == "https" else 80), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise NotRead("fetch_failed", what=url, why=f"the host {host} is not known") from fault
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise NotRead("fetch_failed", what=url, why=f"the host {host} is not known")
    if not allow_private and not all(map(is_public, addresses)):
        raise NotRead("fetch_refused", what=url, why=f"{host} is an address of this machine or of a private network")
    return addresses[0]


def is_public(address: str) -> bool:
    """True for an IP address of the public network, those that carry another address inside judged by that one.

    >>> [is_public(one) for one in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "64:ff9b::a9fe:a9fe")]
    [True, False, False, False, False, False, False]
    """
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved
