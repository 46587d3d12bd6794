"""The list of commands: each is carried out by its module, and help waits for none of them to be loaded."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from commands.names import TEXTS, module_of

ROOT = Path(__file__).parents[2]
SLOW_TO_LOAD = {"altair", "numpy", "pandas", "pydantic", "sqlalchemy", "xlsxwriter"}
HELP = """
import sys
import cli
try:
    cli.main(["--help"])
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("command", TEXTS)
def test_a_command_of_the_list_is_carried_out_by_its_module(command: str) -> None:
    parsers = {name: argparse.ArgumentParser(name) for name in TEXTS}
    module_of(command).add_to(parsers)
    assert parsers[command].get_default("run")


def test_a_name_that_is_no_command_has_no_module() -> None:
    with pytest.raises(LookupError):
        module_of("frobnicate")


def test_help_names_every_command_and_loads_nothing_slow() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [text for text in TEXTS if text not in done.stdout] == []
    assert set(done.stderr.split()) & SLOW_TO_LOAD == set()
