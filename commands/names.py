"""Every command by its name: what it does in one line, and which module of this package carries it out.

Only that module is loaded when a command is given. Charts, tables and the database take two seconds to load together,
which nobody who asks for help or for a code is to wait for.
"""
# ruff: noqa: PLC0415  # why the imports stand where they do is said above

import argparse
from collections.abc import Mapping
from types import ModuleType

# The parser of each command, to which its module adds what the command takes.
Commands = Mapping[str, argparse.ArgumentParser]

TEXTS = {
    "template": "未回答の回答CSVを書き出します",
    "score": "回答CSVから結果CSVを作ります",
    "pdf": "回答CSVから診断報告書(PDF)を作ります",
    "png": "回答CSVからレーダーチャートの画像(PNG)を作ります",
    "svg": "回答CSVからレーダーチャートの画像(SVG)を作ります",
    "xlsx": "回答CSVからExcelブックを作ります",
    "form": "回答CSVから、各課に配るExcelの回答票を作ります",
    "comparison": "回答CSVから、ほかの団体に渡す比較用CSVを作ります(メモと根拠は入りません)",
    "import-peers": "ほかの団体の比較用CSVを取り込みます(団体名つきで比較に出ます)",
    "remove-peer": "取り込んだ団体を取り除きます",
    "check": "設問の内容を点検します",
    "renew-link": "なくした編集用のリンクを作り直します(前のリンクは使えなくなります)",
    "code": "団体の利用コードを発行します(前のコードは使えなくなります)",
    "export": "診断1つを、回答の履歴と提出の内容ごと書き出します",
    "import": "書き出した診断1つを読み込みます",
    "indicators": "公表データの表(デジタル庁)を読み込みます(前の表と置き換わります)",
    "backup": "データベース全体のバックアップをとります(使っている間でもとれます)",
    "restore": "バックアップを復元します(今あるデータはすべて置き換わります)",
    "verify": "データベースかバックアップに誤りがないか点検します",
}


def module_of(command: str) -> ModuleType:  # noqa: PLR0911  # one for each module
    """The module that carries out this command. Raises `LookupError` for a name that is none of them."""
    match command:
        case "template" | "score":
            from commands import answers

            return answers
        case "pdf" | "png" | "svg":
            from commands import report

            return report
        case "xlsx" | "form":
            from commands import workbook

            return workbook
        case "comparison" | "import-peers" | "remove-peer":
            from commands import peers

            return peers
        case "check":
            from commands import content

            return content
        case "renew-link" | "code":
            from commands import links

            return links
        case "export" | "import":
            from commands import transfer

            return transfer
        case "indicators":
            from commands import indicators

            return indicators
        case "backup" | "restore" | "verify":
            from commands import backup

            return backup
        case _:
            raise LookupError(command)
