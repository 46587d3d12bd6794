"""What surrounds every page in HTTP, asked of the program as it runs."""

import ast
import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit

from questionnaire.loader import newest_version, questionnaire
from tests.asking import ask
from tests.browser import Server

ROOT = Path(__file__).parents[2]
STATIC = Path(streamlit.__file__).parent / "static"
PAGES = [
    "/",
    "/start",
    "/result",
    "/about",
    "/?a=somebody&example=112216",
    *(f"/answer-{axis.id}" for axis in questionnaire(newest_version()).axes),
]
OWN_FILES = [
    "/browser.js",
    "/translation.js",
    "/semantics.js",
    "/framework_words.json",
    "/style.css",
    "/pictures/result.png",
]
KINDS = {".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".png": "image/png"}
ELSEWHERE = [*OWN_FILES, "/_stcore/health", "/_stcore/metrics", "/favicon.png", "/media/nothing"]
LONG_AGO, FAR_AHEAD = "Sat, 01 Jan 2000 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"


def static_files() -> list[str]:
    """Of each kind of file one that the page asks for, as a path of the address."""
    by_kind = {path.suffix: path for path in sorted((STATIC / "static").rglob("*")) if path.is_file()}
    return [f"/{path.relative_to(STATIC).as_posix()}" for path in by_kind.values()]


def inline_scripts(page: str) -> list[str]:
    tags = re.findall(r"<script\b([^>]*)>(.*?)</script>", page, re.DOTALL | re.IGNORECASE)
    return [content for attributes, content in tags if not re.search(r"\bsrc\s*=", attributes)]


def addresses_in(page: str) -> list[str]:
    return re.findall(r"""\b(?:src|href)=["']([^"']*)["']""", page)


# The page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_it_is_japanese_and_what_it_is_called(server: Server, path: str) -> None:
    page = ask(server, path)
    assert page.status == 200
    assert page.text.count('<html lang="ja">') == 1
    assert 'lang="en"' not in page.text
    assert re.findall(r"<title>(.*?)</title>", page.text) == ["DX成熟度診断"]


def test_the_page_is_that_of_streamlit_with_nothing_lost(server: Server) -> None:
    page = ask(server, "/").text
    page = page.replace('<html lang="ja">', '<html lang="en">')
    page = page.replace("<title>DX成熟度診断</title>", "<title>Streamlit</title>")
    ahead = re.findall(r'<link rel="modulepreload" fetchpriority="low" crossorigin href="\./static/js/[^"]+">', page)
    page = page.replace(
        '<link rel="stylesheet" href="./style.css" /><script src="./browser.js" async></script>'
        '<script src="./translation.js" async></script><script src="./semantics.js" async></script>',
        "",
    )
    of_streamlit = (STATIC / "index.html").read_text(encoding="utf-8")
    own = [link for link in ahead if link not in of_streamlit]
    without_font = re.sub(r'<link\s+rel="preload"\s[^>]*SourceSans[^>]*>', "", of_streamlit)
    assert page.replace("".join(own), "") == without_font != of_streamlit


def test_what_nearly_every_page_draws_is_fetched_ahead_with_all_that_it_needs(server: Server) -> None:
    page = ask(server, "/").text
    fetched = [name.removeprefix("./static/js/") for name in addresses_in(page) if name.startswith("./static/js/")]
    assert len(set(fetched)) == len(fetched)
    assert {name.split(".")[0] for name in fetched} >= {"Html", "PageLink", "TextInput"}
    for name in fetched:
        script = (STATIC / "static/js" / name).read_text(encoding="utf-8")
        assert set(re.findall(r'(?:from|import)"\./([^"]+)"', script)) <= set(fetched)


def test_the_length_of_the_page_counts_bytes(server: Server) -> None:
    page = ask(server, "/")
    assert int(page.headers["content-length"]) == len(page.body) != len(page.text)


def test_a_page_is_never_compressed(server: Server) -> None:
    page = ask(server, "/", {"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] is None
    assert page.body == ask(server, "/").body


def test_the_page_loads_our_script_and_nothing_from_another_host(server: Server) -> None:
    addresses = addresses_in(ask(server, "/").text)
    assert {"./browser.js", "./style.css"} <= set(addresses)
    assert [address for address in addresses if not address.startswith("./")] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_head_of_a_page_is_given_without_its_body(server: Server, path: str) -> None:
    page, head = ask(server, path), ask(server, path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-security-policy", "x-content-type-options", "referrer-policy"):
        assert head.headers[name] == page.headers[name] is not None


def test_the_head_of_a_page_tells_no_other_length_than_the_page_has(server: Server) -> None:
    """RFC 9110 §8.6: a length in the answer to HEAD is that of the answer to GET, or it is left out."""
    head = ask(server, "/", method="HEAD")
    assert head.headers["content-length"] in (None, ask(server, "/").headers["content-length"])


@pytest.mark.parametrize(
    "condition",
    [
        {"If-Modified-Since": FAR_AHEAD},
        {"If-None-Match": "*"},
        {"If-None-Match": '"x"', "If-Modified-Since": FAR_AHEAD},
        {"If-Range": '"x"', "Range": "bytes=0-99"},
        {"Range": "bytes=0-99"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/", "/result"])
def test_the_page_is_always_given_whole_and_patched(server: Server, path: str, condition: dict[str, str]) -> None:
    page = ask(server, path, condition)
    assert (page.status, page.body) == (200, ask(server, path).body)


def test_the_validators_of_streamlits_own_file_are_never_given_for_the_page(server: Server) -> None:
    page = ask(server, "/")
    assert page.headers["etag"] is None
    assert page.headers["last-modified"] is None


@pytest.mark.parametrize("path", [*PAGES, "/media/nothing", "/_stcore/health", "/_stcore/host-config"])
def test_nothing_of_a_page_or_a_download_stays_in_the_memory_of_a_shared_pc(server: Server, path: str) -> None:
    assert ask(server, path).headers["cache-control"] in ("no-store", "no-cache")
    if path in PAGES or path.startswith("/media/"):
        assert ask(server, path).headers.get_all("cache-control") == ["no-store"]


# The headers


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_lets_scripts_come_from_this_host_only(server: Server, path: str) -> None:
    rules = ask(server, path).rules
    scripts = [source for source in rules["script-src"] if not source.startswith("'sha256-")]
    assert scripts == ["'self'"]
    assert rules["default-src"] == rules["connect-src"] == ["'self'"]
    assert rules["object-src"] == rules["frame-ancestors"] == rules["frame-src"] == ["'none'"]
    assert "unsafe-eval" not in ask(server, path).headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_names_no_other_host(server: Server, path: str) -> None:
    sources = {source for sources in ask(server, path).rules.values() for source in sources}
    allowed = {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    assert {source for source in sources if not source.startswith("'sha256-")} <= allowed


def test_the_policy_allows_exactly_the_inline_scripts_of_the_page(server: Server) -> None:
    page = ask(server, "/")
    scripts = inline_scripts(page.text)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts}
    assert len(scripts) == 1
    assert {source for source in page.rules["script-src"] if source.startswith("'sha256-")} == hashes


@pytest.mark.parametrize("path", [*PAGES, *ELSEWHERE, *static_files()])
def test_every_answer_is_taken_for_what_it_says_and_tells_nobody_its_address(server: Server, path: str) -> None:
    headers = ask(server, path).headers
    assert headers.get_all("x-content-type-options") == ["nosniff"]
    assert headers.get_all("referrer-policy") == ["no-referrer"]
    assert {"geolocation=()", "camera=()", "microphone=()"} <= set(headers["permissions-policy"].split(", "))


@pytest.mark.parametrize("path", [*PAGES, *ELSEWHERE, *static_files()])
def test_no_other_site_shows_an_answer_or_reaches_into_its_window(server: Server, path: str) -> None:
    headers = ask(server, path).headers
    assert headers.get_all("x-frame-options") == ["DENY"]
    assert headers.get_all("cross-origin-opener-policy") == ["same-origin"]
    assert headers.get_all("cross-origin-resource-policy") == ["same-origin"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_is_no_page_could_run_nothing_if_it_were_shown_as_one(server: Server, path: str) -> None:
    rules = ask(server, path).rules
    assert rules["default-src"] == rules["frame-ancestors"] == ["'none'"]
    assert rules["sandbox"] == []


# Files


@pytest.mark.parametrize("path", OWN_FILES)
def test_a_file_of_ours_is_served_as_it_is_and_asked_for_anew_each_time(server: Server, path: str) -> None:
    file = ask(server, path)
    assert file.status == 200
    assert file.headers.get_content_type() == KINDS[Path(path).suffix]
    assert file.headers["cache-control"] == "no-cache"
    assert file.body == (ROOT / "serving" / "browser" / path[1:]).read_bytes()


@pytest.mark.parametrize("path", static_files())
def test_a_static_file_passes_through_as_it_is(server: Server, path: str) -> None:
    file = ask(server, path)
    assert file.status == 200
    assert file.body == (STATIC / path[1:]).read_bytes()
    assert "immutable" in file.headers["cache-control"]
    assert file.headers["content-security-policy"] is None


@pytest.mark.parametrize("path", static_files())
def test_a_file_that_the_browser_has_already_is_not_sent_again(server: Server, path: str) -> None:
    etag = ask(server, path).headers["etag"]
    again = ask(server, path, {"If-None-Match": etag})
    assert (again.status, again.body) == (304, b"")


def test_a_file_that_changed_since_is_sent_again(server: Server) -> None:
    path = static_files()[0]
    assert ask(server, path, {"If-Modified-Since": LONG_AGO}).status == 200


def test_a_path_out_of_the_folder_gives_no_file(server: Server) -> None:
    for path in ("/static/../../../../etc/passwd", "/..%2f..%2fapp.py", "/app.py", "/data/dx-assessments.sqlite3"):
        answer = ask(server, path)
        assert b"root:" not in answer.body
        assert b"st.App" not in answer.body
        assert b"SQLite format" not in answer.body


# The program around it


def test_the_server_answers_that_it_is_well(server: Server) -> None:
    health = ask(server, "/_stcore/health")
    assert (health.status, health.body) == (200, b"ok")


def test_streamlit_run_finds_the_application_in_the_source() -> None:
    """`streamlit run` reads the source for a call of st.App that is assigned to `app`; anything else is a script."""
    module = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    assigned = {
        target.id: ast.unparse(node.value.func)
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert assigned["app"] == "st.App"
