"""DIALOGUES, The meeting: an order by mail, invitations with buttons, a no, one occurrence moved, agenda, minutes asked."""

from datetime import timedelta
from email import message_from_bytes

import icalendar
from tests.stories.conftest import PM, WANG, ZHAO, A, Begin, Story, at

REPLY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Calendar//ZH\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
    "DTSTAMP:20261012T020000Z\r\nSEQUENCE:0\r\nATTENDEE;PARTSTAT={partstat}:mailto:{who}\r\nCOMMENT:{comment}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def calendars(s: Story, who: str) -> list[icalendar.Calendar]:
    """The calendar parts that a person got, in order."""
    parts = [part for raw in s.servers.letters(who) for part in message_from_bytes(raw).walk()]
    found = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/calendar"]
    return [icalendar.Calendar.from_ical(content) for content in found]


def answer(s: Story, who: str, partstat: str, comment: str = "") -> None:
    uid = str(calendars(s, who)[0].walk("VEVENT")[0]["UID"])
    part = REPLY.format(uid=uid, partstat=partstat, who=who, comment=comment).encode()
    s.write(who, "", to=[A], subject=partstat, calendar=("REPLY", part))
    s.assistant.tick()


def test_a_series_from_the_order_to_the_question_for_minutes(story: Begin) -> None:
    s = story("zh")
    s.write(PM, "约 ACME 例会,每周三10点,45分钟,王敏、赵强、我", to=[A], subject="ACME 例会")
    s.assistant.tick()
    # Nothing reaches anybody before the PM's word.
    assert s.to(WANG) == []
    s.order("全部发", "brief")
    s.until(at("12 09:30"))
    for who in (WANG, ZHAO, PM):
        (invited,) = calendars(s, who)
        (event,) = invited.walk("VEVENT")
        assert (invited["METHOD"], event["DTSTART"].dt, event["SEQUENCE"]) == ("REQUEST", at("14 10:00"), 0)
        assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=WE"
        assert str(event["ORGANIZER"]) == f"mailto:{A}"
    assert "每周三，10:00–10:45" in s.to(WANG, "invitation")[0].text

    answer(s, WANG, "ACCEPTED")
    assert s.to(PM, "meeting_answer") == []
    answer(s, ZHAO, "DECLINED", "周三都不行")
    told = s.latest(PM, kind="meeting_answer")
    assert "赵强拒绝了" in told.text
    assert "> 周三都不行" in told.text

    s.order("本周的改到周四 14:00", "meeting_answer")
    s.until(at("13 08:31"))
    s.order("全部发", "brief")
    s.until(at("13 09:30"))
    for who in (WANG, ZHAO, PM):
        update = calendars(s, who)[-1]
        (event,) = update.walk("VEVENT")
        assert (update["METHOD"], event["SEQUENCE"]) == ("REQUEST", 1)
        assert (event["RECURRENCE-ID"].dt, event["DTSTART"].dt) == (at("14 10:00"), at("15 14:00"))

    # The eve is Wednesday now; the agenda waits for the PM like every letter to a client.
    s.until(at("14 08:31"))
    assert s.to(WANG, "agenda") == []
    s.order("全部发", "brief")
    s.until(at("14 09:30"))
    assert "10月15日(周四) 14:00" in s.to(WANG, "agenda")[0].subject

    s.until(at("15 16:30"))
    assert s.to(PM, "minutes_asked") == []
    s.until(at("15 17:00"))
    assert len(s.to(PM, "minutes_asked")) == 1
    s.until(at("16 12:00"))
    assert len(s.to(PM, "minutes_asked")) == 1
    # Each of the two clients got three letters and not one more.
    assert [len(s.to(who)) for who in (WANG, ZHAO)] == [3, 3]


def test_a_time_is_found_by_mail(story: Begin) -> None:
    """"约王敏和赵强下周30分钟": three slots, each answers with numbers, the common one becomes an invitation."""
    s = story("zh")
    s.write(PM, "约王敏和赵强下周30分钟", to=[A], subject="ACME 官网改版 合同问题")
    s.assistant.tick()
    s.order("全部发", "brief")
    s.until(at("12 09:30"))
    for who in (WANG, ZHAO):
        (asked,) = s.to(who, "slots_proposed")
        assert [line[:2] for line in asked.text.splitlines() if line[:2] in ("1.", "2.", "3.")] == ["1.", "2.", "3."]
        assert s.to(PM, "slots_proposed") == []
    s.write(WANG, "1 和 3 都可以", answers=s.latest(WANG, kind="slots_proposed"))
    s.assistant.tick()
    assert calendars(s, WANG) == []
    s.write(ZHAO, "3", answers=s.latest(ZHAO, kind="slots_proposed"))
    s.assistant.tick()
    s.until(at("13 08:31"))
    s.order("全部发", "brief")
    s.until(at("13 09:30"))
    offered = s.to(WANG, "slots_proposed")[0].text
    chosen = next(line for line in offered.splitlines() if line.startswith("3."))
    for who in (WANG, ZHAO, PM):
        (invited,) = calendars(s, who)
        (event,) = invited.walk("VEVENT")
        start = event["DTSTART"].dt
        assert f"{start.month}月{start.day}日" in chosen
        assert f"{start:%H:%M}" in chosen
        assert event["DTEND"].dt - start == timedelta(minutes=30)
