"""`init` and `check`: set up an assistant in a few minutes, and say what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailpm.cli.terminal import DEFAULT_CONFIG, ConfigOption, JsonOption, Refused, show_json

if TYPE_CHECKING:
    from mailpm.cli.findings import Finding

_MARKS = {"ok": "ok  ", "warn": "WARN", "fail": "FAIL"}


def add_to(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(check)


def init(
    address: Annotated[str, typer.Option(help="The assistant's e-mail address.")] = "",
    name: Annotated[str, typer.Option(help="The name that clients see.")] = "",
    pm_email: Annotated[str, typer.Option(help="Your own address: orders are taken from it.")] = "",
    pm_name: Annotated[str, typer.Option(help="Your name.")] = "",
    language: Annotated[str, typer.Option(help="The language of this dialogue and of your letters: en or zh.")] = "",
    zone: Annotated[str, typer.Option(help="Your IANA time zone, such as Asia/Shanghai.")] = "",
    country: Annotated[str, typer.Option(help="ISO country whose public holidays count.")] = "",
    user: Annotated[str, typer.Option(help="The login name, where it is not the address.")] = "",
    auth: Annotated[str, typer.Option(help="password or xoauth2, where the provider takes both.")] = "",
    password_env: Annotated[str, typer.Option(help="The password is in this environment variable.")] = "",
    password_command: Annotated[str, typer.Option(help="This command prints the password.")] = "",
    password_file: Annotated[str, typer.Option(help="The password is in this file.")] = "",
    password_keyring: Annotated[str, typer.Option(help="The password is in the keyring under this service.")] = "",
    keep: Annotated[str, typer.Option(help="Where to keep what you type: keyring or file.")] = "",
    client_id: Annotated[str, typer.Option(help="OAuth: the client id of your app registration.")] = "",
    client_secret_env: Annotated[str, typer.Option(help="OAuth: the variable with Google's client secret.")] = "",
    tenant: Annotated[str, typer.Option(help="OAuth: Microsoft's tenant.")] = "common",
    imap_host: Annotated[str, typer.Option(help="IMAP server, where it cannot be found.")] = "",
    imap_port: Annotated[int, typer.Option(help="IMAP port.", min=0, max=65535)] = 0,
    imap_security: Annotated[str, typer.Option(help="tls or starttls.")] = "",
    smtp_host: Annotated[str, typer.Option(help="SMTP server, where it cannot be found.")] = "",
    smtp_port: Annotated[int, typer.Option(help="SMTP port.", min=0, max=65535)] = 0,
    smtp_security: Annotated[str, typer.Option(help="tls or starttls.")] = "",
    ca_file: Annotated[str, typer.Option(help="Certificates of a private authority.")] = "",
    folder: Annotated[str, typer.Option(help="The folder to watch.")] = "INBOX",
    test: Annotated[bool, typer.Option(help="Try both connections before anything is written.")] = True,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: the rest is found or taken as usual.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Set up an assistant: ask for the address, find the provider, try both connections, write the settings."""
    from mailpm.cli.places import own_language
    from mailpm.cli.setup_dialogue import Dialogue, Wishes

    spoken = language or own_language()
    _refuse_unless(spoken in ("en", "zh"), f"The dialogue speaks en and zh, not {spoken}.")
    _refuse_unless(auth in ("", "password", "xoauth2"), f"--auth is password or xoauth2, not {auth}.")
    _refuse_unless(keep in ("", "keyring", "file"), f"--keep is keyring or file, not {keep}.")
    sources = {
        "password_env": password_env,
        "password_command": password_command,
        "password_file": str(Path(password_file).expanduser().absolute()) if password_file else "",
        "password_keyring": password_keyring,
    }
    wishes = Wishes(
        config=config, yes=yes, test=test, language=spoken, address=address, name=name, pm_email=pm_email,
        pm_name=pm_name, zone=zone, country=country, user=user, auth=auth, imap_host=imap_host, imap_port=imap_port,
        imap_security=imap_security, smtp_host=smtp_host, smtp_port=smtp_port, smtp_security=smtp_security,
        ca_file=ca_file, folder=folder, sources=tuple((k, v) for k, v in sources.items() if v), keep=keep,
        client_id=client_id, client_secret_env=client_secret_env, tenant=tenant,
    )  # fmt: skip
    Dialogue(wishes).run()


def _refuse_unless(right: bool, sentence: str) -> None:
    if not right:
        raise Refused(sentence)


def check(
    send: Annotated[bool, typer.Option(help="Send a letter to the assistant itself, and find it again.")] = True,
    patience: Annotated[float, typer.Option(help="Seconds to wait for that letter.", min=1)] = 60.0,
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Look at every connection and setting, each with how to mend it. Exit code 1 where something fails."""
    found = []
    for finding in _findings(config, send=send, patience=patience):
        found.append(finding)
        if not json:
            _show(finding)
    if json:
        show_json(
            {
                "ok": all(f.state != "fail" for f in found),
                "findings": [{"name": f.name, "state": f.state, "words": f.words, "mend": f.mend} for f in found],
            }
        )
    if any(f.state == "fail" for f in found):
        raise typer.Exit(1)


def _findings(path: Path, *, send: bool, patience: float) -> Iterator[Finding]:
    from mailpm.cli.doctor import look_around
    from mailpm.cli.doctor_mail import look_at_mail
    from mailpm.cli.findings import fail, ok
    from mailpm.cli.opening import now
    from mailpm.config import ConfigError, load_config

    try:
        config = load_config(path)
    except ConfigError as error:
        yield fail("settings", str(error), "Mend that line; config.example.toml has every setting with its reason.")
        return
    yield ok("settings", f"{path} for {config.assistant.address}")
    yield from look_around(config, path, now())
    yield from look_at_mail(config, now=now, send=send, patience=patience)


def _show(finding: Finding) -> None:
    typer.echo(f"{_MARKS[finding.state]}  {finding.name:<13} {finding.words}")
    if finding.mend:
        typer.echo(f"      {'':<13} → {finding.mend}")
