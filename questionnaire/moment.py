"""A moment as it is stored, and as text in every file that holds times: ISO 8601 with all its digits."""

from datetime import datetime

# UTC without a zone.
Moment = datetime


def time_text(moment: Moment) -> str:
    """The time in ISO 8601: 2026-11-22T05:06:07.000089Z."""
    return moment.isoformat(timespec="microseconds") + "Z"


def moment_of(value: object) -> Moment:
    """The time that `time_text` wrote. Raises `ValueError` for any other form."""
    moment = datetime.fromisoformat(str(value).removesuffix("Z"))
    if time_text(moment) != value:
        raise ValueError(value)
    return moment
