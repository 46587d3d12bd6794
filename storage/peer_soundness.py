"""The rules that hold between the tables of what is shared with others."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from questionnaire.classes import class_of
from questionnaire.municipalities import municipality
from questionnaire.peer import Sharing
from questionnaire.peer_set import PeerSet, set_faults
from storage.tables import (
    assessments,
    consents,
    imported_peers,
    peer_sets,
    removed_consents,
    removed_submissions,
    submissions,
)

LEVELS = set("0123-")


def broken_sharing(connection: Connection) -> Iterator[str]:
    """Every fault in Japanese; none when the tables are sound."""
    yield from _unknown_sharing(connection)
    yield from _unknown_classes(connection)
    yield from _traces_beside_assessments(connection)
    yield from _faulty_imports(connection)
    yield from _faulty_sets(connection)


def _unknown_sharing(connection: Connection) -> Iterator[str]:
    for table in (consents, removed_consents):
        unknown = select(table).where(table.c.sharing.not_in([sharing.value for sharing in Sharing]))
        for row in connection.execute(unknown):
            yield f"診断 {row.assessment}: 共有の選択「{row.sharing}」を読み取れません"


def _unknown_classes(connection: Connection) -> Iterator[str]:
    for column in (assessments.c.municipality_class, submissions.c.municipality_class):
        for found in connection.execute(select(column).where(column.is_not(None)).distinct()).scalars():
            if class_of(found) is None:
                yield f"表 {column.table.name}: 類似団体の類型「{found}」はありません"


def _traces_beside_assessments(connection: Connection) -> Iterator[str]:
    """The key of a removed assessment is never given to another one."""
    again = select(removed_submissions.c.assessment).join(
        assessments, assessments.c.id == removed_submissions.c.assessment
    )
    for key in connection.execute(again.distinct()).scalars():
        yield f"診断 {key}: 削除の記録があるのに、診断があります"


def _faulty_imports(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(imported_peers)):
        if municipality(row.municipality) is None or not set(row.levels) <= LEVELS:
            yield f"取り込んだ団体 {row.municipality} {row.fiscal_year}年度: 読み取れません"


def _faulty_sets(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(peer_sets)):
        for fault in set_faults(PeerSet(row.name, tuple(row.codes.split()))):
            yield f"診断 {row.assessment}: 比較する団体の組「{row.name}」: {fault}"
