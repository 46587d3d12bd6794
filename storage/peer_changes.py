"""Whether anything changed of what peers are made of, so that whoever keeps a copy knows when to read anew."""

import secrets

from sqlalchemy import Connection, Engine, select, text

from storage.tables import peer_changes
from storage.transaction import transaction


def peers_version(engine: Engine) -> str:
    """A text that is another one after every change of submissions, consents and imported peers; "" at the beginning.

    It never comes again for another state: a restored backup has the text of the state that it was taken of. Raises
    `StorageError`.
    """
    with transaction(engine) as connection:
        return connection.execute(select(peer_changes.c.token)).scalar_one_or_none() or ""


def note_peer_change(connection: Connection) -> None:
    """Makes it another text. Until the transaction ends, whoever else notes a change waits."""
    connection.execute(_NOTE, {"token": secrets.token_hex(16)})


# Both databases know this form (https://www.sqlite.org/lang_upsert.html).
_NOTE = text(
    "INSERT INTO peer_changes (id, token) VALUES (1, :token) ON CONFLICT (id) DO UPDATE SET token = excluded.token"
)
