"""OAuth for Google and Microsoft by their own libraries: sign in once, then access tokens that renew themselves."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from mailpm.wire import errors
from mailpm.wire.providers import provider_for

GOOGLE_SCOPES = ("https://mail.google.com/",)
MICROSOFT_SCOPES = (
    "https://outlook.office.com/IMAP.AccessAsUser.All",
    "https://outlook.office.com/SMTP.Send",
)
SIGN_IN = "mailpm sign-in"


class TokenStore(Protocol):
    """Where a sign-in is kept: a text that nobody else may read."""

    def load(self) -> str: ...

    def save(self, text: str) -> None: ...


class FileStore:
    """A file that only its owner may read; it is replaced as a whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> str:
        """The text; empty where there is none. Raises WireError."""
        try:
            return self._path.read_text("utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            why = type(error).__name__
            raise errors.WireError(f"The stored sign-in {self._path} cannot be read ({why}).") from error

    def save(self, text: str) -> None:
        """Raises WireError."""
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            with contextlib.suppress(FileNotFoundError):
                new.unlink()  # an older one might be open to others
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
            new.replace(self._path)
        except OSError as error:
            raise errors.WireError(f"The sign-in cannot be stored at {self._path} ({error.strerror}).") from error


class KeyringStore:
    """The system's keyring, under a service and a user."""

    def __init__(self, service: str, user: str) -> None:
        self._service, self._user = service, user

    def load(self) -> str:
        """The text; empty where there is none. Raises WireError."""
        import keyring

        with self._failing():
            return keyring.get_password(self._service, self._user) or ""

    def save(self, text: str) -> None:
        """Raises WireError."""
        import keyring

        with self._failing():
            keyring.set_password(self._service, self._user, text)

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        import keyring.errors

        try:
            yield
        except keyring.errors.KeyringError as error:
            raise errors.WireError(f"The system keyring cannot be used ({errors.clean(error)}).") from error


class Tokens(Protocol):
    """Access tokens of one user: what `Mailbox` and `Sender` take as `secret` for "xoauth2"."""

    def __call__(self) -> str:
        """A token that is good for some minutes at least. Raises WireError; LoginRefused where one must sign in."""
        ...

    def forget(self) -> None:
        """A server found the token stale, whatever its end: fetch another one next time."""
        ...

    def sign_in(self, show: Callable[[str], None]) -> None:
        """Let a person sign in; `show` gets what he has to do. Blocks until then. Raises WireError."""
        ...


def tokens_for(
    kind: Literal["google", "microsoft"],
    *,
    client_id: str,
    user: str,
    store: TokenStore,
    client_secret: str = "",
    tenant: str = "common",
) -> Tokens:
    """The tokens of `user`, by the owner's own app registration (`client_secret` for Google's only)."""
    if kind == "google":
        return GoogleTokens(client_id=client_id, client_secret=client_secret, user=user, store=store)
    return MicrosoftTokens(
        client_id=client_id, user=user, store=store, authority=f"https://login.microsoftonline.com/{tenant}"
    )


class GoogleTokens:
    """Google's installed-app flow; its device flow does not give mail (developers.google.com, limited input)."""

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        user: str,
        store: TokenStore,
        auth_uri: str = "https://accounts.google.com/o/oauth2/auth",
        token_uri: str = "https://oauth2.googleapis.com/token",
    ) -> None:
        self._client_id, self._client_secret, self._user, self._store = client_id, client_secret, user, store
        self._auth_uri, self._token_uri = auth_uri, token_uri
        self._credentials: Any = None

    def __call__(self) -> str:
        """A good access token; renewed some minutes before its end. Raises WireError."""
        if self._credentials is None:
            self._credentials = self._stored()
        if not self._credentials.valid:
            self._refresh()
        return str(self._credentials.token)

    def forget(self) -> None:
        """Renew at the next call."""
        if self._credentials is not None:
            self._credentials.token = None

    def sign_in(self, show: Callable[[str], None]) -> None:
        """Opens the browser at Google's page and waits for its answer on loopback. Raises WireError."""
        with _libraries("Google", self._token_uri):
            from google_auth_oauthlib.flow import InstalledAppFlow

            ends = {"auth_uri": self._auth_uri, "token_uri": self._token_uri}
            client = {"client_id": self._client_id, "client_secret": self._client_secret, **ends}
            flow = InstalledAppFlow.from_client_config({"installed": client}, scopes=list(GOOGLE_SCOPES))
            show(f"Sign in as {self._user} in the browser that opens now.")
            # Consent is asked for again, because a refresh token is given with it only.
            self._credentials = flow.run_local_server(
                port=0, authorization_prompt_message="{url}", prompt="consent", login_hint=self._user
            )
        self._save()

    def _stored(self) -> Any:
        text = self._store.load()
        if not text:
            raise _sign_in_first("Google", self._user)
        with _libraries("Google", self._token_uri):
            from google.oauth2.credentials import Credentials

            try:
                kept = json.loads(text)
                expiry = datetime.fromisoformat(kept["expiry"]).astimezone(UTC).replace(tzinfo=None)
                token, refresh_token = kept["token"], kept["refresh_token"]
            except (ValueError, KeyError, TypeError) as error:
                raise _sign_in_first("Google", self._user) from error
            return Credentials(
                token=token,
                refresh_token=refresh_token,
                token_uri=self._token_uri,
                client_id=self._client_id,
                client_secret=self._client_secret,
                expiry=expiry,
            )

    def _refresh(self) -> None:
        with _libraries("Google", self._token_uri):
            import requests
            from google.auth.exceptions import RefreshError
            from google.auth.transport.requests import Request

            with requests.Session() as session:
                try:
                    self._credentials.refresh(Request(session))
                except RefreshError as error:
                    self._credentials = None
                    if getattr(error, "retryable", False):
                        raise _network("Google", self._token_uri, error) from error
                    raise _revoked("Google", self._user, error) from error
        self._save()

    def _save(self) -> None:
        credentials = self._credentials
        expiry = credentials.expiry or datetime(1970, 1, 1)  # noqa: DTZ001 (google-auth keeps naive UTC)
        kept = {
            "token": credentials.token,
            "refresh_token": credentials.refresh_token,
            "expiry": expiry.replace(tzinfo=UTC).isoformat(),
        }
        self._store.save(json.dumps(kept))


class MicrosoftTokens:
    """Microsoft's device-code flow for a public client: sign in on any machine with the code that is shown."""

    def __init__(
        self,
        *,
        client_id: str,
        user: str,
        store: TokenStore,
        authority: str = "https://login.microsoftonline.com/common",
    ) -> None:
        self._client_id, self._user, self._store = client_id, user, store
        self._authority = authority
        self._app: Any = None
        self._cache: Any = None
        self._stale = False

    def __call__(self) -> str:
        """A good access token; msal renews it some minutes before its end. Raises WireError."""
        if self._app is None and not self._store.load():
            raise _sign_in_first("Microsoft", self._user)
        with _libraries("Microsoft", self._authority):
            app = self._application()
            accounts = app.get_accounts(username=self._user)
            if not accounts:
                raise _sign_in_first("Microsoft", self._user)
            found = app.acquire_token_silent_with_error(
                list(MICROSOFT_SCOPES), account=accounts[0], force_refresh=self._stale
            )
        return self._taken(found)

    def forget(self) -> None:
        """Renew at the next call."""
        self._stale = True

    def sign_in(self, show: Callable[[str], None]) -> None:
        """Shows the page and the code, and waits until they were used. Raises WireError."""
        with _libraries("Microsoft", self._authority):
            app = self._application()
            flow = app.initiate_device_flow(scopes=list(MICROSOFT_SCOPES))
            if "user_code" not in flow:
                raise errors.LoginRefused(f"Microsoft does not let this app sign in (“{_said(flow)}”).")
            show(str(flow["message"]))
            self._taken(app.acquire_token_by_device_flow(flow))

    def _application(self) -> Any:
        if self._app is None:
            from msal.application import PublicClientApplication
            from msal.token_cache import SerializableTokenCache

            self._cache = SerializableTokenCache()
            try:
                self._cache.deserialize(self._store.load())
            except ValueError as error:
                raise _sign_in_first("Microsoft", self._user) from error
            own = "://login.microsoftonline.com/" not in self._authority
            self._app = PublicClientApplication(
                self._client_id,
                authority=self._authority,
                token_cache=self._cache,
                timeout=30,
                validate_authority=not own,
                instance_discovery=False if own else None,
            )
        return self._app

    def _taken(self, found: dict[str, Any] | None) -> str:
        if not found or "access_token" not in found:
            raise _revoked("Microsoft", self._user, _said(found or {}))
        self._stale = False
        if self._cache.has_state_changed:
            self._store.save(self._cache.serialize())
        return str(found["access_token"])


def _said(answer: dict[str, Any]) -> str:
    return errors.clean(str(answer.get("error_description") or answer.get("error") or "nothing"))


def _sign_in_first(name: str, user: str) -> errors.LoginRefused:
    return errors.LoginRefused(
        f"{name} has not let mailpm in for {user} yet: run `{SIGN_IN}` and sign in.", provider=_row(name)
    )


def _revoked(name: str, user: str, error: object) -> errors.LoginRefused:
    return errors.LoginRefused(
        f"{name} takes the stored sign-in of {user} no longer (“{errors.clean(error)}”): "
        f"run `{SIGN_IN}` and sign in again.",
        provider=_row(name),
    )


def _row(name: str) -> Any:
    return provider_for("gmail.com" if name == "Google" else "outlook.office365.com")


@contextlib.contextmanager
def _libraries(name: str, where: str) -> Iterator[None]:
    """The vendors' libraries come with an extra, and speak of the network in their own errors."""
    try:
        yield
    except ImportError as error:
        raise errors.WireError(f"Signing in at {name} needs more packages: pip install 'mailpm[oauth]'.") from error
    except OSError as error:  # requests' errors are OSErrors
        raise _network(name, where, error) from error
    except Exception as error:
        if type(error).__module__.startswith(("google.auth", "oauthlib")):
            raise _network(name, where, error) from error
        raise


def _network(name: str, where: str, error: Exception) -> errors.WireError:
    if "invalid_client" in str(error) or "MissingTokenError" in type(error).__name__:
        words = errors.clean(error)
        return errors.LoginRefused(f"{name} does not know this client id (“{words}”).", provider=_row(name))
    host = where.partition("://")[2].partition("/")[0]
    return errors.Unreachable(f"{host} gave no token for {name} ({type(error).__name__}): is the network there?")
