"""At every point where SMTP can break, it is known whether the letter may have left, and for whom."""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.faults.proxy import Cut, Direction, How, Proxy
from tests.wire.authority import Authority
from tests.wire.fake_smtp import FakeSmtp

from mailpm.model import Delivery, Result
from mailpm.wire import errors
from mailpm.wire.providers import provider_for
from mailpm.wire.smtp import Sender

FROM = "assistant@agency.example"
TO = ("wang@client.example", "pm@agency.example", FROM)
LETTER = b"From: assistant@agency.example\r\nSubject: hello\r\n\r\n.a line with a dot\r\n..two\r\nend\r\n"
SECRET = "s3cret-of-the-account"


@contextmanager
def sender(port: int, **settings: Any) -> Iterator[Sender]:
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": "none", "user": FROM}
    one = Sender(**{**usual, "secret": lambda: "pw", "timeout": 5.0, "dot_timeout": 5.0, **settings})
    try:
        yield one
    finally:
        one.close()


def send(one: Sender, *, to: tuple[str, ...] = TO, on_phase: Callable[[str], None] | None = None) -> list[Delivery]:
    return list(one.deliver(LETTER, envelope_from=FROM, recipients=to, on_phase=on_phase or (lambda _: None)))


def results(deliveries: list[Delivery]) -> list[Result]:
    return [delivery.result for delivery in deliveries]


def test_a_letter_arrives_byte_by_byte_and_the_phases_come_in_order() -> None:
    phases: list[tuple[str, int]] = []
    with FakeSmtp() as server, sender(server.port) as one:
        deliveries = send(one, on_phase=lambda phase: phases.append((phase, len(server.log))))
        assert results(deliveries) == [Result.ACCEPTED] * 3
        assert [delivery.recipient for delivery in deliveries] == list(TO)
        assert server.kept == [(FROM, TO, LETTER)]
        said = [line.split(" ")[0] for line in server.log]
        assert [phase for phase, _ in phases] == ["connecting", "body_started"]
        assert phases[0][1] == 0
        assert said[phases[1][1] - 1] == "DATA"
        # The answer came before QUIT (HAZARDS S-07).
        assert "QUIT" not in said


def test_one_connection_serves_many_letters() -> None:
    with FakeSmtp() as server, sender(server.port) as one:
        for _ in range(5):
            assert results(send(one)) == [Result.ACCEPTED] * 3
        assert server.connections == 1
        assert len([line for line in server.log if line.startswith("AUTH")]) == 1


def test_a_limit_of_letters_per_connection_is_met_with_a_new_connection() -> None:
    with FakeSmtp(per_connection=2) as server, sender(server.port) as one:
        for _ in range(5):
            assert results(send(one)) == [Result.ACCEPTED] * 3
        assert server.connections == 3
        assert len(server.kept) == 5


def test_a_kept_connection_that_died_meanwhile_is_replaced() -> None:
    with FakeSmtp() as server, sender(server.port) as one:
        send(one)
        server.drop_at, server.drops = "MAIL", 1
        assert results(send(one)) == [Result.ACCEPTED] * 3
        assert len(server.kept) == 2


def test_a_connection_that_lay_idle_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailpm.wire.smtp.KEEP_SECONDS", -1.0)
    with FakeSmtp() as server, sender(server.port) as one:
        send(one)
        assert results(send(one)) == [Result.ACCEPTED] * 3
        assert server.connections == 2


@pytest.mark.parametrize("where", ["MAIL", "RCPT", "DATA"])
def test_a_drop_before_the_body_leaves_nothing_in_doubt(where: str) -> None:
    phases: list[str] = []
    with FakeSmtp(drop_at=where) as server, sender(server.port) as one:
        assert results(send(one, on_phase=phases.append)) == [Result.TRY_LATER] * 3
        assert phases == ["connecting"]
        server.drop_at = ""
        assert results(send(one)) == [Result.ACCEPTED] * 3
        assert len(server.kept) == 1


@pytest.mark.parametrize("where", ["BODY", "."])
def test_a_drop_after_the_body_began_is_in_doubt(where: str) -> None:
    phases: list[str] = []
    with FakeSmtp(drop_at=where) as server, sender(server.port) as one:
        deliveries = send(one, on_phase=phases.append)
        assert results(deliveries) == [Result.IN_DOUBT] * 3
        assert phases == ["connecting", "body_started"]
        # The same to the eye of aiosmtplib, and yet one of them was delivered.
        assert len(server.kept) == (1 if where == "." else 0)


@pytest.mark.parametrize("where", ["GREETING", "EHLO", "AUTH"])
def test_a_drop_before_the_login_speaks_of_the_account(where: str) -> None:
    with FakeSmtp(drop_at=where) as server, sender(server.port) as one:
        with pytest.raises(errors.Unreachable):
            send(one)
        assert server.kept == []


def test_a_silent_server_after_the_body_is_in_doubt_and_not_sent_again() -> None:
    with FakeSmtp(dot_delay=1.0) as server, sender(server.port, dot_timeout=0.2) as one:
        assert results(send(one)) == [Result.IN_DOUBT] * 3
    assert len(server.kept) == 1


def test_a_slow_answer_to_the_dot_is_waited_for_longer_than_any_other() -> None:
    with FakeSmtp(dot_delay=1.0) as server, sender(server.port, timeout=0.5, dot_timeout=20) as one:
        assert results(send(one)) == [Result.ACCEPTED] * 3
        assert len(server.kept) == 1


def test_ten_minutes_is_the_patience_by_default() -> None:
    assert Sender.__init__.__kwdefaults__["dot_timeout"] == 600.0


def test_each_recipient_has_his_own_answer() -> None:
    answers = {"RCPT wang@client.example": "550 5.1.1 no such user", "RCPT pm@agency.example": "450 4.2.0 greylisted"}
    with FakeSmtp(answers=answers) as server, sender(server.port) as one:
        deliveries = send(one)
        assert results(deliveries) == [Result.REFUSED, Result.TRY_LATER, Result.ACCEPTED]
        assert [delivery.code for delivery in deliveries] == [550, 450, 250]
        assert server.kept == [(FROM, (FROM,), LETTER)]


@pytest.mark.parametrize(("code", "result"), [("450", Result.TRY_LATER), ("550", Result.REFUSED)])
def test_when_all_are_refused_no_body_is_sent(code: str, result: Result) -> None:
    phases: list[str] = []
    with FakeSmtp(answers={"RCPT": f"{code} no"}) as server, sender(server.port) as one:
        assert results(send(one, on_phase=phases.append)) == [result] * 3
        assert phases == ["connecting"]
        server.answers.clear()
        assert results(send(one)) == [Result.ACCEPTED] * 3
        assert "RSET" in server.log
        assert server.connections == 1


@pytest.mark.parametrize("verb", ["MAIL", "DATA", "."])
@pytest.mark.parametrize(
    ("reply", "result"),
    [
        ("451 4.3.0 try later", Result.TRY_LATER),
        ("452 4.3.1 no room", Result.TRY_LATER),
        ("421 4.3.2 going down", Result.TRY_LATER),
        ("550 5.7.1 spam", Result.REFUSED),
        ("552 5.3.4 too big", Result.REFUSED),
        ("554 5.6.0 Invalid Subject header", Result.REFUSED),
    ],
)
def test_4xx_is_tried_later_and_5xx_is_refused(verb: str, reply: str, result: Result) -> None:
    with FakeSmtp(answers={verb: reply}) as server, sender(server.port) as one:
        deliveries = send(one)
        assert results(deliveries) == [result] * 3
        assert {delivery.code for delivery in deliveries} == {int(reply[:3])}
        server.answers.clear()
        assert results(send(one)) == [Result.ACCEPTED] * 3


@pytest.mark.parametrize(("verb", "reply"), [("MAIL", "299 what"), ("RCPT", "354 what"), ("DATA", "250 what")])
def test_nonsense_before_the_body_is_never_taken_for_yes(verb: str, reply: str) -> None:
    with FakeSmtp(answers={verb: reply}) as server, sender(server.port) as one:
        assert results(send(one)) == [Result.TRY_LATER] * 3
        assert server.kept == []


def test_nonsense_after_the_body_is_in_doubt() -> None:
    with FakeSmtp(answers={".": "what do you mean"}) as server, sender(server.port) as one:
        assert results(send(one)) == [Result.IN_DOUBT] * 3


@pytest.mark.parametrize(
    ("reply", "pause"),
    [
        ("550 5.4.5 Daily user sending limit exceeded", 3600),
        ("451 MI:SFQ 163 smtp1", 900),
        ("450 MI:DMC 163 smtp1", 900),
        ("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", 3600),
        ("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", 900),
        ("550 发送频率过快，请稍后再试", 900),
    ],
)
def test_a_quota_is_no_refusal_and_rests_the_account(reply: str, pause: float) -> None:
    with FakeSmtp(answers={".": reply}) as server, sender(server.port) as one:
        for delivery in send(one):
            assert delivery.result is Result.TRY_LATER
            assert delivery.pause >= pause


def test_a_recipients_full_mailbox_does_not_rest_the_account() -> None:
    answers = {"RCPT wang@client.example": "452 4.2.2 The email account that you tried to reach is over quota"}
    with FakeSmtp(answers=answers) as server, sender(server.port) as one:
        deliveries = send(one)
        assert results(deliveries) == [Result.TRY_LATER, Result.ACCEPTED, Result.ACCEPTED]
        assert {delivery.pause for delivery in deliveries} == {0.0}


def test_addresses_that_cannot_be_sent_do_not_hold_up_the_others() -> None:
    to = ("ä@client.example", "x y@\r\nRCPT TO:<evil@example.com>", "wang@müller.example", "pm@agency.example")
    with FakeSmtp() as server, sender(server.port) as one:
        assert results(send(one, to=to)) == [Result.REFUSED, Result.REFUSED, Result.ACCEPTED, Result.ACCEPTED]
        assert server.kept[0][1] == ("wang@xn--mller-kva.example", "pm@agency.example")


def test_a_recipient_named_twice_gets_one_letter() -> None:
    with FakeSmtp() as server, sender(server.port) as one:
        assert len(send(one, to=(FROM, FROM))) == 1
        assert server.kept[0][1] == (FROM,)


class DiskFull(OSError):
    """Even an OSError of the caller is not the network's."""


@pytest.mark.parametrize("phase", ["connecting", "body_started"])
def test_what_cannot_be_written_down_is_not_sent(phase: str) -> None:
    def write_down(now: str) -> None:
        if now == phase:
            raise DiskFull

    with FakeSmtp() as server, sender(server.port) as one:
        with pytest.raises(DiskFull):
            send(one, on_phase=write_down)
        assert server.kept == []
        assert results(send(one)) == [Result.ACCEPTED] * 3


def test_an_interrupt_cuts_the_connection_and_nothing_goes_on_later() -> None:
    def stop(now: str) -> None:
        if now == "body_started":
            raise KeyboardInterrupt

    with FakeSmtp() as server, sender(server.port) as one:
        with pytest.raises(KeyboardInterrupt):
            send(one, on_phase=stop)
        assert results(send(one)) == [Result.ACCEPTED] * 3
        assert len(server.kept) == 1


def test_quit_trouble_changes_nothing_and_costs_little() -> None:
    with FakeSmtp(drop_at="QUIT") as server:
        with sender(server.port) as one:
            assert results(send(one)) == [Result.ACCEPTED] * 3
        assert len(server.kept) == 1


def test_a_wrong_password_is_said_once_and_not_in_the_sentence() -> None:
    answers = {"AUTH": f"535 5.7.8 no: {SECRET}"}
    with FakeSmtp(answers=answers) as server, sender(
        server.port, secret=lambda: SECRET, provider=provider_for("163.com")
    ) as one:
        with pytest.raises(errors.LoginRefused, match="authorisation code") as caught:
            send(one)
        assert SECRET not in str(caught.value)
        assert len([line for line in server.log if line.startswith("AUTH")]) == 1


def test_a_login_that_is_asked_for_at_mail_is_a_refused_login() -> None:
    answers = {"MAIL": "530 5.7.0 Authentication required"}
    with FakeSmtp(answers=answers) as server, sender(server.port) as one, pytest.raises(errors.LoginRefused):
        send(one)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [("454 4.7.0 Temporary authentication failure", errors.Unreachable), ("421 4.7.0 Try again later", errors.Throttled)],
)
def test_trouble_of_the_server_at_login_does_not_blame_the_password(reply: str, kind: type) -> None:
    with FakeSmtp(answers={"AUTH": reply}) as server, sender(server.port) as one, pytest.raises(kind):
        send(one)


def test_exchange_with_smtp_auth_switched_off_is_named() -> None:
    answers = {"AUTH": "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant"}
    with FakeSmtp(answers=answers) as server, sender(server.port) as one, pytest.raises(errors.LoginRefused) as caught:
        send(one)
    assert "switched off" in str(caught.value)


class Tokens:
    def __init__(self, *tokens: str) -> None:
        self.tokens = list(tokens)

    def __call__(self) -> str:
        return self.tokens[0]

    def forget(self) -> None:
        self.tokens.pop(0)


def test_xoauth2_renews_a_stale_token_once() -> None:
    tokens = Tokens("stale", "good-token")
    with FakeSmtp(extensions=["AUTH XOAUTH2"]) as server, sender(server.port, auth="xoauth2", secret=tokens) as one:
        assert results(send(one)) == [Result.ACCEPTED] * 3


def test_where_only_oauth_is_offered_no_password_is_sent() -> None:
    with FakeSmtp(extensions=["AUTH XOAUTH2"]) as server, sender(server.port, secret=lambda: SECRET) as one:
        with pytest.raises(errors.LoginRefused, match="xoauth2"):
            send(one)
        assert not [line for line in server.log if line.startswith("AUTH")]


def test_eight_bit_letters_go_only_where_they_are_taken() -> None:
    raw = "Subject: 你好\r\n\r\n".encode()
    with FakeSmtp(extensions=["8BITMIME", "AUTH PLAIN"]) as server, sender(server.port) as one:
        assert results(list(one.deliver(raw, envelope_from=FROM, recipients=TO, on_phase=lambda _: None))) == [
            Result.ACCEPTED
        ] * 3
        assert any("BODY=8BITMIME" in line for line in server.log)
    with FakeSmtp() as server, sender(server.port) as one:
        found = one.deliver(raw, envelope_from=FROM, recipients=TO, on_phase=lambda _: None)
        assert results(list(found)) == [Result.REFUSED] * 3


class TestEncryption:
    @pytest.mark.parametrize("security", ["tls", "starttls"])
    def test_with_a_good_certificate_it_works(self, authority: Authority, security: str) -> None:
        settings = {"tls": authority.server_context("127.0.0.1"), "implicit_tls": security == "tls"}
        with FakeSmtp(**settings) as server, sender(server.port, security=security, ca_file=authority.file) as one:
            assert results(send(one)) == [Result.ACCEPTED] * 3
            assert results(send(one)) == [Result.ACCEPTED] * 3
            assert server.kept[0][2] == LETTER

    @pytest.mark.parametrize("security", ["tls", "starttls"])
    @pytest.mark.parametrize(
        ("name", "days", "trusted"), [("elsewhere.example", 30, True), ("127.0.0.1", -1, True), ("127.0.0.1", 30, False)]
    )
    def test_with_a_bad_one_nothing_is_said(
        self, authority: Authority, security: str, name: str, days: int, trusted: bool
    ) -> None:
        context = authority.server_context(name, lasts=datetime.timedelta(days=days))
        settings: dict[str, Any] = {"security": security, "ca_file": authority.file if trusted else None}
        with FakeSmtp(tls=context, implicit_tls=security == "tls") as server, sender(server.port, **settings) as one:
            with pytest.raises(errors.CertificateRefused):
                send(one)
            assert not [line for line in server.log if re.match("AUTH|MAIL", line)]

    def test_a_stripped_starttls_ends_it(self) -> None:
        with FakeSmtp() as server, sender(server.port, security="starttls") as one:
            with pytest.raises(errors.ClearTextRefused):
                send(one)
            assert [line.split(" ")[0] for line in server.log] == ["EHLO"]

    def test_clear_text_is_for_this_machine_only(self) -> None:
        with pytest.raises(errors.ClearTextRefused):
            Sender(host="smtp.agency.example", port=25, security="none", user="", secret=str)


@pytest.mark.faults
@pytest.mark.parametrize("how", ["close", "reset"])
@pytest.mark.parametrize("direction", ["up", "down"])
def test_cut_at_any_byte_accepted_means_kept_and_later_means_not_kept(direction: Direction, how: How) -> None:
    """The three values are told apart at every byte of the conversation; the body's phase was known before it."""
    with FakeSmtp() as server, Proxy(server.port) as proxy:
        with sender(proxy.port) as one:
            send(one)
        whole = proxy.passed[direction]
        assert whole > 150
        for at in range(1, whole, 7):
            server.kept.clear()
            proxy.plans.append(Cut(direction=direction, how=how, after=at))
            phases: list[str] = []
            with sender(proxy.port, timeout=2.0, dot_timeout=2.0) as one:
                try:
                    (result,) = set(results(send(one, on_phase=phases.append)))
                except errors.WireError:
                    result = Result.TRY_LATER
            if result is Result.ACCEPTED:
                assert len(server.kept) == 1, f"{direction} {at}"
            if result is Result.TRY_LATER:
                assert server.kept == [], f"{direction} {at}"
            if result is Result.IN_DOUBT:
                assert phases[-1] == "body_started", f"{direction} {at}"
