"""The sockets on which the server waits for browsers."""

import os
import socket

import psutil


def answer_at_once() -> None:
    """Lets every connection that is accepted from now on send what it has, however little, without waiting.

    A page is many small messages. Otherwise the system holds each back until the browser has confirmed the one before,
    which takes a browser 40 ms (Nagle's algorithm, RFC 896, and delayed confirmations, RFC 1122 §4.2.3.2). asyncio
    turns that off only for sockets that name TCP as their protocol, and Streamlit opens its own without naming one.
    An accepted connection takes the setting from the socket that it was accepted on.
    """
    for found in psutil.Process().net_connections("tcp"):
        # Windows does not tell which socket it is; there the setting stays as it was.
        if found.status == psutil.CONN_LISTEN and found.fd >= 0:
            with socket.socket(fileno=os.dup(found.fd)) as listening:
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
