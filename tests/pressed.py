"""The file behind a button of a page that AppTest ran, made as by a click in a browser."""

from typing import Any
from unittest.mock import MagicMock

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.runtime import Runtime
from streamlit.testing.v1 import AppTest, app_test


class Files(MediaFileManager):
    """What the buttons of the page that ran last would make. AppTest itself forgets it at the end of the run."""

    newest: "Files"

    def __init__(self, storage: Any) -> None:
        super().__init__(storage)
        Files.newest = self


def keep_files(patch: pytest.MonkeyPatch) -> None:
    """From now on the files of a page can be had after its run."""
    patch.setattr(app_test, "MediaFileManager", Files)


def pressed(tab: AppTest, label: str) -> bytes:
    """The file that the button of this label makes; the page is the one that ran last."""
    (button,) = (element.proto for element in tab.get("download_button") if element.proto.label == label)
    Runtime._instance = MagicMock(spec=Runtime, media_file_mgr=Files.newest)
    try:
        url = Files.newest.execute_deferred(button.deferred_file_id)
    finally:
        Runtime._instance = None
    return bytes(Files.newest._storage.get_file(url.rpartition("/")[2]).content)  # type: ignore[attr-defined]
