"""Where an address leads, before anything is sent there."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from parley.read.faults import NotRead

PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443})
"""Ports of web sites: a page that sends us to another one wants to reach something else through us."""


def is_address(words: str) -> bool:
    """Whether words are an address of the web and not a path."""
    return words.lower().startswith(("http://", "https://"))


def split(url: str) -> SplitResult:
    """The parts of an address; raises `NotRead` for one that is none, that carries a password, or of another kind than the web's."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise NotRead("unsafe_address", why=fault) from fault
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotRead("unsafe_address", why="it is not an address of the web")
    if parts.username or parts.password:
        raise NotRead("unsafe_address", why="it carries a name or a password")
    if port == 0 or any(ord(char) < 33 for char in url):
        raise NotRead("unsafe_address", why="it is damaged")
    return parts


def resolve(parts: SplitResult, *, private: bool) -> str:
    """The one IP address that a request goes to; raises `NotRead` when any address of the name lies in a network that is not public, or none is found.

    Resolved once and used as it is, so that a name cannot point elsewhere between the check and the request.
    """
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    if not private and port not in PORTS:
        raise NotRead("unsafe_address", why=f"port {port} is not one of a web site")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise NotRead("not_fetched", why=f"the name {host} was not found") from fault
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not private:
        for address in addresses:
            if not is_public(address):
                raise NotRead("unsafe_address", why=f"{host} leads to {address}, which is not on the public network")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network; what hides an IPv4 address inside an IPv6 one is judged by that."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast
