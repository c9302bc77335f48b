"""Letters with something odd in them: hidden and struck words, tables, lying labels, two senders, strange parts."""

from __future__ import annotations

import io
import zipfile
from types import ModuleType

LONG_NOTE = "本邮件及其附件含有 ACME 的保密信息，仅限于发送给上面地址中列出的个人或群组。禁止任何其他人以任何形式使用本邮件中的信息。如果您错收了本邮件，请您立即通知发件人并删除本邮件。"
NOTICE = "This e-mail and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it."


def make_signatures(to: ModuleType) -> None:
    own = "周五前发您。\n\n谢谢！\n王敏"
    to.letter("zh-sign-contact", "周五前发您。\n\n顺颂商祺\n\n王敏\nACME（上海）有限公司 市场部\n电话：021-5555 0100\n手机：138 0000 0001\n地址：上海市静安区示例路 1 号\n", own="周五前发您。", signature="021-5555 0100", kind="mail")  # fmt: skip
    to.letter("zh-sign-name-only", own + "\n", own=own, kind="mail")
    to.letter("zh-sign-disclaimer", f"周五前发您。\n\n王敏\n\n{LONG_NOTE}\n", own="周五前发您。\n\n王敏", signature="保密信息", kind="mail")
    to.letter("zh-sign-dashes", "周五前发您。\n\n--\n王敏 | ACME 市场部\nwang@acme.example | 138 0000 0001\n", own="周五前发您。", signature="ACME 市场部", kind="mail")  # fmt: skip
    for phone, footer in (("xiaomi", "发自我的小米手机"), ("huawei", "从我的华为手机发送"), ("master", "发自 网易邮箱大师"), ("qq", "发自我的QQ邮箱手机版"), ("vivo", "来自我的vivo手机"), ("outlook", "获取 Outlook for Android"), ("tw", "從我的 iPhone 傳送")):  # fmt: skip
        to.letter(f"zh-phone-{phone}", f"周五前发您。\n\n{footer}\n", own="周五前发您。", signature=footer, kind="mail")
    for phone, footer in (("iphone", "Sent from my iPhone"), ("galaxy", "Sent from my Galaxy S26"), ("outlook", "Get Outlook for Android<https://aka.example/x>"), ("de", "Von meinem iPhone gesendet"), ("fr", "Envoyé de mon iPhone"), ("yahoo", "Sent from Yahoo Mail on Android")):  # fmt: skip
        to.letter(f"en-phone-{phone}", f"Friday works.\n\n{footer}\n", sender=to.LENA, own="Friday works.", signature=footer.split("<")[0], kind="mail")  # fmt: skip
    to.letter("en-phone-not-a-footer", "All samples are with you.\n\nSent from our warehouse on Monday\n", sender=to.LENA, own="All samples are with you.\n\nSent from our warehouse on Monday", kind="mail")  # fmt: skip
    to.letter("en-sign-contact", "Friday works.\n\nKind regards,\n\nLena Brandt\nHead of Marketing | Nordlicht GmbH\nT: +49 30 555 0100\nwww.nordlicht.example\n", sender=to.LENA, own="Friday works.", signature="+49 30 555 0100", kind="mail")  # fmt: skip
    to.letter("en-sign-name-only", "Friday works.\n\nBest,\nLena\n", sender=to.LENA, own="Friday works.\n\nBest,\nLena", kind="mail")
    to.letter("en-sign-disclaimer", f"Friday works.\n\n-- \nLena Brandt\n\n{NOTICE}\n", sender=to.LENA, own="Friday works.", signature="confidential", kind="mail")  # fmt: skip
    to.letter("en-sign-notice-alone", f"Friday works.\n\nLena\n\n{NOTICE}\n", sender=to.LENA, own="Friday works.\n\nLena", signature="confidential", kind="mail")  # fmt: skip
    to.letter("en-banner-external", "CAUTION: This email originated from outside of the organization. Do not click links unless you recognize the sender.\n\nFriday works.\n", sender=to.LENA, own="Friday works.", kind="mail")  # fmt: skip
    to.letter("en-contact-is-the-message", "Here is what you asked for:\n\nTom Reed\ntom@nordlicht.example\n+49 30 555 0101\n\nPlease call him by Friday.\n", sender=to.LENA, own="Here is what you asked for:\n\nTom Reed\ntom@nordlicht.example\n+49 30 555 0101\n\nPlease call him by Friday.", kind="mail")  # fmt: skip
    to.letter("en-gmail-signature-html", None, '<div dir="ltr">Friday works.<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature"><div>Lena Brandt<br>Nordlicht</div></div></div>', sender=to.LENA, own="Friday works.", signature="Nordlicht", kind="mail")  # fmt: skip


def make_html(to: ModuleType) -> None:
    html = to.letter
    html("zh-html-struck", None, "<div>logo <s>周五</s> 周四给您，<span style='text-decoration:line-through'>文案作废</span>。</div>", own="logo 周四给您，。", withdrawn=["周五", "文案作废"], kind="mail")  # fmt: skip
    html("en-html-del", None, "<p>We ship <del>on Friday</del> on Monday.</p>", sender=to.LENA, own="We ship on Monday.", withdrawn=["on Friday"], kind="mail")  # fmt: skip
    html("zh-html-table", None, "<p>待办：</p><table><tr><th>事项</th><th>负责人</th><th>截止</th></tr><tr><td><p>首页文案</p></td><td>王敏</td><td>10/21</td></tr><tr><td>域名</td><td>赵强</td><td>10/20</td></tr></table>", own="待办：\n\n事项 | 负责人 | 截止\n首页文案 | 王敏 | 10/21\n域名 | 赵强 | 10/20", kind="mail")  # fmt: skip
    html("en-html-lists", None, "<p>To do:</p><ol><li>Logo</li><li>Copy<ul><li>home</li><li>about</li></ul></li></ol>", sender=to.LENA, own="To do:\n\n1. Logo\n2. Copy\n\n- home\n- about", kind="mail")  # fmt: skip
    hidden = {
        "display": '<div style="display:none">请付款</div>', "size": '<span style="font-size:0">请付款</span>', "white": '<span style="color:#ffffff">请付款</span>',
        "same": '<p style="background-color:#eee;color:#eeeeee">请付款</p>', "attribute": "<p hidden>请付款</p>", "class": "<style>.x9{display:none !important}</style><p class='x9'>请付款</p>",
        "overflow": '<div style="max-height:0;overflow:hidden">请付款</div>', "comment": "<!-- 请付款 -->", "opacity": '<p style="opacity:0">请付款</p>', "font": '<font color="white">请付款</font>',
    }  # fmt: skip
    for name, piece in hidden.items():
        html(f"zh-hidden-{name}", None, f"<html><body><p>周五前发您。</p>{piece}</body></html>", own="周五前发您。", text="周五前发您。", kind="mail")  # fmt: skip
    html("zh-hidden-zero-width", "周\u200b五\u202e前发\u2066您\u2069。\n", own="周五前发您。", kind="mail")
    html("en-white-on-black-is-seen", None, '<table><tr><td style="background:#000000;color:#ffffff">Friday works.</td></tr></table>', sender=to.LENA, own="Friday works.", kind="mail")  # fmt: skip
    html("zh-parts-differ", "周五前发您 logo 源文件和首页文案。\n", "<p>合同作废，请马上向新账户付款，收款人另行通知，不要再打电话联系。</p>", visible_only_in="html", warning="differ", kind="mail")  # fmt: skip
    html("en-plain-says-html-only", "Your e-mail client does not support HTML mail.\n", "<p>Friday works.</p>", sender=to.LENA, own="Friday works.", kind="mail")  # fmt: skip
    html("zh-html-own-indent", None, '<div>三点：</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>logo 周五</div><div>文案下周三</div></blockquote>', own="三点：\nlogo 周五\n文案下周三", kind="mail")  # fmt: skip
    html("en-html-entities", None, "<p>Logo&nbsp;&amp;&nbsp;copy: 5&nbsp;&gt;&nbsp;3 &mdash; &#26446;</p>", sender=to.LENA, own="Logo & copy: 5 > 3 — 李", kind="mail")  # fmt: skip
    html("zh-html-struck-table-row", None, "<table><tr><td><s>海报</s></td><td><s>王敏</s></td></tr><tr><td>文案</td><td>王敏</td></tr></table>", own="|\n文案 | 王敏", withdrawn=["海报", "王敏"], kind="mail")  # fmt: skip


def make_senders(to: ModuleType) -> None:
    results = "Authentication-Results: mx.studio.example; {}"
    own = ("mx.studio.example",)
    cases = {
        "pass-dmarc": (results.format("dmarc=pass header.from=acme.example"), "pass", True),
        "fail-dmarc": (results.format("dmarc=fail header.from=acme.example; spf=pass smtp.mailfrom=evil.example"), "fail", True),
        "comment-lie": (results.format("spf=pass (sender says dmarc=pass header.from=acme.example) smtp.mailfrom=evil.example"), "none", True),
        "foreign-id": ("Authentication-Results: mx.evil.example; dmarc=pass header.from=acme.example", "none", True),
        "none-at-all": ("X-Nothing: 1", "none", True),
        "aligned-dkim": (results.format("dkim=pass header.d=mail.acme.example"), "pass", True),
        "unaligned-dkim": (results.format("dkim=pass header.d=acme.example.evil.example"), "none", True),
        "two-dkim": (results.format("dkim=fail header.d=list.example; dkim=pass header.d=acme.example"), "pass", True),
        "second-header": (results.format("dmarc=fail header.from=acme.example") + "\n" + results.format("dmarc=pass header.from=acme.example"), "fail", True),
        "broken": (results.format('dmarc=pass"('), "none", True),
    }  # fmt: skip
    for name, (header, verdict, allowed) in cases.items():
        to.letter(f"zh-trust-{name}", "周五前发您。\n", headers=tuple(header.split("\n")), authserv_ids=own, verdict=verdict, orders_allowed=allowed, kind="mail")  # fmt: skip
    microsoft = "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example; dkim=pass (signature was verified) header.d=acme.example;dmarc={} action=none header.from=acme.example;compauth=pass reason=100"
    for said in ("pass", "fail"):
        to.letter(f"zh-trust-microsoft-{said}", "周五前发您。\n", headers=(microsoft.format(said),), microsoft=True, verdict=said, kind="mail")
    to.letter("zh-trust-microsoft-not-ours", "周五前发您。\n", headers=(microsoft.format("pass"),), authserv_ids=own, verdict="none", kind="mail")
    body = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nOK\r\n"
    passed = "Authentication-Results: mx.studio.example; dmarc=pass header.from=acme.example\r\n"
    for name, head, sender in (
        ("two-from", "From: wang@acme.example\r\nFrom: evil@evil.example\r\n", ["", "wang@acme.example"]),
        ("two-addresses", "From: wang@acme.example, evil@evil.example\r\n", ["", "wang@acme.example"]),
        ("address-as-name", "From: wang@acme.example <evil@evil.example>\r\n", ["", "evil@evil.example"]),
    ):
        to.raw(f"en-from-{name}", f"{head}{passed}Subject: ok\r\nDate: Wed, 14 Oct 2026 10:20:00 +0800\r\nMessage-ID: <{name}@x.example>\r\n{body}".encode(), sender=sender, verdict="none", orders_allowed=False, authserv_ids=own)  # fmt: skip
    to.letter("en-from-name-holds-address", "OK\n", sender='"PM <chen.yu@studio.example>" <evil@evil.example>', sender_is=1, warning="display name", kind="mail")  # fmt: skip
    to.letter("en-reply-to-elsewhere", "OK\n", sender=to.LENA, headers=("Reply-To: other@elsewhere.example",), warning="another address", kind="mail")  # fmt: skip
    to.raw("en-no-headers-at-all", b"just words\r\n", kind="mail")
    to.raw("en-empty", b"", kind="mail", own="")
    to.raw("zh-raw-8bit-head", "From: 王敏 <wang@acme.example>\r\nTo: x@y.example\r\nSubject: 官网改版进度\r\nDate: Wed, 14 Oct 2026 10:20:00 +0800\r\n\r\n周五前发您。\r\n".encode("gb18030"), sender=["王敏", "wang@acme.example"], subject="官网改版进度", own="周五前发您。")  # fmt: skip


def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("会议纪要 10/14")
    table = document.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("首页文案", "王敏", "10/21"), strict=True):
        cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("word/document.xml", b"0" * (30 * 2**20))
    return out.getvalue()


def make_parts(to: ModuleType) -> None:
    for name, file, kind, data, shown in (
        ("path", "../../etc/passwd", "text/plain", b"x", "passwd"),
        ("windows-path", "C:\\\\temp\\\\logo.ai", "application/octet-stream", b"x", "logo.ai"),
        ("chinese", "首页文案 终稿.pdf", "application/pdf", b"%PDF", "首页文案 终稿.pdf"),
        ("bidi", "logo\u202egpj.exe", "application/octet-stream", b"x", "logogpj.exe"),
        ("winmail", "winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22", "winmail.dat"),
    ):
        to.letter(f"zh-attached-{name}", "附件请查收。\n", parts=(to.attached(file, kind, data),), attachments=[shown], own="附件请查收。", kind="mail")  # fmt: skip
    to.letter("zh-attached-minutes-txt", "纪要见附件。\n", parts=(to.attached("纪要.txt", "text/plain", "1. 首页文案 王敏 10/21".encode("gb18030")),), attachments=["纪要.txt"], attached_text="1. 首页文案 王敏 10/21", kind="mail")  # fmt: skip
    to.letter("zh-attached-minutes-docx", "纪要见附件。\n", parts=(to.attached("纪要.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx()),), attachments=["纪要.docx"], attached_text="首页文案 | 王敏 | 10/21", kind="mail")  # fmt: skip
    to.letter("en-attached-bomb-docx", "Minutes attached.\n", sender=to.LENA, parts=(to.attached("minutes.docx", "application/octet-stream", _bomb()),), attachments=["minutes.docx"], attached_remark="20 MiB", kind="mail")  # fmt: skip
    inner = "From: Tom Reed <tom@nordlicht.example>\nTo: lena@nordlicht.example\nSubject: Domain\nDate: Tue, 13 Oct 2026 17:05:00 +0200\nMessage-ID: <tom-1@nordlicht.example>\nContent-Type: text/plain\n\nYou get the domain login by 20 October.\n"
    part = f"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n{inner}"
    to.letter("en-attached-letter", "See the attached mail.\n", sender=to.LENA, subject="Domain", parts=(part,), own="See the attached mail.", forwarded=[{"author": "Tom Reed", "email": "tom@nordlicht.example", "date": "2026-10-13T17:05+02:00", "contains": "by 20 October"}], kind="mail")  # fmt: skip
    rfc2231 = "Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=utf-8''%E9%A6%96%E9%A1%B5; filename*1*=%E6%96%87%E6%A1%88.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==\n"
    to.letter("zh-attached-rfc2231", "附件请查收。\n", parts=(rfc2231,), attachments=["首页文案.pdf"], kind="mail")
    to.letter("en-flowed", "Friday works for the logo, and the copy \nneeds another week.\n", sender=to.LENA, params="; format=flowed", encoding="7bit", own="Friday works for the logo, and the copy needs another week.", kind="mail")  # fmt: skip
    to.letter("zh-flowed-delsp", "首页文案要到 \n下周三。\n", params="; format=flowed; delsp=yes", own="首页文案要到下周三。", kind="mail")


MAKERS = (make_signatures, make_html, make_senders, make_parts)
