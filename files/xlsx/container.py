"""The ZIP file around an XLSX file: refused before anything in it is parsed when it cannot be one of ours."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from files.fault import FileError, FileFault

# A form with the longest memos in every row is about 1 MB, and 3 MB unpacked.
LARGEST_FILE = 5_000_000
LARGEST_UNPACKED = 16_000_000
MOST_PARTS = 500
CHUNK = 65_536
# A workbook is packed in no other way (ISO/IEC 29500-2); other ways take whatever memory the file asks for.
WAYS_OF_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

# Excel locks a file with a password by putting it into the container of its old format.
ZIP, OLD_CONTAINER = b"PK", b"\xd0\xcf\x11\xe0"
# Without these, a ZIP is something else.
PARTS = ("[Content_Types].xml", "xl/workbook.xml")

DAMAGED = "ファイルが壊れています。もう一度受け取るか、Excelで開いて保存し直してください"
NO_WORKBOOK = "Excelブック(.xlsx)ではありません。Excelで「Excelブック(*.xlsx)」として保存し直してください"
LOCKED = (
    "古い形式のExcelブック(.xls)か、パスワードのかかったブックです。"
    "パスワードを外し、「Excelブック(*.xlsx)」として保存し直してください"
)
TOO_LARGE = f"ファイルが大きすぎます({LARGEST_FILE // 1_000_000}MBまで)"
TOO_MUCH_INSIDE = "ファイルの中身が大きすぎます。回答票のほかに貼り付けたものがあれば消してください"


def is_container(content: bytes) -> bool:
    """Whether this is meant for a workbook: some ZIP file, or an old or locked one of Excel."""
    return content.startswith((ZIP, OLD_CONTAINER))


def refuse_unless_workbook(content: bytes, file: str) -> None:
    """Raises `FileError` unless this is a whole XLSX file of a size that can be read."""
    trouble = _trouble(content)
    if trouble:
        raise FileError([FileFault(file, 0, trouble)])


def _trouble(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        return TOO_LARGE
    if content.startswith(OLD_CONTAINER):
        return LOCKED
    if not content.startswith(ZIP):
        return NO_WORKBOOK
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            return _trouble_inside(container)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return DAMAGED


def _trouble_inside(container: zipfile.ZipFile) -> str:
    entries = container.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        return TOO_MUCH_INSIDE
    if any(entry.compress_type not in WAYS_OF_PACKING for entry in entries):
        return DAMAGED
    if not set(PARTS) <= set(container.namelist()):
        return NO_WORKBOOK
    # zipfile unpacks no more than the size that is stated, and finds by the checksum when it was a lie.
    has_document_type = [_has_document_type(container, entry) for entry in entries]
    # No program writes one into a workbook; it is how a few bytes of XML are made to grow without end.
    return DAMAGED if any(has_document_type) else ""


def _has_document_type(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    found, before = False, b""
    for chunk in _chunks(container, entry):
        found = found or b"<!DOCTYPE" in before + chunk
        before = chunk[-16:]
    return found


def _chunks(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with container.open(entry) as part:
        while chunk := part.read(CHUNK):
            yield chunk
