"""backup, restore and verify: the whole database of this installation."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from commands.fault import CommandError, UnsoundError
from commands.names import Commands
from commands.paths import why
from storage.backup import NotEmptyError, back_up, check_backup
from storage.backup import restore as put_back
from storage.backup_file import BackupHead, BackupRefusedError
from storage.connect import database, existing_database
from storage.soundness import soundness
from storage.transaction import DatabaseRefusedError, StorageError

NAMES = {
    "assessments": "診断",
    "answers": "回答",
    "answer_history": "回答の履歴",
    "submissions": "提出",
    "submitted_answers": "提出した回答",
    "codes": "利用コード",
    "indicator_tables": "公表データの表",
    "indicator_values": "公表データの値",
    "consents": "共有の選択",
    "removed_submissions": "削除された提出の記録",
    "removed_consents": "削除された共有の選択の記録",
    "imported_peers": "取り込んだ団体",
    "peer_sets": "比較する団体の組",
    "peer_changes": "比較の更新の印",
    "decisions": "次の一手の決定",
    "targets": "分野の目標",
    "plans": "工程表",
    "plan_starts": "工程表の開始の時期",
    "plan_decisions": "工程表を作ったときの決定",
}


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    parser = commands["backup"]
    parser.set_defaults(run=backup)
    parser.add_argument("file", type=Path, metavar="FILE", help="書き出す先")
    parser.add_argument("--overwrite", action="store_true", help="同じ名前のファイルがあれば置き換えます")
    parser = commands["restore"]
    parser.set_defaults(run=restore)
    parser.add_argument("file", type=Path, metavar="FILE", help="バックアップ")
    parser.add_argument("--yes", action="store_true", help="今あるデータを置き換えます")
    parser = commands["verify"]
    parser.set_defaults(run=verify)
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="バックアップ(なければデータベース)")


def backup(options: argparse.Namespace) -> None:
    """Writes a backup and says what is in it."""
    file: Path = options.file
    head = _told(file, lambda: back_up(existing_database(), file, overwrite=options.overwrite))
    print(f"{file}: バックアップをとりました({_place()})。{_counts(head.rows)}")


def restore(options: argparse.Namespace) -> None:
    """Replaces the database by a backup and says what is in it now. Raises `CommandError`, and nothing changes then."""
    file: Path = options.file
    try:
        head = _told(file, lambda: put_back(database(), file, may_replace=options.yes))
    except NotEmptyError as error:
        raise CommandError(
            f"データベース({_place()})にはデータがあります({_counts(error.rows)})。"
            "すべて置き換えてよければ --yes を付けてください。何も変えていません"
        ) from None
    except DatabaseRefusedError:
        raise
    except StorageError as error:
        raise CommandError(f"{file}: 復元できませんでした。データベースは元のままです({error.reason})") from None
    print(f"{file}: 復元しました({_place()}、{_taken(head)})。{_counts(head.rows)}")


def verify(options: argparse.Namespace) -> None:
    """Says what a backup or the database holds, once it was found sound. Raises `UnsoundError` with every fault."""
    if options.file:
        head = _told(options.file, lambda: check_backup(options.file))
        print(f"{options.file}: 誤りはありません({_taken(head)})。{_counts(head.rows)}")
        return
    found = soundness(existing_database())
    if found.faults:
        raise UnsoundError("\n".join(found.faults))
    print(f"データベース({_place()})に誤りはありません。{_counts(found.rows)}")


def _told(file: Path, work: Callable[[], BackupHead]) -> BackupHead:
    """What the work gives; what is wrong with the file is told in Japanese."""
    try:
        return work()
    except BackupRefusedError as error:
        raise CommandError(f"{file}: {error}") from None
    except FileExistsError:
        raise CommandError(
            f"{file}: 同じ名前のファイルがあります。別の名前にするか、--overwrite を付けてください"
        ) from None
    except OSError as error:
        raise CommandError(f"{file}: ファイルを読み書きできません({why(error)})") from None


def _place() -> str:
    """Which database is meant, without the password."""
    url = database().url
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _taken(head: BackupHead) -> str:
    return f"{head.created_at[:16].replace('T', ' ')}(UTC)にとったもの"


def _counts(rows: Mapping[str, int]) -> str:
    return "、".join(f"{NAMES[name]} {count:,}件" for name, count in rows.items())
