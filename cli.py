"""The command line, the second entry beside app.py: `python cli.py COMMAND`."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn, TextIO

from commands.fault import CommandError, UnsoundError
from commands.names import TEXTS, module_of
from files.fault import FileError
from questionnaire.fault import ContentError

FAULT_IN_CONTENT, FAULT_IN_INPUT = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0, 1 for faulty content or an unsound database, 2 for faulty input."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_character(stream)
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser(*words[:1]).parse_args(words)
    # Only now: who asked for help does not wait for the database to be loaded.
    from storage.transaction import DatabaseRefusedError, StorageError  # noqa: PLC0415

    try:
        options.run(options)
    except (ContentError, UnsoundError) as error:
        print(error, file=sys.stderr)
        return FAULT_IN_CONTENT
    except (FileError, CommandError, DatabaseRefusedError) as error:
        print(error, file=sys.stderr)
        return FAULT_IN_INPUT
    except StorageError as error:
        print(f"データベースを読み書きできません({error.reason})", file=sys.stderr)
        return FAULT_IN_INPUT
    return 0


def _never_fail_on_a_character(stream: TextIO) -> None:
    """A console that lacks a character shows its code instead of stopping the command."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


class JapaneseParser(argparse.ArgumentParser):
    """Says in Japanese that the command line could not be understood, and how it is used."""

    def error(self, message: str) -> NoReturn:
        """Ends the program with exit code 2. The library's own message is English and is left out."""
        del message
        print(f"指定を読み取れません。使い方は次のとおりです。\n\n{self.format_help()}", file=sys.stderr)
        sys.exit(FAULT_IN_INPUT)


def _parser(command: str = "") -> argparse.ArgumentParser:
    """Knows every command by its name, and what this one takes."""
    parser = JapaneseParser(prog="python cli.py", description="自治体DX成熟度診断のコマンド")
    adding = parser.add_subparsers(title="コマンド", required=True, metavar="COMMAND")
    commands = {name: adding.add_parser(name, help=text, description=text) for name, text in TEXTS.items()}
    if command in commands:
        module_of(command).add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
