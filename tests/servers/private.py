"""A Dovecot and a Postfix of our own: own configuration, own data, free loopback ports, stopped by their process."""

from __future__ import annotations

import contextlib
import getpass
import os
import pwd
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.wire.authority import Authority
from tests.wire.fake_smtp import FakeSmtp

START_SECONDS = 30.0
AUTHSERV_ID = "mx.agency.example"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port: int = sock.getsockname()[1]
        return port


def missing(*programs: str) -> str:
    """Why these servers cannot run here; empty if they can."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    absent = [name for name in programs if shutil.which(name, path=path) is None]
    if absent:
        return f"{' and '.join(absent)} not installed"
    if "dovecot" in programs and not _run(["dovecot", "--version"]).stdout.startswith("2.3"):
        return "the private Dovecot's configuration is for 2.3"
    if "postfix" in programs and os.geteuid() != 0:
        return "Postfix starts as root only"
    return ""


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)


def _wait_for(port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}: {log.read_text() if log.exists() else 'no log'}")


class _Private:
    """A short folder that every system user may enter (Unix sockets allow some hundred letters)."""

    def __init__(self, name: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"mailpm-{name}-"))
        self.folder.chmod(0o755)
        self.log = self.folder / "log"

    def _clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Dovecot(_Private):
    """IMAP on `imap_port` (clear text and STARTTLS) and `imaps_port`, LMTP on `lmtp_port`, SASL on `auth_port`."""

    def __init__(
        self, accounts: Mapping[str, str], authority: Authority | None = None, *, separator: str = "/", extra: str = ""
    ) -> None:
        super().__init__("dovecot")
        self._accounts = dict(accounts)
        self._separator = separator
        self._extra = extra
        self.imap_port, self.imaps_port, self.lmtp_port, self.auth_port = (free_port() for _ in range(4))
        self.authority = authority or Authority(self.folder)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        (self.folder / "mail").mkdir()
        owner = "nobody" if os.geteuid() == 0 else getpass.getuser()
        user = pwd.getpwnam(owner)
        if os.geteuid() == 0:
            os.chown(self.folder / "mail", user.pw_uid, user.pw_gid)
        users = "".join(f"{name}:{{PLAIN}}{password}\n" for name, password in self._accounts.items())
        (self.folder / "users").write_text(users)
        (self.folder / "conf").write_text(self._configuration(user))
        self.start()
        return self

    def start(self) -> None:
        command = ["/usr/sbin/dovecot", "-F", "-c", str(self.folder / "conf")]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for port in (self.imap_port, self.imaps_port, self.lmtp_port, self.auth_port):
            _wait_for(port, self.log)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(3)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(10)
            self._process = None

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._clear()

    def deliver(self, raw: bytes, recipient: str) -> None:
        """As a provider's own delivery agent does: LMTP, into INBOX."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as client:
            client.sendmail("somebody@client.example", [recipient], raw)

    def maildir(self, account: str) -> Path:
        return self.folder / "mail" / account

    def forget_uids(self, account: str) -> None:
        """What makes Dovecot give a folder a new UIDVALIDITY and its letters new UIDs."""
        for name in ("dovecot-uidlist", "dovecot.index.log", "dovecot.index", "dovecot.index.cache"):
            (self.maildir(account) / name).unlink(missing_ok=True)

    def _configuration(self, user: pwd.struct_passwd) -> str:
        certificate, key = self.authority.certificate("127.0.0.1", "localhost")
        own = "" if os.geteuid() == 0 else f"default_internal_user = {user.pw_name}\ndefault_login_user = {user.pw_name}\n"
        return f"""
base_dir = {self.folder}/run
log_path = {self.log}
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:{self.folder}/mail/%u
mail_max_userip_connections = 200
{own}
passdb {{
  driver = passwd-file
  args = {self.folder}/users
}}
userdb {{
  driver = static
  args = uid={user.pw_uid} gid={user.pw_gid} home={self.folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = {self._separator}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.imap_port}
  }}
  inet_listener imaps {{
    port = {self.imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {self.lmtp_port}
  }}
}}
service auth {{
  inet_listener {{
    port = {self.auth_port}
  }}
}}
{self._extra}
"""


class Postfix(_Private):
    """Submission on `port` (STARTTLS) and `tls_port`; logins are Dovecot's.

    Mail for Dovecot's accounts goes to Dovecot; all other mail goes to `elsewhere`, which keeps it. Whoever logs in
    may write as himself only, and `AUTHSERV_ID` vouches for that in Authentication-Results.
    """

    def __init__(self, dovecot: Dovecot, *, extra: str = "") -> None:
        super().__init__("postfix")
        self._dovecot = dovecot
        self._extra = extra
        self.elsewhere = FakeSmtp(extensions=[])
        self.port, self.tls_port = free_port(), free_port()
        self.authority = dovecot.authority

    def __enter__(self) -> Self:
        self.elsewhere.__enter__()
        owner = pwd.getpwnam("postfix")
        for name in ("conf", "queue", "data"):
            (self.folder / name).mkdir()
        os.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        (self.folder / "conf" / "main.cf").write_text(self._main())
        (self.folder / "conf" / "master.cf").write_text(self._master())
        started = _run(["postfix", "-c", str(self.folder / "conf"), "start"])
        if started.returncode != 0:
            raise RuntimeError(f"{started.stderr}\n{self.log.read_text() if self.log.exists() else ''}")
        for port in (self.port, self.tls_port):
            _wait_for(port, self.log)
        return self

    def __exit__(self, *_: object) -> None:
        _run(["postfix", "-c", str(self.folder / "conf"), "stop"])
        self.elsewhere.__exit__()
        self._clear()

    def queued(self) -> int:
        """How many letters it has taken and not yet passed on."""
        places = ("incoming", "active", "deferred", "maildrop", "hold")
        return sum(1 for place in places for path in (self.folder / "queue" / place).rglob("*") if path.is_file())

    def _main(self) -> str:
        certificate, key = self.authority.certificate("127.0.0.1", "localhost")
        domains = sorted({name.rpartition("@")[2] for name in self._dovecot._accounts})
        owners = " ".join(f"{{ {name} = {name} }}" for name in self._dovecot._accounts)
        vouched = " ".join(
            f"{{ {domain} = PREPEND Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain} }}"
            for domain in domains
        )
        maps = " ".join(f"{{ {domain} = lmtp:inet:127.0.0.1:{self._dovecot.lmtp_port} }}" for domain in domains)
        return f"""
compatibility_level = 3.6
queue_directory = {self.folder}/queue
data_directory = {self.folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {self.log}
maillog_file_prefixes = {self.folder}
myhostname = {AUTHSERV_ID}
mydestination =
relay_domains = {" ".join(domains)}
transport_maps = inline:{{ {maps} }}
relayhost = [127.0.0.1]:{self.elsewhere.port}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtp_tls_security_level = none
smtpd_tls_security_level = may
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{self._dovecot.auth_port}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_sender_login_maps = inline:{{ {owners} }}
smtpd_sender_restrictions = reject_authenticated_sender_login_mismatch
smtpd_data_restrictions = check_sender_access inline:{{ {vouched} }}
smtpd_peername_lookup = no
smtpd_timeout = 4s
recipient_delimiter = +
alias_maps =
local_recipient_maps =
{self._extra}
"""

    def _master(self) -> str:
        services = Path("/usr/share/postfix/master.cf.dist").read_text()
        lines = [line for line in services.splitlines() if line and not line.startswith(("#", " ", "\t"))]
        kept = []
        for line in lines:
            fields = re.split(r"\s+", line, maxsplit=7)
            if (fields[0] == "smtp" and fields[1] == "inet") or fields[0] in ("maildrop", "uucp", "ifmail", "bsmtp", "mailman"):
                continue
            fields[4] = "n"
            kept.append(" ".join(fields))
        own = [
            f"127.0.0.1:{self.port} inet n - n - - smtpd",
            f"127.0.0.1:{self.tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes",
        ]
        return "\n".join(own + kept) + "\n"
