"""What the command line decided about the pages."""

import ipaddress
import secrets

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the pages are served and to whom.

    hosts: values of the Host header that are answered. token: what must be shown before any page, None when nothing is. by: who judges, unless
    the page's own form says another name. secret: signs the tokens of forms and of the login; new with every start.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    hosts: tuple[str, ...] = ()
    token: str | None = None
    read_only: bool = False
    by: str = "analyst"
    name: str = "record"
    secret: bytes = b""


def settings(*, host: str, port: int, token: str | None, read_only: bool, by: str, name: str, names: tuple[str, ...] = ()) -> Settings:
    """The settings for a host and port. Elsewhere than on loopback a token is demanded: the given one, or one made up now.

    names: further host names under which the pages are asked for (behind a proxy, or by a name of this machine).
    """
    local = is_loopback(host)
    known = {"127.0.0.1", "localhost", "[::1]"} if local else {_bracketed(host)} - {"0.0.0.0", "[::]"}
    known |= {"127.0.0.1", "localhost", *names} if not local else set(names)
    hosts = {f"{one}:{port}" for one in known} | set(names) | (known if port == 80 else set())
    return Settings(
        host=host, port=port, hosts=tuple(sorted(hosts)), token=token or (None if local else secrets.token_urlsafe(24)), read_only=read_only, by=by, name=name,
        secret=secrets.token_bytes(32),
    )  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
