"""Streamlit's own files go out compressed, and everything else as it is."""

import gzip
from pathlib import Path

import pytest
import streamlit

from tests.asking import ask
from tests.browser import Server

STATIC = Path(streamlit.__file__).parent / "static"
FILES = {path.name: path for path in (STATIC / "static").rglob("*") if path.is_file()}


def path_of(ending: str, at_least: int = 0, at_most: int = 10**9) -> str:
    """The path of a file of Streamlit's with this ending and size."""
    found = (path for _, path in sorted(FILES.items()) if path.suffix == ending)
    file = next(path for path in found if at_least <= path.stat().st_size <= at_most)
    return f"/{file.relative_to(STATIC).as_posix()}"


SCRIPT, SMALL_SCRIPT = path_of(".js", at_least=100_000), path_of(".js", at_most=900)


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br, zstd", "br,GZIP"])
def test_a_script_goes_out_compressed_to_a_browser_that_reads_it(server: Server, accepted: str) -> None:
    script = ask(server, SCRIPT, {"Accept-Encoding": accepted})
    assert script.status == 200
    assert script.headers.get_all("content-encoding") == ["gzip"]
    assert gzip.decompress(script.body) == (STATIC / SCRIPT[1:]).read_bytes()
    assert int(script.headers["content-length"]) == len(script.body) < (STATIC / SCRIPT[1:]).stat().st_size / 2
    assert "Accept-Encoding" in script.headers["vary"]


def test_a_compressed_script_keeps_its_type_and_stays_in_the_browser_for_good(server: Server) -> None:
    plain, script = ask(server, SCRIPT), ask(server, SCRIPT, {"Accept-Encoding": "gzip"})
    assert script.headers["content-type"] == plain.headers["content-type"]
    assert script.headers["cache-control"] == plain.headers["cache-control"] == "public, immutable, max-age=31536000"


def test_the_second_time_the_same_bytes_come(server: Server) -> None:
    first, second = (ask(server, SCRIPT, {"Accept-Encoding": "gzip"}) for _ in range(2))
    assert (first.body, first.headers["etag"]) == (second.body, second.headers["etag"])


def test_a_browser_that_has_the_compressed_script_is_not_sent_it_again(server: Server) -> None:
    etag = ask(server, SCRIPT, {"Accept-Encoding": "gzip"}).headers["etag"]
    assert etag.startswith("W/")
    again = ask(server, SCRIPT, {"Accept-Encoding": "gzip", "If-None-Match": etag})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (SCRIPT, {}),
        (SCRIPT, {"Accept-Encoding": "identity"}),
        (SCRIPT, {"Accept-Encoding": "br"}),
        (SCRIPT, {"Accept-Encoding": "gzip;q=0"}),
        (SMALL_SCRIPT, {"Accept-Encoding": "gzip"}),
        (path_of(".woff2"), {"Accept-Encoding": "gzip"}),
        (path_of(".png"), {"Accept-Encoding": "gzip"}),
    ],
)
def test_a_file_goes_out_as_it_is_where_compressing_is_not_wanted_or_worth_it(
    server: Server, path: str, headers: dict[str, str]
) -> None:
    file = ask(server, path, headers)
    assert file.headers["content-encoding"] is None
    assert file.body == (STATIC / path[1:]).read_bytes()


def test_a_part_of_a_file_is_a_part_of_the_file_as_it_is(server: Server) -> None:
    part = ask(server, SCRIPT, {"Accept-Encoding": "gzip", "Range": "bytes=10-19"})
    assert part.status == 206
    assert part.headers["content-encoding"] is None
    assert part.body == (STATIC / SCRIPT[1:]).read_bytes()[10:20]


def test_the_head_of_a_file_is_given_without_its_body(server: Server) -> None:
    head = ask(server, SCRIPT, {"Accept-Encoding": "gzip"}, method="HEAD")
    assert (head.status, head.body) == (200, b"")
