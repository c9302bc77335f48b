"""Where the words of the letters stand: a person's own folder first, then ours, in a checkout as in a wheel."""

from __future__ import annotations

from pathlib import Path


def our_templates() -> Path:
    """The folder that came with mailpm: `mailpm/templates` in a wheel, the top-level `templates` in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parents[1] / "templates"


def template_folders(own: Path | None = None) -> tuple[Path, ...]:
    """The folders to look in, the first that has a template wins; `own` is the setting `letters.templates`."""
    return (own, our_templates()) if own is not None else (our_templates(),)
