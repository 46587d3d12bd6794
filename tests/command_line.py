"""The command line called within the test's own process, which spares the seconds that the program takes to start."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import cli

Process = CompletedProcess[bytes]


def run(*arguments: str | Path, **environment: str) -> Process:
    """A command as `python cli.py` runs it, with what it would write as bytes."""
    output, trouble = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(output), redirect_stderr(trouble):
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
    return CompletedProcess(arguments, code, _written(output), _written(trouble))


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    content: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]  # the BytesIO that was put in
    return content
