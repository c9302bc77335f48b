"""What can go wrong with a mail server, each as one sentence for a person and never with a secret in it."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable

from mailpm.wire.provider import Provider

# Answers that ask for patience, not for another password: RFC 5530 codes, Gmail's own, Microsoft's and the Chinese
# providers' sentences (HAZARDS I-15, I-19, S-10).
_PATIENCE = re.compile(
    r"\[(?:THROTTLED|OVERQUOTA|LIMIT|INUSE)\]|bandwidth limits|authenticated but not connected"
    r"|too many (?:simultaneous |concurrent )?(?:connections|login)"
    r"|frequency limited|rate limit|try again later|server busy|backoff"
    r"|频率|过于频繁|稍后再试|请求过多",
    re.IGNORECASE,
)
_UNAVAILABLE = re.compile(r"\[(?:UNAVAILABLE|SERVERBUG|CONTACTADMIN)\]|temporary authentication failure", re.IGNORECASE)
_NOT_CONNECTED = re.compile(r"authenticated but not connected", re.IGNORECASE)
PATIENCE_SECONDS = 15 * 60.0


class WireError(Exception):
    """Something outside did not work; the text is one sentence for a person.

    `retry_after` in seconds is how long not to try this account again (0: the caller's usual back-off).
    """

    retry_after: float = 0.0


class Unreachable(WireError):
    """No connection, or one that broke or fell silent: trying again is right."""


class CertificateRefused(WireError):
    """The server's certificate cannot be trusted; no password was sent."""


class ClearTextRefused(WireError):
    """Going on would have sent the password or a letter unencrypted; nothing was sent."""


class LoginRefused(WireError):
    """The server did not accept name and secret: trying again at once may lock the account.

    `provider` holds the steps that mend it (`steps_en`, `steps_zh`), where the provider is known.
    """

    retry_after = PATIENCE_SECONDS

    def __init__(self, sentence: str, *, provider: Provider | None = None) -> None:
        super().__init__(sentence)
        self.provider = provider


class FolderMissing(WireError):
    """The folder to watch is not there; `nearest` is the most alike of those that are, or empty."""

    def __init__(self, sentence: str, *, nearest: str = "") -> None:
        super().__init__(sentence)
        self.nearest = nearest


class Throttled(WireError):
    """The provider asks for patience; `retry_after` is in seconds, a quarter of an hour or more."""

    def __init__(self, sentence: str, *, retry_after: float = PATIENCE_SECONDS) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


def asks_for_patience(words: str) -> bool:
    """Whether a server's words speak of too much or too fast, not of a fault in what was asked."""
    return bool(_PATIENCE.search(words))


def is_unavailable(words: str) -> bool:
    """Whether a refusal is the server's own trouble (RFC 5530 UNAVAILABLE and its like)."""
    return bool(_UNAVAILABLE.search(words))


def clean(words: object, secrets: Iterable[str] = ()) -> str:
    """A server's words on one line, at most 200 letters, without controls and without our secrets."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    for secret in secrets:
        if secret:
            text = text.replace(secret, "***")
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", text).strip().rstrip(".")
    text = re.sub(r"^b(['\"])(.*)\1$", r"\2", text)
    return text if len(text) <= 200 else text[:199] + "…"


def throttled(host: str, words: str) -> Throttled:
    """The sentence for an answer that asks for patience."""
    if _NOT_CONNECTED.search(words):
        return Throttled(
            f"{host} took the login but does not open the mailbox: the account may lack the right to it, or Microsoft "
            f"slows it down (it said “{words}”); next try in 15 minutes."
        )
    return Throttled(f"{host} asks for patience (it said “{words}”); next try in 15 minutes.")


def unreachable(host: str, port: int, cause: BaseException) -> WireError:
    """The sentence for a failed connection: the certificate's fault, the name's, the port's or the network's."""
    refusal = _of_kind(cause, ssl.SSLCertVerificationError)
    if refusal is not None:
        return _certificate(host, refusal)
    if _of_kind(cause, ssl.SSLError) is not None:
        return Unreachable(
            f"{host} does not speak TLS on port {port}: check port and security "
            "(993 and 465 are tls, 143 and 587 starttls)."
        )
    return Unreachable(f"{host} cannot be reached on port {port}: {_network_words(cause)}.")


def _of_kind(error: BaseException | None, kind: type[BaseException]) -> BaseException | None:
    while error is not None and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error


def _certificate(host: str, refusal: BaseException) -> CertificateRefused:
    why = clean(getattr(refusal, "verify_message", "") or refusal).lower()
    if "mismatch" in why or "not valid for" in why:
        mend = "use the host name that the certificate was made for"
    elif "expired" in why:
        mend = "it has run out: whoever runs the server must renew it, or this machine's clock is wrong"
    else:
        mend = "if the authority is your own, name its file in ca_file"
    return CertificateRefused(f"The certificate of {host} cannot be trusted ({why}): {mend}; no password was sent.")


def _network_words(cause: BaseException) -> str:
    import socket

    if _of_kind(cause, socket.gaierror) is not None:
        return "no machine has this name (or there is no network)"
    if _of_kind(cause, ConnectionRefusedError) is not None:
        return "nothing listens on this port"
    if _of_kind(cause, TimeoutError) is not None:
        return "it does not answer"
    return clean(cause) or type(cause).__name__
