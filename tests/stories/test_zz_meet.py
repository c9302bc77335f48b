from tests.stories.conftest import *
from email import message_from_bytes
from icalendar import Calendar

def cal(s, who):
    out=[]
    for raw in s.servers.letters(who):
        for p in message_from_bytes(raw).walk():
            if p.get_content_type()=="text/calendar":
                c=Calendar.from_ical(p.get_payload(decode=True)); e=c.walk("VEVENT")
                out.append((str(c["METHOD"]), len(e), e[0]["SEQUENCE"], str(e[0].get("RECURRENCE-ID").dt) if e[0].get("RECURRENCE-ID") else "", str(e[0]["DTSTART"].dt), str(e[0]["UID"])))
    return out
def rows(s, since=0):
    for r in s.ledger.outbox():
        if r.id>since: print("  ", r.id, r.kind, str(r.state), r.recipients, r.not_before)
    return max(r.id for r in s.ledger.outbox())
def reply(uid, who, part, rid="", comment=""):
    return ("REPLY", f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261012T030000Z\r\nSEQUENCE:0\r\n{rid}ATTENDEE;PARTSTAT={part}:mailto:{who}\r\n{'COMMENT:'+comment+chr(13)+chr(10) if comment else ''}END:VEVENT\r\nEND:VCALENDAR\r\n".encode())

def test_it(story):
    s = story("zh")
    s.write(PM, "约 ACME 例会,每周三10点,45分钟,王敏、赵强、我", to=[A], subject="ACME 例会")
    s.assistant.tick()
    n=rows(s)
    s.order("全部发","brief")
    print(s.receipt())
    s.until(at("12 09:10"))
    print("wang", cal(s,WANG)); print("pm", cal(s,PM))
    uid=cal(s,WANG)[0][-1]
    s.until(at("12 10:00"))
    s.write(WANG, "", to=[A], subject="已接受", calendar=reply(uid,WANG,"ACCEPTED"))
    s.write(ZHAO, "", to=[A], subject="已拒绝", calendar=reply(uid,ZHAO,"DECLINED",comment="周三都不行"))
    s.assistant.tick(); n=rows(s,n)
    print(s.latest(PM,kind="meeting_answer").text)
    s.order("本周的改到周四 14:00","meeting_answer"); print(s.receipt())
    n=rows(s,n)
    s.until(at("13 08:31")); print("brief", s.latest(PM,kind="brief").text[:1500]); n=rows(s,n)
    s.order("全部发","brief"); print(s.receipt())
    s.until(at("13 09:30")); print("wang", cal(s,WANG)); n=rows(s,n)
    s.until(at("14 08:31")); print("brief", s.latest(PM,kind="brief").text[:2500]); n=rows(s,n)
    s.order("全部发","brief"); print(s.receipt())
    s.until(at("15 18:00")); n=rows(s,n)
    print([l.subject for l in s.to(WANG)])
    print([l.subject for l in s.to(PM)])
    s.order("会议纪要 10/15\n决定:首批只上中文。\n1. 王敏:周一前提供 logo 源文件\n2. 赵强:10月22日前移交域名账号\n3. 李娜:下周三前出线框图","minutes_asked")
    n=rows(s,n); print(s.to(PM)[-1].subject, s.to(PM)[-1].text)
    try:
        s.order("其余对,发与会者确认","noted"); print(s.receipt())
    except LookupError as e: print("!!",e)
    n=rows(s,n)
    s.until(at("16 12:00")); n=rows(s,n); print([l.subject for l in s.to(WANG)]); print([l.subject for l in s.to(ZHAO)])
