"""Under which names this installation may be opened.

A page of an attacker can let its own name point to this machine and then read from here as if it were itself (DNS
rebinding). Whoever asks for a name that nobody gave this installation gets nothing.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

import streamlit as st

from serving.settings import named_in

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
EVERY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104  # compared with, not listened on


def named_hosts() -> frozenset[str]:
    """The names of this machine itself, those in `DX_ALLOWED_HOSTS` (with commas), and where `server.address` listens.

    Listening on every address, an office opens it under the name of the machine too.
    """
    named = frozenset(filter(None, map(_named, named_in("DX_ALLOWED_HOSTS"))))
    listens_on = st.get_option("server.address") or ""
    own = socket.gethostname().lower() if listens_on in EVERY_ADDRESS else listens_on.lower()
    return LOOPBACK_NAMES | named | {own}


def not_understood() -> list[str]:
    """What stands in `DX_ALLOWED_HOSTS` and names no host."""
    return [told for told in named_in("DX_ALLOWED_HOSTS") if not _named(told)]


def is_allowed(host: str, arrived_at: str | None, named: frozenset[str]) -> bool:
    """Whether a request with this `Host` may be answered; `arrived_at` is the address of ours that it came to.

    That address is always right: rebinding needs a name, and a browser takes the number for what it is.
    """
    name = hostname(host)
    return name in named or (arrived_at is not None and name == _plain(arrived_at))


def hostname(host: str) -> str:
    """The name in a `Host` header, without the port; "" when it is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises ValueError for what is no port
    except ValueError:
        return ""
    if parts.netloc != host or "@" in host:
        return ""
    return _plain((parts.hostname or "").removesuffix("."))


def _named(told: str) -> str:
    """The name that is meant, also by a whole address copied from a browser; "" for what is none, as a pattern."""
    name = hostname((urlsplit(told).netloc if "://" in told else told).lower())
    return "" if "*" in name else name


def _plain(name: str) -> str:
    """An address in the one way of writing it, a name as it is."""
    try:
        parsed = ipaddress.ip_address(name)
    except ValueError:
        return name
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed)
