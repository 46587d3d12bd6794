"""A tab of a browser as the server sees it: a websocket that speaks Streamlit's protocol and draws nothing."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from itertools import count
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import websockets
from google.protobuf.message import Message
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ANSWER_WITHIN_SECONDS = 60
FILE_WITHIN_SECONDS = 180
REQUESTS = count()
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class PageError(Exception):
    """The page came without its contents: Streamlit or the page itself reported an error."""


@dataclass(frozen=True)
class Address:
    """A page of a server, and what its address carries."""

    base: str
    page: str = ""
    query: dict[str, str] = field(default_factory=dict)


@dataclass
class Drawn:
    """What one run of the page sent: its elements by their place, in the order they came."""

    seconds: float = 0.0
    bytes: int = 0
    deltas: dict[tuple[int, ...], Delta] = field(default_factory=dict)
    navigation: Message | None = None

    def elements(self, kind: str) -> Iterator[Message]:
        """The elements of one kind."""
        for delta in self.deltas.values():
            if delta.new_element.WhichOneof("type") == kind:
                yield getattr(delta.new_element, kind)


@dataclass(frozen=True)
class Download:
    """A file that was made for a tab and received, and how long both took together."""

    seconds: float
    content: bytes


class Tab:
    """One session. It keeps what a browser keeps: the state of the widgets and the large messages."""

    def __init__(self, address: Address, socket: websockets.ClientConnection) -> None:
        self.address, self.socket = address, socket
        self.states: dict[str, str] = {}
        self.page_hash = ""
        self.session = ""
        self.kept: set[str] = set()
        self.choices: dict[str, list[str]] = {}
        self.drawn = Drawn()

    async def choose(self, radio: str, choice: str) -> Drawn:
        """Chooses one of the options of a radio and draws the page anew."""
        self.states[radio] = choice
        return await self.rerun()

    async def press(self, label: str) -> Drawn:
        """Presses the button with this label and draws the page anew. Raises `LookupError`."""
        return await self.rerun(_labelled(self.drawn.elements("button"), label).id)

    async def download(self, label: str) -> Download:
        """Lets the button with this label make its file, and receives it. Raises `LookupError`."""
        asked = time.perf_counter()
        content = await asyncio.to_thread(self.fetch, await self.make(label))
        return Download(time.perf_counter() - asked, content)

    async def make(self, label: str) -> str:
        """Lets the button with this label make its file, and gives the address of it. Raises `LookupError`."""
        message = BackMsg()
        wanted = message.backend_operation_request
        wanted.request_id, wanted.session_id = str(next(REQUESTS)), self.session
        wanted.deferred_file.file_id = _labelled(self.drawn.elements("download_button"), label).deferred_file_id
        await self.socket.send(message.SerializeToString())
        return await asyncio.wait_for(self._receive_url(), FILE_WITHIN_SECONDS)

    def fetch(self, url: str) -> bytes:
        """The file at this address, as a browser fetches it. Raises `HTTPError`."""
        with urlopen(f"{self.address.base}{url}", timeout=ANSWER_WITHIN_SECONDS) as response:  # noqa: S310  # loopback
            return bytes(response.read())

    async def _receive_url(self) -> str:
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            if message.WhichOneof("type") == "backend_operation_response":
                answer = message.backend_operation_response
                if answer.error_msg:
                    raise PageError(answer.error_msg)
                return str(answer.deferred_file.url)

    async def rerun(self, pressed: str = "") -> Drawn:
        """Asks for the page and receives it to its end; `pressed` is the id of a button. Raises `PageError`."""
        asked = time.perf_counter()
        request = self._request()
        if pressed:
            request.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
        await self.socket.send(request.SerializeToString())
        drawn = await asyncio.wait_for(self._receive(), ANSWER_WITHIN_SECONDS)
        drawn.seconds = time.perf_counter() - asked
        self.drawn = drawn
        self._take_over(drawn)
        return drawn

    def _request(self) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(self.address.query)
        state.page_script_hash = self.page_hash
        state.page_name = "" if self.page_hash else self.address.page
        state.cached_message_hashes.extend(self.kept)
        state.context_info.url = f"{self.address.base}/{self.address.page}?{state.query_string}"
        state.context_info.timezone, state.context_info.locale = "Asia/Tokyo", "ja-JP"
        for id, value in self.states.items():
            state.widget_states.widgets.add(id=id, string_value=value)
        return message

    async def _receive(self) -> Drawn:
        drawn = Drawn()
        while True:
            content = await self.socket.recv()
            drawn.bytes += len(content)
            message = ForwardMsg.FromString(content)
            if message.metadata.cacheable:
                self.kept.add(message.hash)
            match message.WhichOneof("type"):
                case "delta":
                    drawn.deltas[tuple(message.metadata.delta_path)] = message.delta
                case "new_session":
                    self.page_hash = message.new_session.page_script_hash
                    self.session = message.new_session.initialize.session_id
                case "navigation":
                    drawn.navigation = message.navigation
                    self.page_hash = message.navigation.page_script_hash
                case "script_finished" if message.script_finished in FINISHED:
                    return drawn

    def _take_over(self, drawn: Drawn) -> None:
        """Keeps what the widgets show, as a browser does, and refuses a page that shows an error."""
        if any(drawn.elements("exception")) or any(alert.format == Alert.ERROR for alert in drawn.elements("alert")):
            raise PageError(f"{self.address}: {[*drawn.elements('exception'), *drawn.elements('alert')]}")
        for radio in drawn.elements("radio"):
            self.choices[radio.id] = list(radio.options)
            if radio.HasField("raw_value"):
                self.states[radio.id] = radio.raw_value
            elif radio.HasField("default"):
                self.states.setdefault(radio.id, radio.options[radio.default])
        for text in (*drawn.elements("text_area"), *drawn.elements("text_input")):
            if text.set_value or text.id not in self.states:
                self.states[text.id] = text.value if text.set_value else text.default


@asynccontextmanager
async def opened(address: Address, headers: Mapping[str, str] | None = None) -> AsyncIterator[Tab]:
    """A tab that shows the page at this address; `headers` are what a proxy between them adds."""
    cookies = await asyncio.to_thread(_cookies, address.base)
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    socket = await websockets.connect(
        address.base.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit", cookies["_streamlit_xsrf"]],
        additional_headers={"Cookie": cookie} | dict(headers or {}),
        origin=address.base,
        max_size=None,
        compression=None,
        ping_interval=None,
    )
    async with socket:
        tab = Tab(address, socket)
        await tab.rerun()
        yield tab


def _labelled(elements: Iterator[Message], label: str) -> Message:
    """The element with this label. Raises `LookupError`."""
    for element in elements:
        if element.label == label:
            return element
    raise LookupError(label)


def _cookies(base: str) -> dict[str, str]:
    """The cookies that the server gives to a browser before it opens the websocket."""
    jar = CookieJar()
    with build_opener(HTTPCookieProcessor(jar)).open(f"{base}/_stcore/health", timeout=30) as response:
        response.read()
    return {cookie.name: cookie.value for cookie in jar}
