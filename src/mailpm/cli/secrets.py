"""Where `mailpm init` keeps a password: the system's keyring, or a file that only its owner may read."""

from __future__ import annotations

from pathlib import Path

from mailpm.cli.settings_file import write_privately

SERVICE = "mailpm"


def keyring_works() -> bool:
    """Whether this system has a keyring that can be used without a person at hand."""
    import keyring
    import keyring.errors

    try:
        return float(keyring.get_keyring().priority) >= 1
    except (keyring.errors.KeyringError, RuntimeError):
        return False


def keep_in_keyring(user: str, secret: str) -> bool:
    """Whether the keyring took it and gives it back."""
    import keyring
    import keyring.errors

    try:
        keyring.set_password(SERVICE, user, secret)
        return keyring.get_password(SERVICE, user) == secret
    except (keyring.errors.KeyringError, RuntimeError):
        return False


def keep(secret: str, *, user: str, where: str, file: Path) -> dict[str, str]:
    """Keep the secret; the setting that names its place. `where` is keyring or file. Raises OSError."""
    if where == "keyring" and keep_in_keyring(user, secret):
        return {"password_keyring": SERVICE}
    write_privately(file, secret + "\n")
    return {"password_file": file.name}
