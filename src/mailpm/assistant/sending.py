"""Letters out: what is due is judged again, goes through the gate, and leaves once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from mailpm.assistant.approving import may_leave_from
from mailpm.assistant.house import Event, House, log
from mailpm.model import Delivery, Outbound, Result
from mailpm.wire.errors import WireError
from mailpm.wire.smtp import Sender

# How long to wait before the next try after a 4xx, by attempt: RFC 5321 section 4.5.4.1 wants half an hour at
# first; greylisting lets the second try in after a few minutes.
_BACK_OFF = (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=1), timedelta(hours=3))
_GIVE_UP = 24  # attempts, some three days
_REST = "smtp rests until"
_WAIT_FOR_PROOF = timedelta(hours=1)


def send_due(
    house: House, sender: Sender, now: Callable[[], datetime], *, append: Callable[[bytes], None] | None = None
) -> int:
    """Send all that may leave; how many letters the server took.

    Raises WireError where the server cannot be reached or refuses us: nothing of that letter was sent then.
    """
    moment = now()
    for message_id in house.ledger.resolve(moment, _WAIT_FOR_PROOF):
        house.tell(Event(what="again", words=message_id))
    smtp = house.config.smtp
    rest = house.ledger.get(_REST)
    if rest and moment < datetime.fromisoformat(rest):
        return 0
    taken = 0
    for row in house.ledger.due(moment):
        allowed = house.ledger.allowance(
            now(), per_minute=smtp.per_minute, per_hour=smtp.per_hour, per_day=smtp.per_day
        )
        if allowed > now():
            break
        if house.ledger.get(_REST) != rest:
            break  # the server has just asked for patience
        taken += _send(house, sender, row, now, append)
    return taken


def _send(
    house: House, sender: Sender, row: Outbound, now: Callable[[], datetime], append: Callable[[bytes], None] | None
) -> bool:
    ledger = house.ledger
    reason = ledger.gate(row.id, now())
    if reason:
        if ledger.hold(row.id, reason, now()):
            house.trouble("refused", reason, now(), person=", ".join(row.recipients), project=row.project or "")
        return False
    later = may_leave_from(house, row, now())
    if later > now():
        # It became due while we slept, and now it is night or a holiday over there.
        ledger.postpone(row.id, later, by="courtesy", at=now())
        return False
    if not ledger.claim(row.id, now()):
        return False

    refused: list[Delivery] = []

    def on_phase(phase: str) -> None:
        if phase == "body_started":
            ledger.body_started(row.id, now(), refused=refused)

    # Our own address stands in the same transaction: the copy that comes back is the proof.
    recipients = (*ledger.recipients_left(row.id), house.address.email)
    try:
        deliveries = sender.deliver(
            row.raw,
            envelope_from=house.address.email,
            recipients=recipients,
            on_phase=on_phase,
            on_refused=refused.append,
            witness=house.address.email,
        )
    except WireError:
        ledger.settle(
            row.id,
            [Delivery(recipient=r, result=Result.TRY_LATER) for r in recipients],
            now(),
            retry_at=now() + _pause(row),
        )
        raise
    return _settle(house, row, deliveries, now(), append)


def _pause(row: Outbound) -> timedelta:
    return _BACK_OFF[min(row.attempts, len(_BACK_OFF) - 1)]


def _settle(
    house: House, row: Outbound, deliveries: tuple[Delivery, ...], now: datetime, append: Callable[[bytes], None] | None
) -> bool:
    """Write down what became of the letter, recipient by recipient, before anything else is said to the server."""
    theirs = tuple(d for d in deliveries if d.recipient != house.address.email)
    last = row.attempts + 1 >= _GIVE_UP
    if last:
        theirs = tuple(
            Delivery(recipient=d.recipient, result=Result.REFUSED, code=d.code, words=d.words)
            if d.result is Result.TRY_LATER
            else d
            for d in theirs
        )
    asked = timedelta(seconds=max((d.pause for d in deliveries), default=0))
    house.ledger.settle(row.id, theirs, now, retry_at=now + max(_pause(row), asked))
    if asked:
        # A quota is the account's, not the letter's: everything rests.
        house.ledger.put(_REST, (now + asked).isoformat())
        log.warning("The server asks for a pause of %d s.", asked.total_seconds())
    results = {d.result for d in theirs}
    for delivery in theirs:
        if delivery.result is Result.REFUSED:
            house.trouble(
                "refused",
                f"{delivery.code} {delivery.words}",
                now,
                person=delivery.recipient,
                project=row.project or "",
            )
    if Result.IN_DOUBT in results:
        house.trouble("in_doubt", row.subject, now, person=", ".join(row.recipients), project=row.project or "")
        house.tell(Event(what="in_doubt", words=row.subject, who=", ".join(row.recipients)))
    if Result.ACCEPTED not in results:
        return False
    house.tell(
        Event(
            what="sent",
            words=row.subject,
            who=", ".join(row.recipients),
            project=row.project or "",
            at=now,
            quotes=(row.text,),
        )
    )
    if append is not None:
        append(row.raw)
    return True
