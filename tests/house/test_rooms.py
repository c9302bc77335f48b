"""The one rule: rooms share nouns, never each other."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "mailpm"
ROOMS = ("wire", "message", "reading", "ledger", "planning", "composing", "trackers")
SHARED = {"mailpm.model", "mailpm.workdays"}
PURE = ("message", "reading", "planning")
IMPURE_MODULES = {"socket", "time", "sqlite3", "asyncio", "imapclient", "aiosmtplib", "requests", "urllib.request"}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.add(node.module or "")
            if node.module == "mailpm":
                found |= {f"mailpm.{alias.name}" for alias in node.names}
    return found


def files(room: str) -> list[Path]:
    return sorted((SOURCE / room).rglob("*.py"))


@pytest.mark.parametrize("room", [room for room in ROOMS if (SOURCE / room).is_dir()])
def test_a_room_imports_only_nouns_and_itself(room: str) -> None:
    allowed = (*SHARED, f"mailpm.{room}")
    for path in files(room):
        ours = {name for name in imports(path) if name == "mailpm" or name.startswith("mailpm.")}
        ours -= {"mailpm"} if any(n.startswith("mailpm.") for n in ours) else set()
        strangers = {n for n in ours if not any(n == a or n.startswith(f"{a}.") for a in allowed)}
        assert not strangers, f"{path.relative_to(SOURCE)} opens the door to {sorted(strangers)}"


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_has_no_clock_and_no_socket(room: str) -> None:
    for path in files(room):
        assert not imports(path) & IMPURE_MODULES, f"{path.relative_to(SOURCE)} is not pure"


def test_only_the_cli_prints() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE).as_posix()
        if inside == "cli.py" or inside.startswith(("cli/", "demo/")):
            continue
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert "print" not in calls, f"{inside} prints"


def test_every_module_opens_with_a_sentence() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if tree.body:
            assert ast.get_docstring(tree), f"{path.relative_to(SOURCE)} does not say what it is for"
