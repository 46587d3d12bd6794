"""A process that opens the database at each address it reads from its input, and says how that went."""

import sys

from sqlalchemy import make_url

from storage.connect import open_database

if __name__ == "__main__":
    for line in sys.stdin:
        try:
            open_database(make_url(line.strip())).dispose()
        except Exception as error:  # noqa: BLE001  # whatever it is, the test is to see it
            print(type(error).__name__, flush=True)
        else:
            print("ok", flush=True)
