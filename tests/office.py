"""LibreOffice without a window: opens what we wrote as an office would, and saves it again."""

import csv
import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

# Comma, quote, UTF-8, cells as they are shown, every sheet into a file of its own (LibreOffice "CSV filter options").
SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"

Sheets = dict[str, list[list[str]]]


class Office:
    """A LibreOffice with a profile of its own in this folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = shutil.which("soffice") or shutil.which("libreoffice")
        assert self.program, "LibreOffice is missing: run tests/install_services.sh"

    def saved_again(self, books: Mapping[str, bytes]) -> dict[str, bytes]:
        """These workbooks as LibreOffice saves them, by the same names."""
        files = self._converted(books, "xlsx")
        return {file.stem: file.read_bytes() for file in files}

    def sheets(self, books: Mapping[str, bytes]) -> dict[str, Sheets]:
        """What is shown in the cells of each sheet that is not hidden, of each of these workbooks."""
        shown: dict[str, Sheets] = {name: {} for name in books}
        for file in self._converted(books, SHEETS_AS_CSV):
            name, _, sheet = file.stem.partition("-")
            text = file.read_bytes().decode("utf-8")
            shown[name][sheet] = list(csv.reader(io.StringIO(text, newline="")))
        return shown

    def _converted(self, books: Mapping[str, bytes], to: str) -> list[Path]:
        """The files that LibreOffice makes of these workbooks. All at once: its start takes longer than any of them."""
        given, made = self.folder / "given", self.folder / "made"
        for folder in (given, made):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for name, content in books.items():
            (given / f"{name}.xlsx").write_bytes(content)
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = [str(self.program), profile, "--headless", "--convert-to", to, "--outdir", str(made)]
        done = subprocess.run([*command, *sorted(given.iterdir())], capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
        found = sorted(made.iterdir())
        assert found, done.stderr.decode()
        return found
