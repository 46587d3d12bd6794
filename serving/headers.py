"""The headers of HTTP that every response bears: what a browser may do with it, and what it may keep."""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders

STREAMLIT_PAGE = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
# Streamlit's scripts and fonts, which its own names change with, and what a button of a page lets download.
STREAMLIT_FILES, DOWNLOADS = "/static/", "/media/"
NOT_KEPT = "no-store"


def _inline_script_hashes() -> str:
    """The scripts inside Streamlit's page, named by their hashes so that no other inline script runs."""
    scripts = re.findall(r"<script>(.*?)</script>", STREAMLIT_PAGE, re.DOTALL)
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{value}'" for value in hashes)


CONTENT_SECURITY_POLICY = (
    f"default-src 'self'; script-src 'self' {_inline_script_hashes()}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'none'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
# What is no page of ours runs nothing and loads nothing, should a browser ever show it as one.
POLICY_ELSEWHERE = "default-src 'none'; frame-ancestors 'none'; sandbox"
UNUSED_DEVICES = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection",
    "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
)  # fmt: skip
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    # The address holds the secret of the link. Not even this server is told it as a referrer: proxies write that into
    # their logs, also where they were told to leave the query out of the request.
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", ", ".join(f"{device}=()" for device in UNUSED_DEVICES).encode()),
    # Other sites can neither show what is here nor reach into a window that they opened.
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def with_ours(given: Iterable[tuple[bytes, bytes]], path: str) -> MutableHeaders:
    """The headers of a response to a request for this path, with those that we add to them."""
    headers = MutableHeaders(raw=[*given, *HEADERS])
    if is_page(headers) or path.startswith(DOWNLOADS):
        # Answers lie in what is downloaded, and secrets in the addresses of pages: a shared PC keeps neither.
        headers["cache-control"] = NOT_KEPT
    if is_page(headers):
        headers["content-security-policy"] = CONTENT_SECURITY_POLICY
    elif not path.startswith(STREAMLIT_FILES):
        headers["content-security-policy"] = POLICY_ELSEWHERE
        headers.setdefault("cache-control", NOT_KEPT)
    return headers


def is_page(headers: MutableHeaders) -> bool:
    """Whether what is sent with these headers is a page."""
    return headers.get("content-type", "").startswith("text/html")
