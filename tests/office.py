"""LibreOffice without a window: opens what we wrote as an office would, and saves it again."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

# Comma, quote, UTF-8, cells as they are shown, every sheet into a file of its own (LibreOffice "CSV filter options").
SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


class Office:
    """A LibreOffice with a profile of its own in this folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = shutil.which("soffice") or shutil.which("libreoffice")
        assert self.program, "LibreOffice is missing: run tests/install_services.sh"

    def converted(self, content: bytes, to: str) -> list[Path]:
        """The files that LibreOffice makes of this workbook."""
        given, made = self.folder / "given.xlsx", self.folder / "made"
        given.write_bytes(content)
        shutil.rmtree(made, ignore_errors=True)
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = [str(self.program), profile, "--headless", "--convert-to", to, "--outdir", str(made), str(given)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
        found = sorted(made.iterdir())
        assert found, done.stderr.decode()
        return found

    def saved_again(self, content: bytes) -> bytes:
        """The workbook as LibreOffice saves it."""
        (file,) = self.converted(content, "xlsx")
        return file.read_bytes()

    def sheets(self, content: bytes) -> dict[str, list[list[str]]]:
        """What is shown in the cells of each sheet that is not hidden."""
        files = self.converted(content, SHEETS_AS_CSV)
        texts = {file.stem.removeprefix("given-"): file.read_bytes().decode("utf-8") for file in files}
        return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}
