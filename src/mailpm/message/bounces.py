"""Delivery reports: which address failed, for good or for now, and which letter of ours came back (RFC 3464, S-14)."""
# Patterns and word tables read better in one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from email.message import Message as RawMessage

from mailpm.message.headers import Headers, collect, ids, token
from mailpm.message.parts import Parts
from mailpm.message.quote_words import FORWARD_PREFIX
from mailpm.model.mail import Bounce, FailedRecipient

MAX_RECIPIENTS = 200
_BOX = re.compile(
    r"(?<![\w.+-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z][\w-]{1,30}(?![\w-])", re.ASCII
)
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.:-])([45])[0-7]\d(?=[ -:;])")
_DAEMONS = re.compile(
    r"(?:mailer[-_.]?daemon|postmaster|mail-?daemon|mailerdaemon|maildaemon|bounces?|mailadmin|ndr|mail[-_.]?system|double-bounce|mdaemon|microsoftexchange[0-9a-f]{6,}|mail-?delivery(?:-?sub)?-?system|maildelivery|bounce-notification)(?:[+.-].{0,120})?@",
    re.IGNORECASE,
)
_DAEMON_NAMES = re.compile(
    r"mail delivery (?:sub)?system|mail delivery (?:service|system)|mail administrator|system administrator|postmaster|mailer[- ]daemon|microsoft outlook$|系统管理员|系统退信|退信|邮件系统|郵件系統|邮件投递|系統管理員",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"undeliver(?:ed|able)|mail (?:has )?failed|failed mail|processing error|error during delivery|automatically rejected|delivery warning|returning to sender|non-delivery|delivery (?:status notification|failure|has failed|failed|report|problem|delayed|error|incomplete)|mail(?:box)? (?:delivery|system error|could not be)|returned (?:mail|to sender|e-?mail)|returned mail:|failure notice"
    r"|could not be delivered|mail failure|not delivered|non[- ]?deliver|nondeliverable|warning: (?:could not send|message)|message (?:delayed|delivery)|bounced? (?:mail|message)|rejected (?:mail|posting)|unzustellbar|nicht zugestellt|zustellung|non remis|non distribu|échec de (?:la )?remise|no se (?:ha )?(?:pudo )?(?:puede )?entreg|nicht zustellbar"
    r"|退信|未送达|未送達|无法送达|無法送達|无法投递|無法投遞|无法传递|無法傳遞|未能送达|投递失败|投遞失敗|发送失败|發送失敗|传递失败|退回|被退|傳送失敗|寄送失敗|未传递|delivery to the following|配信不能|配信エラー|не доставлено|недостав|mancata consegna|delivery notification|não (?:foi )?entreg",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:could not|cannot|can't|couldn't|unable to|not able to|wasn't able to|was not|were not|has not been|failed to|couldn’t|wasn’t) (?:be )?(?:delivered?|deliver|send|sent)|delivery (?:to the following|has failed|failed|temporarily|status)|permanent(?:ly)? (?:fatal )?(?:error|fail)|undeliverable|address (?:not found|rejected|couldn't be found)"
    r"|user unknown|unknown user|no such (?:user|mailbox|recipient|address)|mailbox (?:unavailable|full|not found|is full|quota)|does(?:n't| not) exist|over quota|recipient rejected|host unknown|will be retried|still trying"
    r"|无法(?:送达|投递|传递|发送|将邮件)|未能?送达|退信|被退回|投递失败|收件人(?:地址|邮箱)?(?:不存在|有误|邮箱已满)|邮箱(?:已满|不存在|空间不足)|地址不存在|用户不存在|邮件被(?:对方)?拒[收绝]|無法(?:送達|投遞|傳遞|寄送)|收件者不存在|找不到(?:地址|收件人|邮箱|域名)|域名(?:不存在|解析)|拒收|屏蔽",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(
    r"delay(?:ed)?|will (?:be retried|retry|keep trying|continue to try)|still trying|temporar|warning: (?:could not|message)|not yet been delivered|try again later|稍后(?:会)?(?:再次|继续|重试)|继续尝试|延迟|延遲|暂时|暫時|正在重试|greylist",
    re.IGNORECASE,
)
_FOR_GOOD = re.compile(
    r"permanent|gave up|giving up|no such (?:user|mailbox|recipient|address)|user unknown|unknown user|does(?:n't| not) exist|不存在|永久|has failed|address not found|找不到地址|invalid recipient|放弃",
    re.IGNORECASE,
)
_MESSAGE_ID = re.compile(r"Message-I[Dd]:\s{0,5}<([^<>\s]{3,900})>", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:收件人|收件地址|收件者|无法(?:送达|投递|发送)(?:至|到|给)|退信地址|失败地址|目标地址|final-recipient|original-recipient|failed recipient|recipient(?: address)?|x-failed-recipients|rcpt to|<?to)\s{0,3}[:\uff1a=]?[^\n@]{0,40}?<?([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{3,253}\w)",
    re.IGNORECASE | re.ASCII,
)


def is_report(raw: RawMessage, headers: Headers, parts: Parts, sender: str, name: str, subject: str, text: str) -> bool:
    """A mail system wrote this about a letter that did not arrive (or not yet).

    A report needs the form of RFC 3464, or a daemon as its sender together with words of failure: a person who
    writes about a bounce, or forwards one, is a person.
    """
    if parts.report == "delivery-status" or (parts.delivery and not subject.lower().startswith(("fw", "转发"))):
        return True
    if parts.report == "disposition-notification":
        return False
    if "x-failed-recipients" in headers:
        return True
    daemon = bool(_DAEMONS.match(sender)) or (not sender and "from" in headers)
    null = headers.get("return-path", [b"x"])[0].strip() == b"<>"
    named = bool(name) and bool(_DAEMON_NAMES.search(name))
    failed = bool(SUBJECT.search(subject))
    if not (daemon or null or named):
        # Gateways under any name: their wordings are known to the library, a person's letter matches none of them.
        found: dict[str, FailedRecipient] = {}
        if failed and "in-reply-to" not in headers and not FORWARD_PREFIX.match(subject):
            _from_library(raw, text, found)
        return bool(found)
    if daemon:
        return failed or bool(_BODY.search(text[:4000]))
    return failed and bool(_BODY.search(text[:4000])) and token(headers, "auto-submitted") != "no"


def read_bounce(raw: RawMessage, headers: Headers, parts: Parts, text: str, own: tuple[str, ...]) -> Bounce:
    """The failed addresses and the Message-ID of what came back. `own` are addresses that can not have failed: the
    report's sender and its recipient."""
    found: dict[str, FailedRecipient] = {}
    for group in parts.delivery:
        _from_fields(group, found)
    if not found:
        _from_library(raw, text, found)
    for value in headers.get("x-failed-recipients", []):
        for box in _BOX.findall(value.decode("latin-1")):
            _add(found, box, text)
    if not found:
        _from_words(text, own, found)
    return Bounce(
        recipients=tuple(found.values())[:MAX_RECIPIENTS], original_message_id=_original(headers, parts, text)
    )


def _from_fields(group: RawMessage, found: dict[str, FailedRecipient]) -> None:
    """One group of RFC 3464 section 2.3 fields; Gmail nests them one level deeper than the RFC says."""
    fields = {k.lower(): str(v) for k, v in group.items()}
    payload = group.get_payload()
    if isinstance(payload, str) and "recipient" in payload.lower():
        for line in payload.splitlines():
            name, colon, value = line.partition(":")
            if colon and name.strip().lower() not in fields:
                fields[name.strip().lower()] = value.strip()
    who = fields.get("final-recipient") or fields.get("original-recipient") or ""
    box = _BOX.search(who.partition(";")[2] or who)
    action = fields.get("action", "").strip().lower()
    if box is None or action in ("delivered", "relayed", "expanded"):
        return
    status = _STATUS.search(fields.get("status", ""))
    diagnostic = " ".join(fields.get("diagnostic-code", "").split())
    code = status.group() if status else ""
    if code in ("", "5.0.0", "4.0.0") and (better := _STATUS.search(diagnostic)):
        code = better.group()
    permanent = action == "failed" or (action != "delayed" and not code.startswith("4"))
    original = _BOX.search(fields.get("original-recipient", "").partition(";")[2])
    said = original.group() if original is not None and "@" in original.group() else box.group()
    found.setdefault(
        said.lower(), FailedRecipient(email=said.lower(), permanent=permanent, status=code, diagnostic=diagnostic[:500])
    )


def _from_library(raw: RawMessage, text: str, found: dict[str, FailedRecipient]) -> None:
    """flufl.bounce knows the dialects of some forty mail systems."""
    from flufl.bounce import all_failures

    try:
        temporary, permanent = all_failures(_plain_heads(raw))
    except Exception:  # a detector that trips over a report finds nothing; our own words are tried next
        return
    for box in sorted(permanent):
        _add(found, _text(box), text, permanent=True)
    for box in sorted(temporary):
        _add(found, _text(box), text, permanent=False)


def _plain_heads(raw: RawMessage) -> RawMessage:
    """The report with plain ASCII in its headers: the detectors expect strings, 8-bit ones come as other objects."""
    for name, value in list(raw.raw_items()):
        if not str(value).isascii():
            raw.replace_header(name, str(value).encode("ascii", "replace").decode())
    return raw


def _text(box: object) -> str:
    return box.decode("latin-1") if isinstance(box, bytes) else str(box)


def _from_words(text: str, own: tuple[str, ...], found: dict[str, FailedRecipient]) -> None:
    """A report in plain words: labelled addresses first, else every address that is neither ours nor the system's."""
    head = text[:6000]
    original = re.search(
        r"(?im)^-{2,}[^\n]{0,40}(?:original|原始|原邮件|copy of|below this line|returned)[^\n]{0,60}$|^(?:Received|Return-Path): ",
        head,
    )
    if original is not None and original.start() > 40:
        head = head[: original.start()]
    labelled = [box for box in _LABELLED.findall(head) if _may_fail(box, own)]
    for box in (labelled or [b for b in _BOX.findall(head) if _may_fail(b, own)])[:20]:
        _add(found, box, head)


def _may_fail(box: str, own: tuple[str, ...]) -> bool:
    return box.lower().rstrip(".") not in own and not _DAEMONS.match(box)


def _add(found: dict[str, FailedRecipient], box: str, text: str, *, permanent: bool | None = None) -> None:
    box = box.lower().rstrip(".")
    if "@" not in box or box in found:
        return
    place = text.lower().find(box)
    near = text[max(0, place - 300) : place + 800] if place >= 0 else text[:3000]
    status = _STATUS.search(text[place:] if place >= 0 else near) or _STATUS.search(near)
    code = _REPLY_CODE.search(near)
    if permanent is None:
        if status is not None:
            permanent = status.group(1) == "5"
        elif code is not None:
            permanent = code.group(1) == "5"
        else:
            permanent = bool(_FOR_GOOD.search(near)) or not _FOR_NOW.search(text[:3000])
    line = next(
        (s.strip() for s in near.split("\n") if (code and code.group() in s) or (status and status.group() in s)), ""
    )
    found[box] = FailedRecipient(
        email=box, permanent=permanent, status=status.group() if status else "", diagnostic=" ".join(line.split())[:500]
    )


def _original(headers: Headers, parts: Parts, text: str) -> str | None:
    """The Message-ID of the letter of ours: from the returned letter, its head, the words, or the thread headers."""
    for letter in parts.letters:
        if names := ids(collect(letter).get("message-id", [])):
            return names[0]
    if (named := _MESSAGE_ID.search(parts.returned_head)) or (named := _MESSAGE_ID.search(text)):
        return named.group(1)
    for header in (
        "in-reply-to",
        "references",
        "original-message-id",
        "x-original-message-id",
        "x-ms-exchange-message-sent-representing",
    ):
        if names := ids(headers.get(header, [])):
            return names[-1]
    return None
