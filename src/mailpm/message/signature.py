"""What stands under a letter and is not said in it: signature blocks, mobile footers, disclaimers, list footers, banners."""
# Patterns and word tables read better in one line each.
# ruff: noqa: E501

from __future__ import annotations

import re

MOST_LINES = 16  # of a block under "--"; what is longer is text with a line of dashes in it

_DELIMITER = re.compile(r"(?:-- ?|—{1,2} ?|–– ?|__)$")
_RULE = re.compile(r"[ \t]{0,4}(?:[-_=—–─━＿*~]{4,200}|- - [- ]{2,80})[ \t]{0,4}$")
_FOOTER = re.compile(
    r"(?:[-—–_*]{2,40}\s{0,3})?[\[(<]{0,2}(?:"
    r"(?:sent|send) (?:from|via|using|with|by) (?:my )?(?:an? )?[^\n]{2,60}|get (?:outlook|bluemail|typeapp)[^\n]{2,60}|sent from (?:mail|outlook|yahoo)[^\n]{0,60}"
    r"|(?:发自|發自|寄自|来自|來自|從|从|由|傳送自|发送自|送自)\s?(?:我的|我)?[^\n,。,]{0,30}(?:手机|手機|iphone|ipad|android|安卓|企业微信|企業微信|邮箱大师|客户端|邮箱|outlook|foxmail|平板|app|yahoo|信箱|huawei|荣耀|小米|vivo|oppo|mate\s?\d|飞书|钉钉|阿里邮箱)[^\n]{0,30}"
    r"|获取\s{0,2}outlook[^\n]{0,40}|取得\s{0,2}outlook[^\n]{0,40}|下载\s{0,2}outlook[^\n]{0,40}|(?:从|從|由)我的[^\n]{1,30}(?:发送|發送|傳送|传送|寄出|发出)|签名由[^\n]{1,20}定制|该邮件从移动设备发送|本邮件从移动设备发送"
    r"|(?:diese nachricht wurde )?(?:von|vom) mein(?:em|er) [^\n]{2,40} gesendet|gesendet (?:von|mit) [^\n]{2,50}|envoyé (?:de|depuis) [^\n]{2,50}|enviado (?:desde|do|de|a partir do) [^\n]{2,50}"
    r"|inviato da(?:l mio)? [^\n]{2,40}|verzonden (?:vanaf|met|vanuit) [^\n]{2,40}|skickat från [^\n]{2,40}|sendt fra [^\n]{2,40}|lähetetty [^\n]{2,40}"
    r"|(?:отправлено (?:с|из)|надіслано з) [^\n]{2,40}|wysłane z [^\n]{2,40}|odesláno z [^\n]{2,40}|iphoneから送信|[^\n]{1,20}から送信|나의 [^\n]{1,20}에서 보냄|iphone에서 보냄|[^\n]{2,20}에서 보냄"
    r"|(?:this (?:e-?mail|message) (?:was|has been) )?sent from my [^\n]{2,60}|pardon (?:any|my) typos[^\n]{0,60}|sent on the go[^\n]{0,40}|envoyé à partir de [^\n]{2,40}"
    r"|virus-free\.?[^\n]{0,60}|scanned by [^\n]{2,40}|不含病毒[^\n]{0,60}"
    r")[\])>]{0,2}(?:\s{0,3}[-—–_*]{2,40})?[ \t.!。>]{0,6}$",
    re.IGNORECASE,
)
# What "sent from" is not about: a thing that was delivered ("Sent from our warehouse on Monday").
_NOT_FOOTER = re.compile(
    r"\b(?:warehouse|office|yesterday|today|tomorrow|monday|tuesday|wednesday|thursday|friday|by (?:mon|tue|wed|thu|fri)|team|courier|dhl)\b"
    r"|仓库|今天|昨天|明天|上周|下周|周[一二三四五六日]|快递|[?\uff1f]$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"(?:this|the (?:information|contents?)|any) (?:[^\n]{0,60} )?(?:e-?mail|message|communication|transmission)[^\n]{0,200}?(?:confidential|privileged|intended (?:solely |only |recipient)|proprietary)"
    r"|registergericht|amtsgericht [^\n]{0,40}\bhrb\b|ust-?id|geschäftsführ(?:er|ung)\s?:|company (?:number|registration)|\bvat (?:no|number|reg)|统一社会信用代码\s{0,2}[:\uff1a]|confidentiality (?:notice|note|statement)|^\s*(?:legal )?disclaimer\b|if you (?:are not|have received) [^\n]{0,60}(?:intended recipient|in error|by mistake)"
    r"|(?:please )?consider the environment before printing|before printing this|registered (?:office|in england)|the information (?:contained )?in this (?:e-?mail|message|communication)"
    r"|本(?:电子)?(?:邮件|郵件|信件|電子郵件|邮箱)[^\n]{0,40}(?:含有|包含|载有|僅供|仅供|所含|内容|為|可能)[^\n]{0,60}(?:保密|机密|機密|商业秘密|专有|特权|限于|指定收件人|收件人)"
    r"|(?:保密|免责|机密|免責|法律|隐私|邮件)(?:声明|聲明|提示|通知)\s{0,3}[:\uff1a]|(?:如|若|倘若|如果)[^\n]{0,12}(?:错收|误收|誤收|非[^\n]{0,10}收件人|不是[^\n]{0,10}收件人|错误收到|錯誤收到)"
    r"|禁止任何(?:其他)?人[^\n]{0,20}以任何形式使用|本(?:邮件|郵件)及其附件|請注意環境|打印(?:本|此)(?:邮件|文)?前|考虑环(?:境|保)|列印前請"
    r"|diese e-?mail enthält vertrauliche|der inhalt dieser e-?mail|ce message (?:électronique )?(?:et|est|peut)[^\n]{0,80}confidenti|este (?:mensaje|correo)[^\n]{0,100}confidencial"
    r"|(?:this e-?mail|this message) (?:and|including)[^\n]{0,40}attach|esta mensagem[^\n]{0,80}confidencia",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"\s*[\[【<*(]{0,3}\s*(?:caution|warning|attention|external(?: e-?mail| sender| message)?|外部邮件|外部郵件|警告|注意|提醒|安全提醒|\bext\b)[^\n]{0,200}"
    r"(?:external|outside|originated|organi[sz]ation|unknown sender|do not click|links?|外部|陌生|谨慎|謹慎|点击|來自|来自)[^\n]{0,300}$"
    r"|\s*\[?(?:EXTERNAL|EXTERNAL EMAIL|外部邮件|外部郵件|EXT)\]?[:\uff1a]?\s*$"
    r"|\s*you don't often get email from [^\n]{3,200}$|\s*您通常不会收到来自[^\n]{2,200}$|\s*some people who received this message don't often get email[^\n]{0,200}$",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"_{20,80}\s*$|-{2,3}\s*you received this message because|to unsubscribe from this|you are receiving this (?:e-?mail|message) because"
    r"|reply to this email directly(?: or|,)|— ?reply to this email directly",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"[ \t\u3000]{0,8}(?:(?:with |my |many |very )?(?:kind(?:est)?|best|warm(?:est)?|all the best|yours|sincerely|respectfully|cordially|regards|cheers|thanks|thank you|thx|many thanks|ta|rgds|br|kr|brgds|tks)"
    r"(?: (?:and )?(?:regards|wishes|truly|sincerely|faithfully|again|so much|in advance|and regards|a lot|& regards|from [\w ]{2,20}))?"
    r"|mit (?:freundlichen|besten|herzlichen|vielen) gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|liebe|freundliche|schöne|herzliche) gr(?:ü|ue)(?:ß|ss)e(?: aus [\w ]{2,20})?|lg|vg|mfg|gru(?:ß|ss)"
    r"|(?:bien )?cordialement|bien à vous|meilleures salutations|amicalement|saludos(?: cordiales)?|un saludo|atentamente|atenciosamente|abraços|cordiali saluti|met vriendelijke groet(?:en)?|groeten?|med vänlig hälsning|mvh|med venlig hilsen"
    r"|顺颂商祺|順頌商祺|此致|敬礼|敬禮|祝好|祝商祺|商祺|祝工作顺利|祝工作愉快|此致敬礼|敬上|謹上|谨上|敬祝|顺祝商祺|順祝商祺|顺颂|谢谢|謝謝|多谢|感谢|順頌時祺|顺颂时祺|即颂|祝您?(?:工作|生活)?(?:愉快|顺利|順利|顺心|一切顺利)|祝[^\n]{1,8}|best|敬具|よろしくお願いいたします|以上)"
    r"[ \t]{0,4}[,\uff0c!\uff01.。~\uff5e、)]{0,3}[ \t]{0,4}$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:^|[\s|/、,\uff0c;·•(])(?:t|tel|phone|ph|m|mob|mobile|cell|f|fax|d|direct|office|e|e-?mail|mail|web|w|www|skype|wechat|weixin|qq|add(?:ress)?|telefon|mobil|tél|telefono)\s{0,3}[.:\uff1a]\s{0,3}[+(\w\[<]"
    r"|(?:电话|電話|手机|手機|传真|傳真|邮箱|郵箱|信箱|地址|网址|網址|座机|分机|分機|微信|移动电话|直线|官网|联系电话|联系方式|邮编|行動電話|統編)\s{0,3}[:\uff1a+(\d(|]"
    r"|(?<![\w@])(?:https?://|www\.)[\w.-]{3,200}/?>?\s{0,3}$|^\s{0,4}<?(?:mailto:)?[\w.+%-]{1,64}@[\w.-]{2,253}>?(?:\s?<mailto:[^<>\s]{3,260}>)?\s{0,3}$"
    r"|(?:^|[\s:|(])\+\d{1,3}[\s().-]{0,3}\d[\d\s().-]{5,18}\d|(?:^|[\s:|(])\(?0\d{2,4}\)?[\s-]\d{3,4}[\s-]?\d{3,5}|(?:^|\s)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?:\s|$)",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?。!?;\uff1b:\uff1a]\s{0,3}$")


def is_sign_off(line: str) -> bool:
    """ "Kind regards,", "此致", or two languages of it in one line."""
    if len(line) > 90:
        return False
    if _SIGN_OFF.match(line):
        return True
    pieces = re.split(r"\s[/|]\s", line)
    return 1 < len(pieces) < 4 and all(_SIGN_OFF.match(piece) for piece in pieces)


def banner_lines(lines: list[str]) -> int:
    """How many lines at the top were put there by a gateway ("CAUTION: external")."""
    count = 0
    for number, line in enumerate(lines[:12], 1):
        if not line.strip() or (_RULE.match(line) and count):
            continue
        if len(line) < 700 and _BANNER.match(line):
            count = number
        else:
            break
    return count


def cut(lines: list[str], sender: str = "") -> int:
    """The index at which what the person says ends and the block under it begins; `len(lines)` where there is none.

    When in doubt the words stay: only marks that people do not write by hand, and blocks that name a way to
    reach somebody, end a letter. `sender` is the writer's own address.
    """
    end = _trim(lines, len(lines))
    for _ in range(8):
        before = end
        end = _cut_once(lines, end, sender)
        if end == before:
            break
    return end


def _cut_once(lines: list[str], end: int, sender: str) -> int:
    end = _trim(lines, end)
    if end == 0:
        return 0
    if sender and end > 1 and lines[end - 1].strip(" <>|").lower() == sender:  # Foxmail signs with the bare address
        return _trim(lines, end - 1)
    delimiter = _delimiter(lines, end)
    if delimiter is not None:
        return _trim(lines, delimiter)
    last = lines[end - 1]
    if _is_footer(last):
        return _trim(lines, end - 1)
    start = _paragraph(lines, end)
    said = " ".join(lines[start:end])[:3000]
    if _DISCLAIMER.search(said) and (start or len(said) > 300):
        return _trim(lines, start)
    if _LIST_FOOTER.match(lines[start].strip()) and start:
        return _trim(lines, start)
    return _contact_block(lines, start, end)


def _trim(lines: list[str], end: int) -> int:
    while end and (not lines[end - 1].strip() or (_RULE.match(lines[end - 1]) and end > 1)):
        end -= 1
    return end


def _paragraph(lines: list[str], end: int) -> int:
    start = end - 1
    while start and lines[start - 1].strip():
        start -= 1
    return start


def _is_footer(line: str) -> bool:
    text = line.strip()
    return len(text) < 120 and bool(_FOOTER.match(text)) and not _NOT_FOOTER.search(text)


def _delimiter(lines: list[str], end: int) -> int | None:
    """The first "-- " after which there is no more than a signature's worth of lines (RFC 3676 section 4.3)."""
    for at in range(max(0, end - MOST_LINES - 8), end):
        line = lines[at]
        if len(line) > 8 or not _DELIMITER.match(line.lstrip(" \u3000")):
            continue
        below = [text for text in lines[at + 1 : end] if text.strip()]
        if line == "-- " or (len(below) <= MOST_LINES and (len(below) < 2 or max(map(len, below)) < 400)):
            return at
    return None


def _contact_block(lines: list[str], start: int, end: int) -> int:
    """The last lines of the last paragraph, if they only say who and where, and the sign-off above them."""
    if end - start > 16 or (start and _introduces(lines, start)):
        return end
    top = start
    for place in range(start, end):
        if _says_something(lines[place].strip()):
            top = place + 1
    signed = next((n for n in range(top, end - 1) if is_sign_off(lines[n]) or _RULE.match(lines[n])), None)
    top = top if signed is None else signed
    block = [line.strip() for line in lines[top:end]]
    told = [line for line in block if _CONTACT.search(line)]
    if not told or (top == 0 and signed is None):
        return end
    named = any(2 <= len(line) <= 60 for line in block if line not in told)
    near = signed is not None or _near_sign_off(lines, top)
    if not near and (len(block) == 1 or (not named and len(told) < 2)):
        return end
    return _with_sign_off(lines, top)


def _introduces(lines: list[str], start: int) -> bool:
    """The line above ends in a colon: what follows is what the person wants to say."""
    above = _trim(lines, start)
    return above > 0 and lines[above - 1].rstrip().endswith((":", "\uff1a"))


def _says_something(line: str) -> bool:
    """A sentence, or the beginning of one: not a name, a title, a company or a way to reach somebody."""
    if is_sign_off(line) or _RULE.match(line):
        return False
    if (
        _ITEM.match(line)
        or _is_speech(line)
        or line.endswith(("。", "!", "?", "\uff01", "\uff1f", ":", "\uff1a", ";", "\uff1b"))
    ):
        return True
    if line.endswith(".") and len(line) > 25 and not _COMPANY.search(line):
        return True
    return len(line) > 90 and not _CONTACT.search(line)


_ITEM = re.compile(r"(?:[-•·*●■] |\d{1,2}[.、)\uff09])")
_COMPANY = re.compile(r"\b(?:ltd|inc|co|corp|gmbh|llc|plc|s\.a|e\.v|b\.v)\.$", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:i|we|you|please|can|could|will|would|is|are|should|need|let|here'?s|attached|by (?:mon|tue|wed|thu|fri)\w*)\b"
    r"|请|請|麻烦|我们|我們|您|你|已经|需要|安排|确认|確認|发给|提供|见附件|可以|如下|下载|查看|待办|负责|截止",
    re.IGNORECASE,
)


def _is_speech(line: str) -> bool:
    return bool(_SPEECH.search(line)) and not is_sign_off(line) and not line.startswith(("地址", "Add"))


def _near_sign_off(lines: list[str], start: int) -> bool:
    above = [line for line in lines[max(0, start - 6) : start] if line.strip()]
    return any(is_sign_off(line) for line in above[-3:])


def _with_sign_off(lines: list[str], start: int) -> int:
    """Take a sign-off and a name right above the block with it."""
    end = _trim(lines, start)
    if end == 0:
        return start
    above = _paragraph(lines, end)
    part = lines[above:end]
    if len(part) <= 3 and is_sign_off(part[0]) and all(len(line.strip()) <= 40 for line in part):
        signed_again = len(part) > 1 and any(part[-1].strip() in line for line in lines[start : start + 12])
        return end if signed_again else _trim(lines, above)
    if len(part) == 1 and len(part[0].strip()) <= 30 and not _ENDS_SENTENCE.search(part[0]):
        higher_end = _trim(lines, above)
        if higher_end and is_sign_off(lines[higher_end - 1]):
            return _trim(lines, higher_end - 1)
    if is_sign_off(part[-1]) and len(part[-1].strip()) <= 30 and start == end:
        return _trim(lines, end - 1)
    return end
