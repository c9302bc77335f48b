"""Letters that machines wrote, and letters of people that look a little like it."""

from __future__ import annotations

from types import ModuleType

AUTO = ("Auto-Submitted: auto-replied",)
REPLIES = ("In-Reply-To: <reminder-7@studio.example>", "References: <reminder-7@studio.example>")

# name: (subject, headers, text, until, deputies); sent on Wednesday 14 October 2026.
ABSENCES: dict[str, tuple[str, tuple[str, ...], str, str | None, list[list[str]]]] = {
    "zh-auto-qq-subject": ("自动回复：官网改版", (), "您好，我已收到您的邮件，会尽快回复。", None, []),
    "zh-auto-outlook": ("自动答复: 官网改版", AUTO, "您好，我10月12日至10月23日休年假，期间无法及时回复邮件，紧急事宜请联系同事孙莉（sunli@acme.example）。", "2026-10-23", [["孙莉", "sunli@acme.example"]]),
    "zh-auto-back": ("自动回复: 官网改版", AUTO, "我目前正在休假，10月26日返回公司。急事请致电 138 0000 0001。", "2026-10-25", []),
    "zh-auto-noheader": ("Re: 官网改版", REPLIES, "您好，我正在外出出差，10月20日回来，邮件可能无法及时回复。紧急事项请联系孙莉 sunli@acme.example。", "2026-10-19", [["孙莉", "sunli@acme.example"]]),
    "zh-auto-noheader-thanks": ("答复: 官网改版", REPLIES, "感谢您的来信！本人目前休产假，至2027年2月28日，期间工作由李雷负责，请联系 lilei@acme.example。", "2027-02-28", [["李雷", "lilei@acme.example"]]),
    "zh-auto-system": ("Re: 官网改版", REPLIES, "这是一封自动回复邮件。您的来信我已收到，我会在上班后处理。", None, []),
    "zh-auto-short": ("休假 Re: 官网改版", (), "休假到 10/23，紧急找孙莉。", "2026-10-23", [["孙莉", ""]]),
    "zh-auto-163": ("自动回复:官网改版", ("X-AutoReply: yes",), "您好！我在国外出差，下周一恢复上班。", "2026-10-18", []),
    "zh-auto-tw": ("自動回覆：官網改版", AUTO, "您好，本人 10/12 至 10/16 休假，職務代理人：林佳穎 lin@acme.example，謝謝。", "2026-10-16", [["林佳穎", "lin@acme.example"]]),
    "zh-auto-bracket": ("【自动回复】官网改版", (), "本周外出培训，10月17日后统一回复。", "2026-10-16", []),
    "en-auto-outlook": ("Automatic reply: Website relaunch", (*AUTO, "X-Auto-Response-Suppress: All"), "Thank you for your message. I am out of the office until 23 October 2026 with limited access to e-mail. In urgent cases please contact Tom Reed (tom@nordlicht.example).", "2026-10-23", [["Tom Reed", "tom@nordlicht.example"]]),
    "en-auto-back": ("Out of office: Website relaunch", AUTO, "Hi,\n\nI'm on annual leave and will be back on Monday, October 26.\n\nLena", "2026-10-25", []),
    "en-auto-gmail": ("Out of Office Re: Website relaunch", ("Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"), "I'm away from Oct 12 to Oct 16 and will answer when I return.", "2026-10-16", []),
    "en-auto-noheader": ("Re: Website relaunch", REPLIES, "Thanks for your email. I am currently out of the office and will return on 19 October. For anything urgent please contact Tom Reed at tom@nordlicht.example.", "2026-10-18", [["Tom Reed", "tom@nordlicht.example"]]),
    "en-auto-left": ("Re: Website relaunch", REPLIES, "Thank you for your message. I am no longer with Nordlicht. Please contact Tom Reed, tom@nordlicht.example, for all project matters.", None, [["Tom Reed", "tom@nordlicht.example"]]),
    "de-auto-outlook": ("Abwesenheitsnotiz: Website", AUTO, "Guten Tag,\n\nich bin vom 12.10. bis zum 23.10.2026 nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Tom Reed, tom@nordlicht.example.", "2026-10-23", [["Tom Reed", "tom@nordlicht.example"]]),
    "fr-auto-outlook": ("Réponse automatique : Site", AUTO, "Bonjour, je suis absente du bureau. Cordialement, Lena", None, []),
    "en-ticket-received": ("Ticket created: #4711 Website relaunch", ("Auto-Submitted: auto-generated", "Return-Path: <>"), "Your request has been received and a ticket has been created. We will answer within two days.", None, []),
    "zh-ticket-received": ("【受理通知】您的工单已创建", ("Auto-Submitted: auto-replied",), "您好，我们已收到您的请求，工单号 4711，将在两个工作日内回复。", None, []),
    "en-read-receipt-words": ("Automatic reply: Website relaunch", (), "I have received your mail and will answer this week.", None, []),
}  # fmt: skip

# Letters of people: odd headers, or words about absence that are news for the project.
PEOPLE: dict[str, tuple[str, tuple[str, ...], str]] = {
    "zh-person-leave-future": ("Re: 官网改版", REPLIES, "陈宇，我下周一到周三休假，所以文案我这周五前先发您一版，下周四再定稿。有急事微信找我。"),
    "zh-person-travel-news": ("Re: 官网改版", REPLIES, "好的，文案周五给您。我现在在出差，网络不太好，晚上再细看合同，预算部分我有三个问题：一是首页的范围，二是域名的费用，三是上线那天谁值班。"),
    "zh-person-subject-leave": ("关于国庆休假期间的安排", (), "各位好，国庆期间我们 10 月 1 日至 7 日放假，8 日恢复上班。放假前请把素材发齐。"),
    "en-person-leave": ("Re: Website relaunch", REPLIES, "I'll be out of office next week, so let's fix the copy by Friday. Tom covers for me from Monday on and knows everything about the domain."),
    "en-person-suppress": ("Re: Website relaunch", (*REPLIES, "X-Auto-Response-Suppress: All"), "Friday works for me. I'll send the logo then."),
    "en-person-generated": ("Re: Website relaunch", (*REPLIES, "Auto-Submitted: auto-generated"), "Friday works for me. I'll send the logo then."),
    "en-person-no-autosubmitted": ("Re: Website relaunch", (*REPLIES, "Auto-Submitted: no"), "Friday works for me."),
    "en-person-gateway-unsubscribe": ("Re: Website relaunch", (*REPLIES, "List-Unsubscribe: <mailto:unsub@gateway.example>"), "Friday works for me. I'll send the logo then."),
    "en-person-about-bounce": ("Mail to Tom came back undeliverable", (), "Chen Yu, my mail to tom@nordlicht.example could not be delivered: user unknown. Do you have another address of his by tomorrow?"),
    "zh-person-about-bounce": ("给赵强的邮件被退信了", (), "陈宇，我给 zhao@acme.example 的邮件被退回，说收件人不存在。您有他的新邮箱吗？"),
    "zh-person-autoreply-mention": ("Re: 官网改版", REPLIES, "收到自动回复说赵强在休假，那域名的事就先放一放，我 10 月 20 日再催他。"),
    "en-person-list": ("[relaunch] Copy is ready", ("List-Id: <relaunch.lists.nordlicht.example>", "List-Post: <mailto:relaunch@lists.nordlicht.example>", "Precedence: list"), "Hi all, the copy is ready for review. Please comment by Friday."),
    "en-person-google-group": ("Copy is ready", ("List-Id: <relaunch.groups.example>", "List-Post: <https://groups.example/post>", "List-Unsubscribe: <mailto:unsub@groups.example>", "X-Google-Group-Id: 1", "Precedence: list"), "Hi all, the copy is ready for review. Please comment by Friday."),
    "zh-person-notify": ("通知：例会改到周四", (), "各位，本周例会改到周四 10:00，请准时参加。"),
}  # fmt: skip

BULK: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "en-bulk-newsletter": ("Design Weekly <news@designweekly.example>", "Five trends for autumn", ("List-Unsubscribe: <https://designweekly.example/u>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "Feedback-ID: 1:2:3"), "Register by Friday and save.\n\nUnsubscribe | View in browser"),
    "zh-bulk-edm": ("会展周刊 <edm@expo.example>", "【倒计时】早鸟票周五截止", ("Precedence: bulk",), "请于 10 月 20 日前完成登记。\n\n如不希望再收到此类邮件，请点击退订。"),
    "en-bulk-tracker": ("Jira <jira@tracker.example>", "[JIRA] (WEB-12) Logo missing", ("Auto-Submitted: auto-generated", "X-JIRA-FingerPrint: 1", "Precedence: bulk"), "Tom Reed commented: I will fix it by Friday.\n\nThis message was automatically generated, please do not reply."),
    "zh-bulk-system": ("协同平台 <noreply@work.example>", "您有一条待办即将到期", (), "任务「首页文案」将于明天到期。\n\n本邮件由系统自动发出，请勿直接回复。"),
    "en-bulk-noheaders": ("Shop <promotions@shop.example>", "Last chance: 30 % off", (), "Order by Sunday.\nYou are receiving this because you bought from us. Unsubscribe here."),
    "zh-bulk-verify": ("云服务 <no-reply@cloud.example>", "账户安全通知", ("Auto-Submitted: auto-generated",), "您的账户在新设备登录。请勿回复此邮件。"),
}  # fmt: skip

DSN = """\
--report
Content-Type: text/plain; charset=us-ascii

{words}

--report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.studio.example
Arrival-Date: Wed, 14 Oct 2026 08:30:00 +0800

{fields}
--report
Content-Type: {returned_type}

Message-ID: <reminder-7@studio.example>
From: assistant@studio.example
To: zhao@acme.example
Subject: Reminder

--report--
"""

FIELDS_GONE = "Final-Recipient: rfc822; zhao@acme.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <zhao@acme.example>: user unknown\n"
FIELDS_LATE = "Final-Recipient: rfc822; zhao@acme.example\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: smtp; 421 4.4.1 connection timed out\nWill-Retry-Until: Fri, 16 Oct 2026 08:30:00 +0800\n"

GONE = [["zhao@acme.example", True]]
LATE = [["zhao@acme.example", False]]

# name: (From, subject, text, failed); plain words, no report part.
WORDED: dict[str, tuple[str, str, str, list[list[object]], str | None]] = {
    "zh-bounce-qq": ("PostMaster <postmaster@qq.example>", "系统退信", "抱歉，您的邮件被退回来了\n\n您的邮件无法送达：zhao@acme.example\n退信原因：收件人邮箱地址不存在，邮件无法送达。\n原因：host mx.acme.example said: 550 5.1.1 User unknown\n原邮件主题：官网改版提醒\n", GONE, None),
    "zh-bounce-163": ("Postmaster@163.example", "系统退信", "抱歉，您的邮件被退回来了……\n原邮件信息：\n时　间： 2026-10-14 08:30:00\n主　题： 官网改版提醒\n收件人： zhao@acme.example\n退信原因：\n您可能写了外星人的邮件地址，收件人不存在。\n英文说明: 550 User not found: zhao@acme.example\n建议解决方案：\n请检查收件人地址后重新发送。\n----------------\nThis message is generated by Coremail.\n", GONE, None),
    "zh-bounce-163-later": ("Postmaster@163.example", "系统退信", "抱歉，您的邮件被退回来了……\n收件人： zhao@acme.example\n退信原因：\n网络不给力，暂时无法与收信方联络上，请稍后重试。\n英文说明: 451 Can not connect to recipient's server\n", LATE, None),
    "zh-bounce-exchange": ("Microsoft Outlook <postmaster@studio.example>", "未送达: 官网改版提醒", "无法将邮件传递给以下收件人或组:\n\nzhao@acme.example<mailto:zhao@acme.example>\n找不到您输入的电子邮件地址。请检查收件人的电子邮件地址，然后尝试重新发送该邮件。\n\n供管理员使用的诊断信息:\n\n生成服务器: mx.studio.example\n\nzhao@acme.example\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound ##\n\n原始邮件头:\n\nMessage-ID: <reminder-7@studio.example>\n", GONE, "reminder-7@studio.example"),
    "zh-bounce-exmail": ("Mail Delivery System <postmaster@exmail.example>", "退信：无法投递到 zhao@acme.example", "尊敬的用户：\n您发给 zhao@acme.example 的邮件无法投递。\n退信原因：对方邮箱已满，邮件被拒绝。 552 5.2.2 Mailbox full\n", GONE, None),
    "zh-bounce-tw-exchange": ("系統管理員 <postmaster@studio.example>", "無法傳遞: 官網改版", "您的郵件無法傳遞給下列收件者:\n\nzhao@acme.example\n\n收件者不存在。 #550 5.1.1\n", GONE, None),
    "zh-bounce-gmail": ("Mail Delivery Subsystem <mailer-daemon@googlemail.example>", "Delivery Status Notification (Failure)", "** 找不到地址 **\n\n系统未能将您的邮件递送至 zhao@acme.example，因为找不到该地址，或该地址无法接收邮件。\n\n来自远程服务器的响应：\n\n550 5.1.1 The email account does not exist.\n", GONE, None),
    "en-bounce-qmail": ("MAILER-DAEMON@mx.studio.example", "failure notice", "Hi. This is the qmail-send program at mx.studio.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<zhao@acme.example>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 user unknown\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <assistant@studio.example>\nMessage-ID: <reminder-7@studio.example>\nFrom: assistant@studio.example\nTo: zhao@acme.example\n", GONE, "reminder-7@studio.example"),
    "en-bounce-exim": ("Mail Delivery System <Mailer-Daemon@mx.studio.example>", "Mail delivery failed: returning message to sender", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  zhao@acme.example\n    host mx.acme.example [192.0.2.7]\n    SMTP error from remote mail server after RCPT TO:<zhao@acme.example>:\n    550 5.1.1 user unknown\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <assistant@studio.example>\nMessage-ID: <reminder-7@studio.example>\n", GONE, "reminder-7@studio.example"),
    "en-bounce-exim-delay": ("Mail Delivery System <Mailer-Daemon@mx.studio.example>", "Warning: message 1abc delayed 24 hours", "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.studio.example.\n\nThe address to which the message has not yet been delivered is:\n\n  zhao@acme.example\n    Delay reason: connection timed out\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.\n", LATE, None),
    "en-bounce-exchange": ("Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@studio.example>", "Undeliverable: Reminder", "Your message to zhao@acme.example couldn't be delivered.\n\nzhao wasn't found at acme.example.\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found'\n", GONE, None),
    "ja-bounce": ("Mail Delivery Subsystem <MAILER-DAEMON@mx.studio.example>", "配信エラー", "以下の宛先にメールを配信できませんでした。\n\n<zhao@acme.example>: 550 5.1.1 User unknown\n", GONE, None),
}  # fmt: skip


def make_absences(to: ModuleType) -> None:
    for name, (subject, headers, text, until, deputies) in ABSENCES.items():
        who = to.WANG if name.startswith("zh") else to.LENA
        reading: dict[str, object] = {"kind": "auto_reply", "automatic": True}
        if until is not None:
            reading["until"] = until
        if deputies:
            reading["deputies"] = deputies
        to.letter(name, text + "\n", sender=who, subject=subject, headers=headers, **reading)


def make_people(to: ModuleType) -> None:
    for name, (subject, headers, text) in PEOPLE.items():
        to.letter(name, text + "\n", sender=to.WANG if name.startswith("zh") else to.LENA, subject=subject, headers=headers, kind="mail", own=text)  # fmt: skip


def make_bulk(to: ModuleType) -> None:
    for name, (sender, subject, headers, text) in BULK.items():
        to.letter(name, text + "\n", sender=sender, subject=subject, headers=headers, kind="bulk")


def make_bounces(to: ModuleType) -> None:
    me = "assistant@studio.example"
    for name, (sender, subject, text, failed, original) in WORDED.items():
        reading: dict[str, object] = {"kind": "bounce", "failed": failed, "automatic": True}
        if original:
            reading["original"] = original
        to.letter(name, text, sender=sender, to=me, subject=subject, **reading)
    forms = {
        "en-bounce-postfix": (FIELDS_GONE, "message/rfc822", GONE),
        "en-bounce-postfix-headers": (FIELDS_GONE, "text/rfc822-headers", GONE),
        "en-bounce-delayed": (FIELDS_LATE, "message/rfc822", LATE),
        "en-bounce-gmail-nested": ("\n" + FIELDS_GONE, "message/rfc822", GONE),
        "en-bounce-two": (FIELDS_GONE + "\n" + FIELDS_GONE.replace("zhao", "sunli"), "message/rfc822", [*GONE, ["sunli@acme.example", True]]),
    }  # fmt: skip
    for name, (fields, returned, failed) in forms.items():
        head = f"Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.studio.example>\nTo: {me}\nSubject: Undelivered Mail Returned to Sender\nDate: Wed, 14 Oct 2026 09:00:00 +0800\nMessage-ID: <{name}@mx.studio.example>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=report\n\n"
        data = head + DSN.format(words="This is the mail system at host mx.studio.example.", fields=fields, returned_type=returned)
        to.raw(name, data.replace("\n", "\r\n").encode(), kind="bounce", failed=failed, original="reminder-7@studio.example", automatic=True)


ICS = """BEGIN:VCALENDAR
PRODID:-//Example//EN
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:weekly-1@studio.example
DTSTAMP:20261014T010000Z
DTSTART;TZID=Asia/Shanghai:20261021T100000
DTEND;TZID=Asia/Shanghai:20261021T104500
SUMMARY:{summary}
SEQUENCE:1
ORGANIZER:mailto:assistant@studio.example
ATTENDEE;CN={name};PARTSTAT={partstat}:mailto:{email}
END:VEVENT
END:VCALENDAR
"""


def make_calendars(to: ModuleType) -> None:
    for name, method, partstat, subject in (
        ("zh-calendar-accept", "REPLY", "ACCEPTED", "已接受: ACME 例会"),
        ("zh-calendar-decline", "REPLY", "DECLINED", "已拒绝: ACME 例会"),
        ("en-calendar-request", "REQUEST", "NEEDS-ACTION", "Invitation: ACME weekly"),
        ("en-calendar-cancel", "CANCEL", "NEEDS-ACTION", "Cancelled: ACME weekly"),
        ("en-calendar-counter", "COUNTER", "TENTATIVE", "New time proposed: ACME weekly"),
    ):
        ics = ICS.format(method=method, summary="ACME 例会", name="王敏", partstat=partstat, email="wang@acme.example")
        part = to._text(ics, "calendar", "utf-8", "base64", f"; method={method}")
        plain = to._text("ACME 例会\n", "plain", "utf-8", "base64", "")
        to.letter(name, subject=subject, parts=(to._multi("alternative", [plain, part], f"inner-{name}"),), kind="calendar", calendar=[method, "weekly-1@studio.example", "2026-10-21 10:00:00+08:00"])  # fmt: skip


MAKERS = (make_absences, make_people, make_bulk, make_bounces, make_calendars)
