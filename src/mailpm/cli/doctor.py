"""`mailpm check`, the part that this machine can answer alone: settings, secrets, disk, ledger, templates, days."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mailpm.cli.findings import Finding, fail, ok, warn

if TYPE_CHECKING:
    from mailpm.config import Config
    from mailpm.ledger import Ledger

_ROOM_WANTED, _ROOM_NEEDED = 1024**3, 100 * 1024**2
_CLOCK_DOUBT = timedelta(hours=1)


def look_around(config: Config, path: Path, now: datetime) -> Iterator[Finding]:
    """Everything that needs no network."""
    yield from _rights(config, path)
    yield _clock(path, now)
    yield _disk(config)
    yield from _ledger(config, now)
    yield _templates(config)
    yield from _holidays(config, now.date())


def _rights(config: Config, path: Path) -> Iterator[Finding]:
    """Files with secrets are for their owner alone (Windows keeps rights elsewhere)."""
    secrets = {config.imap.password_file, config.smtp.password_file}
    if config.oauth.provider and config.oauth.keep == "file":
        secrets.add(config.oauth.token_file)
    for file in sorted(s for s in secrets if s is not None and s.exists()):
        if sys.platform != "win32" and file.stat().st_mode & 0o077:
            yield fail("secrets", f"{file} can be read by others on this machine.", f"Say: chmod 600 {file}")
        else:
            yield ok("secrets", f"{file} is for its owner alone.")


def _clock(path: Path, now: datetime) -> Finding:
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    if now < written - _CLOCK_DOUBT:
        return fail(
            "clock",
            f"This machine says {now:%Y-%m-%d %H:%M} UTC, before the settings were written ({written:%Y-%m-%d %H:%M}).",
            "Set the clock, best by NTP: reminders follow it.",
        )
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def _disk(config: Config) -> Finding:
    folder = config.ledger.path.parent
    if not folder.is_dir():
        return fail("disk", f"There is no folder {folder} for the ledger.", "Make it, or change ledger.path.")
    free = shutil.disk_usage(folder).free
    words = f"{free / 1024**3:.1f} GiB free at {folder}"
    if free < _ROOM_NEEDED:
        return fail("disk", words, "Free some space: without it no letter can be written down.")
    if free < _ROOM_WANTED:
        return warn("disk", words, "Free some space soon: letters with attachments are kept whole.")
    return ok("disk", words)


def _ledger(config: Config, now: datetime) -> Iterator[Finding]:
    from mailpm.ledger import Ledger, LedgerError, LedgerMissing

    path = config.ledger.path
    try:
        with Ledger.open(path, now=now, lock=False, read_only=True) as ledger:
            yield _sound(ledger, path)
    except LedgerMissing:
        yield ok("ledger", f"It will begin at {path} with the first run.")
    except LedgerError as error:
        yield fail("ledger", str(error), "See docs/operating.md, “Bringing a ledger back”.")


def _sound(ledger: Ledger, path: Path) -> Finding:
    broken = ledger.verify()
    if broken:
        return fail("ledger", f"{path}: {len(broken)} invariants do not hold.", "Say `mailpm verify` to see which.")
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        return warn("ledger", f"{path} can be read by others on this machine.", f"Say: chmod 600 {path}")
    return ok("ledger", f"{path} is sound; {len(ledger.projects())} projects.")


def _templates(config: Config) -> Finding:
    from mailpm.composing import Composer, template_folders

    own = config.letters.templates
    if own is not None and not own.is_dir():
        return fail("templates", f"There is no folder {own}.", "Change letters.templates, or leave it out.")
    broken = Composer(template_folders(own)).broken_templates()
    if broken:
        return fail("templates", broken[0], f"Mend the template in {own or 'the installation'}.")
    return ok("templates", f"All can be read; {'yours from ' + str(own) if own else 'none of your own'}.")


def _holidays(config: Config, today: date) -> Iterator[Finding]:
    countries = {config.assistant.country, *(m.country for m in config.team.members)} - {""}
    if not countries:
        yield warn("holidays", "No country is set: Monday to Friday count.", "Set assistant.country, for example DE.")
    for country in sorted(countries):
        yield _days_of(config, country, today)


def _days_of(config: Config, country: str, today: date) -> Finding:
    from mailpm.workdays import WorkCalendar

    set_days = config.days.get(country)
    calendar = WorkCalendar(
        country, off=set_days.off if set_days else (), working=set_days.working if set_days else ()
    )
    year = [today + timedelta(days=n) for n in range(366)]
    named = [day for day in year if calendar.holiday(day)]
    if not named and not set_days:
        return fail(
            "holidays",
            f"There is no table of public holidays for {country!r}.",
            f"Write the ISO code of the country (DE, CN, GB …), or its days under [days.{country}].",
        )
    open_years = [y for y in sorted({day.year for day in year}) if not calendar.is_settled(y)]
    if open_years:
        return warn(
            "holidays",
            f"{country}: the breaks of {open_years[0]} are not in the table yet; those of custom are taken.",
            f"Once they are announced, update mailpm or write them under [days.{country}].",
        )
    return ok("holidays", f"{country}: the next one is {named[0]} ({calendar.holiday(named[0])}).")
