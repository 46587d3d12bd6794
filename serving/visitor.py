"""From which address somebody comes, for counting: nothing is allowed because of it, and nothing writes it down."""

import ipaddress
from collections.abc import Sequence

import streamlit as st

from serving.settings import named_in

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LOOPBACK = "127.0.0.1"
LOOPBACK_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
# One machine has a whole network of this size to itself (RFC 4291 §2.5.1): its addresses count as one.
ONE_SITE_IN_IPV6 = 64


def address() -> str:
    """The address that this tab comes from, as seen by the last proxy that the operator trusts (`DX_TRUSTED_PROXY`)."""
    told = ",".join(st.context.headers.get_all("X-Forwarded-For"))
    hops = [hop.strip() for hop in told.split(",") if hop.strip()]
    return counted_as(origin(st.context.ip_address or LOOPBACK, hops, trusted_proxies()))


def trusted_proxies() -> list[Network]:
    """The addresses or networks named in `DX_TRUSTED_PROXY`, with commas between them; nothing else is trusted."""
    return [network for name in named_in("DX_TRUSTED_PROXY") if (network := _network(name))]


def not_understood() -> list[str]:
    """What stands in `DX_TRUSTED_PROXY` and is neither an address nor a network."""
    return [name for name in named_in("DX_TRUSTED_PROXY") if not _network(name)]


def origin(peer: str, hops: Sequence[str], trusted: Sequence[Network]) -> str:
    """Who sent a request that came from `peer` with these addresses in X-Forwarded-For.

    Each proxy adds at the end whom it heard from, so what stands before the last address that is not a trusted proxy's
    was written by that sender and proves nothing.
    """
    # uvicorn believes proxies on this machine by itself, and then gives the last hop from elsewhere as the peer.
    from_elsewhere = [hop for hop in hops if not _is_in(hop, LOOPBACK_NETWORKS)]
    if from_elsewhere and peer == from_elsewhere[-1]:
        peer = LOOPBACK
    path = [*hops, peer]
    while len(path) > 1 and _is_in(path[-1], trusted):
        path.pop()
    return path[-1]


def counted_as(sender: str) -> str:
    """The address under which a sender is counted; what is no address counts as one and the same."""
    try:
        parsed = ipaddress.ip_address(sender)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, ONE_SITE_IN_IPV6), strict=False))
    return str(parsed)


def _network(name: str) -> Network | None:
    try:
        return ipaddress.ip_network(name, strict=False)
    except ValueError:
        return None


def _is_in(host: str, networks: Sequence[Network]) -> bool:
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
