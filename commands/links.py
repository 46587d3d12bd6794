"""renew-link and code: what the operator does for an office that lost its link, or needs a code to submit."""

import argparse
from urllib.parse import urlencode

from commands.fault import CommandError
from commands.names import Commands
from commands.offices import name_of, office
from questionnaire.fiscal_year import day_text, fiscal_year_text
from storage.connect import existing_database
from storage.links import PARAMETER, Head, LinkKind, heads_of, issue_code, renew


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    renewal = commands["renew-link"]
    renewal.set_defaults(run=renew_link)
    renewal.add_argument("code", metavar="CODE", help="団体コード")
    renewal.add_argument("year", metavar="YEAR", type=int, help="年度(西暦4桁)")
    renewal.add_argument("--number", type=int, metavar="N", help="診断がいくつもあるときの番号")
    renewal.add_argument("--read", action="store_true", help="閲覧用のリンクを作り直す")
    code_parser = commands["code"]
    code_parser.set_defaults(run=code)
    code_parser.add_argument("code", metavar="CODE", help="団体コード")


def renew_link(options: argparse.Namespace) -> None:
    """Prints a new link for the assessment of an office and year; the one before opens nothing any more."""
    place, engine = office(options.code), existing_database()
    head = chosen(heads_of(engine, place, options.year), options.number)
    kind = LinkKind.READ if options.read else LinkKind.EDIT
    secret = renew(engine, head.id, kind)
    print(f"{name_of(place)} {fiscal_year_text(options.year)}の新しいリンクです。前のリンクでは開けなくなりました。")
    print(line_of(kind, secret))


def code(options: argparse.Namespace) -> None:
    """Prints a new code for the municipality, which submits with it where `DX_REQUIRE_CODE` is set."""
    place = office(options.code)
    issued = issue_code(existing_database(), place)
    grouped = "-".join(issued[start : start + 5] for start in range(0, len(issued), 5))
    print(f"{name_of(place)}の利用コードです。前のコードは使えなくなりました。")
    print(grouped)


def line_of(kind: LinkKind, secret: str) -> str:
    """The link as it is printed. The command does not know under which address the office reaches the tool."""
    name = {LinkKind.EDIT: "編集用のリンク", LinkKind.READ: "閲覧用のリンク"}[kind]
    return f"{name}: (このツールのアドレス)/?{urlencode({PARAMETER: secret})}"


def chosen(heads: list[Head], number: int | None) -> Head:
    """The assessment that is meant. Raises `CommandError` with the list when there is none or more than one.

    The number is the key in the database, which stays the same when further assessments are made.
    """
    if number is None and len(heads) == 1:
        return heads[0]
    found = next((head for head in heads if head.id == number), None)
    if found:
        return found
    if not heads:
        raise CommandError("この団体のこの年度の診断はありません")
    trouble = "診断がいくつもあります" if number is None else f"番号 {number} の診断はありません"
    lines = [f"  {head.id}: {head_text(head)}" for head in heads]
    raise CommandError("\n".join([f"{trouble}。--number で番号を指定してください", *lines]))


def head_text(head: Head) -> str:
    """When the assessment was made, and whether it was submitted."""
    submitted = f"{day_text(head.submitted_at)}に提出" if head.submitted_at else "提出前"
    return f"{day_text(head.created_at)}に作成、{submitted}"
