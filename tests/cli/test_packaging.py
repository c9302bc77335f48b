"""The files that run an assistant for good are well-formed, and name commands and settings that exist."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).parents[2] / "packaging"
UNITS = ("mailpm.service", "mailpm@.service")


def unit(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("name", UNITS)
def test_the_unit_is_watched_hardened_and_stops_in_time(name: str) -> None:
    found = unit(name)
    assert found["Type"] == ["notify"]
    assert found["WatchdogSec"] == ["15min"]
    assert found["ProtectSystem"] == ["strict"]
    assert found["NoNewPrivileges"] == ["yes"]
    assert found["CapabilityBoundingSet"] == [""]
    # The child that reads a suspicious letter calls setrlimit, which is one of @resources.
    assert "@resources" not in " ".join(found["SystemCallFilter"])
    assert " run --config /etc/mailpm/" in found["ExecStart"][0]
    assert not any("PASSWORD" in value for values in found.values() for value in values)


def test_many_mailboxes_share_nothing() -> None:
    found = unit("mailpm@.service")
    for key in ("ExecStart", "StateDirectory", "WorkingDirectory", "LoadCredential"):
        assert "%i" in found[key][0], key


@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_no_fault(name: str) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(FOLDER / name)], capture_output=True, text=True, timeout=60, check=False
    )
    assert [line for line in done.stderr.splitlines() if name.replace("@.", "@") in line or "mailpm" in line] == []


def test_the_mac_and_windows_files_are_well_formed() -> None:
    plist = plistlib.loads((FOLDER / "example.mailpm.plist").read_bytes())
    assert plist["ProgramArguments"][1] == "run"
    assert plist["KeepAlive"] == {"SuccessfulExit": False}
    assert plist["Umask"] == 0o077
    task = ElementTree.fromstring((FOLDER / "mailpm-task.xml").read_bytes())
    names = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert (task.findtext(".//t:Exec/t:Arguments", namespaces=names) or "").startswith("run --config ")
    assert task.findtext(".//t:MultipleInstancesPolicy", namespaces=names) == "IgnoreNew"


def test_the_container_installs_what_the_project_names() -> None:
    text = (FOLDER / "Containerfile").read_text("utf-8")
    project = (FOLDER.parent / "pyproject.toml").read_text("utf-8")
    extras = re.search(r"'\.\[([\w,]+)\]'", text)
    assert extras is not None
    assert all(re.search(rf"^{extra} = ", project, re.MULTILINE) for extra in extras[1].split(","))
    assert "USER mailpm" in text
    assert "STOPSIGNAL SIGTERM" in text
