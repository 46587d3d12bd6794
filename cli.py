"""The command line, the second entry beside app.py: `python cli.py COMMAND`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn, TextIO

from files import answers_csv, result_csv
from files.fault import FileError, FileFault
from questionnaire.assessment import Assessment
from questionnaire.codes import code_from
from questionnaire.fault import ContentError, ContentFault
from questionnaire.fiscal_year import fiscal_year_of
from questionnaire.loader import CONTENT, newest_version, questionnaire, version_names
from questionnaire.model import Depth, Questionnaire
from questionnaire.municipalities import municipality
from questionnaire.released import missing_faults, release_faults
from scoring.result import result

FAULT_IN_CONTENT, FAULT_IN_INPUT = 1, 2


class CommandError(Exception):
    """Why a command was not carried out, in Japanese."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code: 0, 1 for faulty content, 2 for faulty input."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_character(stream)
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except ContentError as error:
        print(error, file=sys.stderr)
        return FAULT_IN_CONTENT
    except (FileError, CommandError) as error:
        print(error, file=sys.stderr)
        return FAULT_IN_INPUT
    return 0


def template(options: argparse.Namespace) -> None:
    """Writes an answers CSV in which nothing is answered yet."""
    asked, depth = questionnaire(newest_version()), Depth(options.depth)
    if depth not in asked.version.depths:
        raise CommandError(answers_csv.draft_text(asked, depth))
    empty = Assessment(_code(options.code), fiscal_year_of(date.today()), asked.version.id, depth)
    _write(answers_csv.write(asked, empty), options.output)


def score(options: argparse.Namespace) -> None:
    """Writes the result CSV of the answers CSVs, in their order; nothing when any of them is faulty."""
    if options.output and options.output.resolve() in {file.resolve() for file in options.files}:
        raise CommandError(f"{options.output}: 読み込むファイルには書き出せません。別の名前を指定してください")
    assessments, faults = list[Assessment](), list[FileFault]()
    for file in options.files:
        try:
            assessments.append(answers_csv.read(_content(file), str(file)))
        except FileError as error:
            faults += error.faults
    if faults:
        raise FileError(faults)
    _write(result_csv.write(map(_scored, assessments)), options.output)


def check(_options: argparse.Namespace) -> None:
    """Validates every version of the content and prints what it holds; raises with the faults of all of them."""
    faults = missing_faults(CONTENT, version_names())
    for name in version_names():
        found = _version_faults(name)
        faults += found
        if not found:
            print(_contents(questionnaire(name)))
    if faults:
        raise ContentError(faults)


def _version_faults(name: str) -> list[ContentFault]:
    try:
        is_released = questionnaire(name).version.status == "released"
    except ContentError as error:
        return [fault._replace(file=f"{name}/{fault.file}") for fault in error.faults]
    return release_faults(CONTENT / name, is_released=is_released)


def _scored(assessment: Assessment) -> result_csv.Scored:
    asked = questionnaire(assessment.version)
    return result_csv.Scored(asked, assessment, result(asked, assessment))


def _contents(asked: Questionnaire) -> str:
    status = {"draft": "下書き", "released": "公開済み"}[asked.version.status]
    core = len(asked.asked(Depth.CORE))
    return (
        f"{asked.version.id}({status}): 設問 {len(asked.questions)}(うちかんたん診断 {core})、"
        f"次の一手 {len(asked.actions)}、事例 {len(asked.practices)}、"
        f"読み取り {len(asked.readings)}。誤りはありません。"
    )


def _code(text: str) -> str:
    """The code that was given, or nothing when none was: then it is filled in by hand."""
    code = code_from(text)
    if text and (code is None or municipality(code) is None):
        raise CommandError(f"団体コード「{text}」は正しくありません(6桁の数字で、検査数字が合う必要があります)")
    return code or ""


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileError([FileFault(str(file), 1, f"ファイルを開けません({_why(error)})")]) from None


def _write(content: bytes, output: Path | None) -> None:
    """Bytes to the file, or to standard output as they are: PowerShell would write text as UTF-16."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{output}: ファイルに書けません({_why(error)})") from None


def _why(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "ファイルかフォルダがありません",
        IsADirectoryError: "ファイルではなくフォルダです",
        PermissionError: "権限がないか、ほかのプログラムで開いています",
    }
    return reasons.get(type(error), error.strerror or "原因不明")


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


def _parser() -> argparse.ArgumentParser:
    parser = JapaneseParser(prog="python cli.py", description="自治体DX成熟度診断のコマンド")
    commands = parser.add_subparsers(title="コマンド", required=True, metavar="COMMAND")
    for name, run, text in (
        ("template", template, "未回答の回答CSVを書き出します"),
        ("score", score, "回答CSVから結果CSVを作ります"),
        ("check", check, "設問の内容を点検します"),
    ):
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)
    _add_options(commands.choices)
    return parser


def _add_options(commands: dict[str, JapaneseParser]) -> None:
    for name in ("template", "score"):
        commands[name].add_argument("-o", "--output", type=Path, metavar="FILE", help="書き出す先(なければ標準出力)")
    depths = [depth.value for depth in Depth]
    commands["template"].add_argument("--depth", choices=depths, default=Depth.CORE.value, help="診断の深さ")
    commands["template"].add_argument("--code", default="", metavar="CODE", help="団体コード(あとでもよい)")
    commands["score"].add_argument("files", nargs="+", type=Path, metavar="FILE", help="回答CSV")


if __name__ == "__main__":
    sys.exit(main())
