"""Links to an assessment, one to edit and one to read, and the codes of municipalities. Only hashes are stored."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, delete, insert, select

from storage.head import change_head
from storage.tables import assessments, codes
from storage.transaction import now, transaction

# What the address of a page carries the secret of a link as.
PARAMETER = "a"
# 128 bits from the operating system's source: nobody guesses a link.
LINK_BYTES = 16
# Read out on the telephone and typed by hand: no letters that look alike, 20 of 32 characters are 100 bits.
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 20


class LinkKind(StrEnum):
    """What a link allows."""

    EDIT = "edit_hash"
    READ = "read_hash"


@dataclass(frozen=True)
class Head:
    """An assessment as the operator tells it from others, without its answers."""

    id: int
    municipality: str
    fiscal_year: int
    created_at: datetime
    submitted_at: datetime | None


def new_link() -> str:
    """The secret of a new link, safe in an address."""
    return secrets.token_urlsafe(LINK_BYTES)


def hashed(secret: str) -> str:
    """What is stored of a secret. A random one of 100 bits or more needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def renew(engine: Engine, assessment: int, kind: LinkKind) -> str:
    """A new link of this kind; the one before opens nothing from now on.

    Raises `FrozenError` when the assessment was removed, and `StorageError`.
    """
    link = new_link()
    with transaction(engine) as connection:
        change_head(connection, assessment, even_if_submitted=True, **{kind.value: hashed(link)})
    return link


def heads_of(engine: Engine, municipality: str, fiscal_year: int) -> list[Head]:
    """The assessments of this office and year, the submitted one first, then the newest."""
    columns = (assessments.c[name] for name in Head.__dataclass_fields__)
    query = select(*columns).where(assessments.c.municipality == municipality, assessments.c.fiscal_year == fiscal_year)
    with transaction(engine) as connection:
        heads = [Head(*row) for row in connection.execute(query)]
    return sorted(heads, key=lambda head: (head.submitted_at is None, -head.id))


def issue_code(engine: Engine, municipality: str) -> str:
    """A new code for the municipality; the one before is no longer valid. Raises `StorageError`."""
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    with transaction(engine) as connection:
        connection.execute(delete(codes).where(codes.c.municipality == municipality))
        connection.execute(insert(codes).values(municipality=municipality, code_hash=hashed(code), issued_at=now()))
    return code


def is_code_of(engine: Engine, municipality: str, typed: str) -> bool:
    """Whether this is the municipality's code; blanks, hyphens, small and full-width letters are forgiven."""
    code = "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter in CODE_LETTERS)
    with transaction(engine) as connection:
        query = select(codes.c.code_hash).where(codes.c.municipality == municipality)
        stored = connection.execute(query).scalar_one_or_none()
    return stored is not None and secrets.compare_digest(stored, hashed(code))
