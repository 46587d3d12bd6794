"""A button that makes a file when it is pressed, and keeps it until the browser has fetched it."""

from collections.abc import Callable
from threading import Thread

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from files.output import Output
from serving.workshop import WORKSHOP


def hand_out(output: Output, *, is_main: bool = False) -> None:
    """The button makes the file off the thread of the page, so that nobody else waits for it."""
    st.download_button(
        output.label,
        _kept(output),
        output.file_name,
        output.mime,
        key=f"output-{output.label}",
        on_click="ignore",
        type="primary" if is_main else "secondary",
    )


def _kept(output: Output) -> Callable[[], bytes]:
    """Makes the file and notes that this session needs it, until its page runs again.

    Streamlit notes that only for files that are made while the page runs. Any other is deleted when two pages of anyone
    have run, heartbeats included: often before the browser has asked for it.
    """
    session = get_script_run_ctx()

    def made() -> bytes:
        content = WORKSHOP.make(output.make) if output.takes_long else output.make()
        # The thread that makes files serves every session; one of its own can be told which this is.
        noting = Thread(target=_note, args=(output, content))
        add_script_run_ctx(noting, session)
        noting.start()
        noting.join()
        return content

    return made


def _note(output: Output, content: bytes) -> None:
    files = runtime.get_instance().media_file_mgr
    files.add(content, output.mime, f"handed out: {output.label}", output.file_name, is_for_static_download=True)
