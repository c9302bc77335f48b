"""Letters that people wrote with the mail programs of the world: answers above, between and below, and forwarded mail."""

from __future__ import annotations

from html import escape
from types import ModuleType

ASKED_ZH = "王敏，您好：\n\n请在本周五前把 logo 源文件发给我们，首页文案也请一并确认。\n域名账号下周二前给到即可。\n\n陈宇"
ASKED_EN = "Hi Lena,\n\ncould you send us the logo files by Friday, and confirm the homepage copy?\nThe domain login can wait until Tuesday.\n\nChen Yu"

# What the people write: each entry is whole, with its own oddities (numbers, colons, arrows, dates, quotes).
ZH = {
    "short": "好的，周五前发您。",
    "three": "陈宇，你好！\n\nlogo 源文件附上。\n文案要到下周三，法务还在看。\n域名账号请直接问赵强。",
    "list": "您好，\n\n逐条回复：\n1、logo：已完成，见附件；\n2、文案：10月21日前；\n3、域名：转赵强处理。\n\n谢谢！\n王敏",
    "colon": "陈宇好，\n几点说明:\n时间：10月21日 15:00\n地点：我们公司三楼\n主题：设计定稿\n有问题再联系。",
    "arrow": "流程改成：初稿 -> 法务 > 定稿，其余不变。\n周四（10/22）前我会把法务意见发出来。",
    "mixed": "Chen Yu 你好，\n\nLogo 我们 Friday EOD 之前给到，copy 还需要 2 天。\nOK 的话请回复确认。",
    "trad": "陳先生您好：\n\nlogo 檔案已於昨日寄出，文案預計下週三提供。\n網域帳號請洽趙強。",
    "dash": "可以。\n- 周五：logo\n- 下周三：文案\n-- 王敏这边没有别的问题了，就按这个来",
}
EN = {
    "short": "Will do, you'll have them by Friday.",
    "three": "Hi Chen Yu,\n\nthe logo files are attached.\nThe copy will take until next Wednesday, legal is still on it.\nPlease ask Tom about the domain.",
    "list": "Hello,\n\none by one:\n1. Logo: done, attached\n2. Copy: 21 October\n3. Domain: moved to Tom\n\nThanks,\nLena",
    "colon": "Chen Yu,\nas discussed:\nDate: 21 October, 3 pm\nTo: be confirmed by Tom\nSubject to change, of course.\n",
    "wrote": "On Monday I wrote that the copy was late. It still is.\nWe expect it on 21 October at 10:00:\nTom wrote most of it already.",
    "long": "Thanks for the nudge. The logo files are ready and will go out today; I only have to find out which of the three versions marketing has signed off, which should not take longer than an hour or two.\n\nThe copy is another story: I'd rather be honest and say next Wednesday.",
    "from": "From our side nothing stands in the way of 29 October.\nFrom what I hear, the domain transfer takes two days.\nSent the form to Tom just now.",
    "greeting": "Good morning Chen Yu, Friday works. Best, Lena",
}


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def divs(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def breaks(text: str) -> str:
    return "<br>\n".join(escape(line) for line in text.split("\n"))


# Plain forms: (own words, quoted words) -> the plain part that the program sends.
PLAIN_ZH = {
    "gmail": lambda own, old: f"{own}\n\n陈宇 <chen.yu@studio.example> 于2026年10月13日周二 17:05写道：\n\n{quoted(old)}\n",
    "outlook": lambda own, old: f"{own}\n\n发件人: 陈宇 <chen.yu@studio.example> \n发送时间: 2026年10月13日 17:05\n收件人: 王敏 <wang@acme.example>\n抄送: assistant@studio.example\n主题: 官网改版\n\n{old}\n",
    "outlook-rule": lambda own, old: f"{own}\n\n________________________________\n发件人: 陈宇 <chen.yu@studio.example>\n发送时间: 2026年10月13日 17:05\n收件人: 王敏 <wang@acme.example>\n主题: 官网改版\n\n{old}\n",
    "outlook-original": lambda own, old: f"{own}\n\n-----邮件原件-----\n发件人: 陈宇 [mailto:chen.yu@studio.example] \n发送时间: 2026年10月13日 17:05\n收件人: 王敏\n主题: 官网改版\n\n{old}\n",
    "outlook-tw": lambda own, old: f"{own}\n\n寄件者: 陈宇 <chen.yu@studio.example> \n寄件日期: 2026年10月13日 下午 05:05\n收件者: 王敏 <wang@acme.example>\n主旨: 官网改版\n\n{old}\n",
    "foxmail": lambda own, old: f"{own}\n\n\n\nwang@acme.example\n \n发件人： 陈宇\n发送时间： 2026-10-13 17:05\n收件人： 王敏\n抄送： assistant\n主题： 官网改版\n{old}\n",
    "qq": lambda own, old: f'{own}\n\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: "陈宇" <chen.yu@studio.example>;\n发送时间: 2026年10月13日(星期二) 下午5:05\n收件人: "王敏"<wang@acme.example>;\n主题: 官网改版\n\n\n\n{old}\n'.replace("&nbsp;", "\u00a0"),
    "qq-plain": lambda own, old: f'{own}\n\n------------------ 原始邮件 ------------------\n发件人: "陈宇"; \n发送时间: 2026年10月13日(星期二) 17:05\n收件人: "王敏"; \n主题: 官网改版\n\n{old}\n',
    "exmail": lambda own, old: f'{own}\n \n------------------ Original ------------------\nFrom:  "陈宇"<chen.yu@studio.example>;\nDate:  Tue, Oct 13, 2026 05:05 PM\nTo:  "王敏"<wang@acme.example>; \nCc:  "assistant"<assistant@studio.example>; \nSubject:  官网改版\n \n{old}\n',
    "163": lambda own, old: f'{own}\n\n\n\n\n\n\n\n\n在 2026-10-13 17:05:12，"陈宇" <chen.yu@studio.example> 写道：\n\n{old}\n',
    "163-at": lambda own, old: f'{own}\n\n\n\nAt 2026-10-13 17:05:12, "陈宇" <chen.yu@studio.example> wrote:\n{quoted(old)}\n',
    "163-master": lambda own, old: f"{own}\n\n\n| |\n王敏\n|\n|\nwang@acme.example\n|\n---- 回复的原邮件 ----\n| 发件人 | 陈宇<chen.yu@studio.example> |\n| 日期 | 2026年10月13日 17:05 |\n| 收件人 | 王敏<wang@acme.example> |\n| 主题 | 官网改版 |\n{old}\n",
    "aliyun": lambda own, old: f"{own}\n------------------------------------------------------------------\n发件人：陈宇 <chen.yu@studio.example>\n发送时间：2026年10月13日(星期二) 17:05\n收件人：王敏 <wang@acme.example>\n主　题：官网改版\n\n{old}\n",
    "coremail": lambda own, old: f"{own}\n\n-----原始邮件-----\n发件人:陈宇 <chen.yu@studio.example>\n发送时间:2026-10-13 17:05:12 (星期二)\n收件人: 王敏 <wang@acme.example>\n抄送: \n主题: 官网改版\n\n{old}\n",
    "sina": lambda own, old: f"{own}\n----- 原始邮件 -----\n发件人：陈宇 <chen.yu@studio.example>\n收件人：王敏 <wang@acme.example>\n主题：官网改版\n日期：2026年10月13日 17点05分\n\n{old}\n",
    "feishu": lambda own, old: f"{own}\n发件人: 陈宇<chen.yu@studio.example>\n日期: 2026年10月13日 (周二) 17:05\n主题: 官网改版\n收件人: 王敏<wang@acme.example>\n\n{old}\n",
    "apple": lambda own, old: f"{own}\n\n> 在 2026年10月13日，17:05，陈宇 <chen.yu@studio.example> 写道：\n> \n{quoted(old)}\n",
    "iphone": lambda own, old: f"{own}\n\n发自我的iPhone\n\n> 在 2026年10月13日，17:05，陈宇 <chen.yu@studio.example> 写道：\n> \n> \ufeff{old.splitlines()[0]}\n{quoted(chr(10).join(old.splitlines()[1:]))}\n",
    "thunderbird": lambda own, old: f"{own}\n\n在 2026/10/13 17:05, 陈宇 写道:\n{quoted(old)}\n",
    "qq-2024": lambda own, old: f'{own}\n\n         原始邮件\n         \n       \n发件人：陈宇 <chen.yu@studio.example>\n发件时间：2026年10月13日 17:05\n\n{old}\n',
    "wecom": lambda own, old: f"{own}\n\n发自我的企业微信\n\n\n----------该邮件从移动设备发送\n\n\n--------------原始邮件--------------\n发件人：\"陈宇 \"<chen.yu@studio.example>;\n发送时间：2026年10月13日(星期二) 下午5:05\n收件人：\"王敏\" <wang@acme.example>;\n主题：官网改版\n-----------------------------------\n\n{old}\n",
}  # fmt: skip

PLAIN_EN = {
    "gmail": lambda own, old: f"{own}\n\nOn Tue, Oct 13, 2026 at 5:05 PM Chen Yu <chen.yu@studio.example> wrote:\n\n{quoted(old)}\n",
    "gmail-wrapped": lambda own, old: f"{own}\n\nOn Tue, Oct 13, 2026 at 5:05 PM Chen Yu of the studio for interaction\n<chen.yu@studio.example> wrote:\n\n{quoted(old)}\n",
    "outlook": lambda own, old: f"{own}\n\nFrom: Chen Yu <chen.yu@studio.example>\nSent: Tuesday, October 13, 2026 5:05 PM\nTo: Lena Brandt <lena@nordlicht.example>\nCc: assistant@studio.example\nSubject: Website relaunch\n\n{old}\n",
    "outlook-bold": lambda own, old: f"{own}\n\n*From:* Chen Yu <chen.yu@studio.example>\n*Sent:* Tuesday, October 13, 2026 5:05 PM\n*To:* Lena Brandt <lena@nordlicht.example>\n*Subject:* Website relaunch\n\n{old}\n",
    "outlook-original": lambda own, old: f"{own}\n\n-----Original Message-----\nFrom: Chen Yu [mailto:chen.yu@studio.example] \nSent: Tuesday, October 13, 2026 5:05 PM\nTo: Lena Brandt\nSubject: Website relaunch\n\n{old}\n",
    "outlook-web": lambda own, old: f"{own}\n________________________________\nFrom: Chen Yu <chen.yu@studio.example>\nSent: Tuesday, October 13, 2026 5:05 PM\nTo: Lena Brandt <lena@nordlicht.example>\nSubject: Website relaunch\n\n{old}\n",
    "apple": lambda own, old: f"{own}\n\n> On 13 Oct 2026, at 17:05, Chen Yu <chen.yu@studio.example> wrote:\n> \n{quoted(old)}\n",
    "iphone": lambda own, old: f"{own}\n\nSent from my iPhone\n\n> On Oct 13, 2026, at 5:05 PM, Chen Yu <chen.yu@studio.example> wrote:\n> \n{quoted(old)}\n",
    "thunderbird": lambda own, old: f"{own}\n\nOn 13/10/2026 17:05, Chen Yu wrote:\n{quoted(old)}\n",
    "yahoo": lambda own, old: f"{own}\n\n    On Tuesday, October 13, 2026 at 05:05:12 PM GMT+8, Chen Yu <chen.yu@studio.example> wrote:  \n \n {old}\n  ",
    "lotus": lambda own, old: f"{own}\n\n\n\nFrom:\tChen Yu/Studio\nTo:\tLena Brandt/Nordlicht@Nordlicht\nCc:\tassistant@studio.example\nDate:\t13.10.2026 17:05\nSubject:\tWebsite relaunch\n\n\n\n{old}\n",
    "blackberry": lambda own, old: f"{own}\n\nSent from my BlackBerry 10 smartphone.\n\nFrom: Chen Yu\nSent: Tuesday, October 13, 2026 5:05 PM\nTo: Lena Brandt\nSubject: Website relaunch\n\n{old}\n",
    "outlook-ios": lambda own, old: f"{own}\n\nGet Outlook for iOS<https://aka.example/o0ukef>\n________________________________\nFrom: Chen Yu <chen.yu@studio.example>\nSent: Tuesday, October 13, 2026 5:05:12 PM\nTo: Lena Brandt <lena@nordlicht.example>\nSubject: Website relaunch\n\n{old}\n",
    "proton": lambda own, old: f"{own}\n\nSent with Proton Mail secure email.\n\nOn Tuesday, October 13th, 2026 at 17:05, Chen Yu <chen.yu@studio.example> wrote:\n\n{quoted(old)}\n",
}  # fmt: skip

OTHER_LANGUAGES = {
    "de-outlook": ("Danke, kommt am Freitag.", "Von: Chen Yu <chen.yu@studio.example>\nGesendet: Dienstag, 13. Oktober 2026 17:05\nAn: Lena Brandt <lena@nordlicht.example>\nBetreff: Website\n\n{old}"),
    "de-gmail": ("Passt, Freitag klappt.", "Am Di., 13. Okt. 2026 um 17:05 Uhr schrieb Chen Yu <\nchen.yu@studio.example>:\n\n{quoted}"),
    "fr-outlook": ("D'accord pour vendredi.", "De : Chen Yu <chen.yu@studio.example>\nEnvoyé : mardi 13 octobre 2026 17:05\nÀ : Lena Brandt <lena@nordlicht.example>\nObjet : Site web\n\n{old}"),
    "fr-gmail": ("Ce sera prêt vendredi.", "Le mar. 13 oct. 2026 à 17:05, Chen Yu <chen.yu@studio.example> a écrit :\n\n{quoted}"),
    "es-gmail": ("Perfecto, el viernes lo envío.", "El mar, 13 oct 2026 a las 17:05, Chen Yu (<chen.yu@studio.example>) escribió:\n\n{quoted}"),
    "pt-gmail": ("Combinado, envio na sexta.", "Em ter., 13 de out. de 2026 às 17:05, Chen Yu <chen.yu@studio.example>\nescreveu:\n\n{quoted}"),
    "it-outlook": ("Va bene, venerdì.", "Da: Chen Yu <chen.yu@studio.example>\nInviato: martedì 13 ottobre 2026 17:05\nA: Lena Brandt <lena@nordlicht.example>\nOggetto: Sito web\n\n{old}"),
    "nl-gmail": ("Prima, vrijdag lukt.", "Op di 13 okt 2026 om 17:05 schreef Chen Yu <chen.yu@studio.example>:\n\n{quoted}"),
    "sv-gmail": ("Det går bra på fredag.", "Den tis 13 okt. 2026 kl 17:05 skrev Chen Yu <chen.yu@studio.example>:\n\n{quoted}"),
    "pl-gmail": ("Dobrze, w piątek.", "wt., 13 paź 2026 o 17:05 Chen Yu <chen.yu@studio.example> napisał(a):\n\n{quoted}"),
    "ru-gmail": ("Хорошо, в пятницу пришлю.", "вт, 13 окт. 2026 г. в 17:05, Chen Yu <chen.yu@studio.example>:\n\n{quoted}"),
    "ja-gmail": ("金曜日までにお送りします。", "2026年10月13日(火) 17:05 Chen Yu <chen.yu@studio.example>:\n\n{quoted}"),
    "ja-outlook": ("承知しました。金曜日に送ります。", "差出人: Chen Yu <chen.yu@studio.example>\n送信日時: 2026年10月13日 17:05\n宛先: Lena Brandt <lena@nordlicht.example>\n件名: サイト\n\n{old}"),
    "ko-gmail": ("금요일까지 보내 드리겠습니다.", "2026년 10월 13일 (화) 오후 5:05, Chen Yu <chen.yu@studio.example>님이 작성:\n\n{quoted}"),
    "tr-gmail": ("Tamam, cuma günü.", "Chen Yu <chen.yu@studio.example>, 13 Eki 2026 Sal, 17:05 tarihinde şunu yazdı:\n\n{quoted}"),
}  # fmt: skip


def _html_gmail(own: str, old: str, line: str) -> str:
    return f'<div dir="ltr">{divs(own)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{escape(line)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">{divs(old)}</blockquote></div>'


def _html_outlook(own: str, old: str, rows: tuple[tuple[str, str], ...]) -> str:
    head = "<br>".join(f"<b><span>{escape(k)}</span></b><span> {escape(v)}</span>" for k, v in rows)
    paragraphs = "".join(f"<p class=MsoNormal><span>{escape(line) or '&nbsp;'}<o:p></o:p></span></p>" for line in own.split("\n"))
    older = "".join(f"<p class=MsoNormal>{escape(line) or '&nbsp;'}</p>" for line in old.split("\n"))
    return f"<html><head><style><!-- p.MsoNormal {{margin:0cm;font-size:10.5pt}} --></style></head><body><div class=WordSection1>{paragraphs}<p class=MsoNormal>&nbsp;</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>{head}</p></div><p class=MsoNormal>&nbsp;</p>{older}</div></body></html>"


ROWS_ZH = (("发件人:", "陈宇 <chen.yu@studio.example>"), ("发送时间:", "2026年10月13日 17:05"), ("收件人:", "王敏 <wang@acme.example>"), ("主题:", "官网改版"))
ROWS_EN = (("From:", "Chen Yu <chen.yu@studio.example>"), ("Sent:", "Tuesday, October 13, 2026 5:05 PM"), ("To:", "Lena Brandt <lena@nordlicht.example>"), ("Subject:", "Website relaunch"))

HTML_ZH = {
    "gmail": lambda own, old: _html_gmail(own, old, "陈宇 <chen.yu@studio.example> 于2026年10月13日周二 17:05写道："),
    "outlook": lambda own, old: _html_outlook(own, old, ROWS_ZH),
    "outlook-web": lambda own, old: f'<div style="font-size:12pt">{divs(own)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>发件人:</b> 陈宇 &lt;chen.yu@studio.example&gt;<br><b>发送时间:</b> 2026年10月13日 17:05<br><b>收件人:</b> 王敏<br><b>主题:</b> 官网改版</div><div>{divs(old)}</div>',
    "qq": lambda own, old: f'<div>{divs(own)}</div><div><br></div><div><!--emptysign--></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b> "陈宇" &lt;chen.yu@studio.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年10月13日(星期二) 下午5:05</div><div><b>收件人:</b>&nbsp;"王敏"&lt;wang@acme.example&gt;;</div><div><b>主题:</b>&nbsp;官网改版</div></div><div><br></div>{divs(old)}',
    "qq-2024": lambda own, old: f'<div style="line-height:1.43">{divs(own)}</div><div><br></div><article style="line-height:1.43"><div style="display:flex;align-items:center;padding-top:8px" contenteditable="false"><div style="color:#959DA6;font-size:12px;line-height:30px">原始邮件</div><hr style="border:none;flex-grow:1;border-top:1px solid rgba(21,46,74,0.07);margin-left:8px"></div><table data-uneditable="true" style="line-height:20px;width:100%"><tbody><tr><td style="padding:8px"><div style="line-height:20px;font-size:12px"><span style="color:rgb(92,97,102)">发件人：</span><span>"陈宇" &lt;chen.yu@studio.example&gt;</span></div><div><span>发送时间：</span><span>2026年10月13日 17:05</span></div><div><span>收件人：</span><span>王敏&lt;wang@acme.example&gt;</span></div><div><span>主题：</span><span>官网改版</span></div></td></tr></tbody></table><div><br></div>{divs(old)}</article>',
    "foxmail": lambda own, old: f'<div><span></span>{divs(own)}</div>\n<div><br></div><hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left">\n<div><span><div style="MARGIN: 10px; FONT-FAMILY: verdana; FONT-SIZE: 10pt"><div>wang@acme.example</div></div></span></div>\n<blockquote style="margin-top: 0px; margin-bottom: 0px; margin-left: 0.5em; margin-right: inherit"><div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><div style="PADDING-RIGHT: 8px; PADDING-LEFT: 8px; FONT-SIZE: 12px;BACKGROUND: #efefef"><div><b>发件人：</b>&nbsp;<a href="mailto:chen.yu@studio.example">陈宇</a></div><div><b>发送时间：</b>&nbsp;2026-10-13&nbsp;17:05</div><div><b>收件人：</b>&nbsp;王敏</div><div><b>主题：</b>&nbsp;官网改版</div></div></div>{divs(old)}</blockquote>',
    "163": lambda own, old: f'<div style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial">{divs(own)}<br/><br/><div style="position:relative;zoom:1"></div><div id="divNeteaseMailCard"></div><br/><pre><br/>在 2026-10-13 17:05:12，"陈宇" &lt;chen.yu@studio.example&gt; 写道：<br/></pre><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">{divs(old)}</blockquote></div>',
    "163-master": lambda own, old: f'<div id="content"><div>{divs(own)}</div></div><div id="ntes-pcmac-signature"></div><div class="J-reply" style="background-color:white;color:black"><div style="font-size:12px">---- 回复的原邮件 ----</div><table><tr><td>发件人</td><td>陈宇&lt;chen.yu@studio.example&gt;</td></tr><tr><td>发送日期</td><td>2026年10月13日 17:05</td></tr><tr><td>收件人</td><td>王敏</td></tr><tr><td>主题</td><td>官网改版</td></tr></table></div><div>{divs(old)}</div>',
    "feishu": lambda own, old: f'<div id="editor_version_1.26" style="word-break:break-word"><div style="margin-top:4px;margin-bottom:4px;line-height:1.6"><div dir="auto" style="font-size:14px">{divs(own)}</div></div></div><div class="history-quote-wrapper" id="lark-mail-quote-174850268"><div style="list-style-position:inside"><div class="adit-html-block adit-html-block--collapsed" style="border-left:none;padding-left:0px"><div><div class="adit-html-block__attr history-quote-meta-wrapper" style="padding:12px;background:rgb(245,246,247)"><div>发件人: <a>陈宇&lt;chen.yu@studio.example&gt;</a></div><div>日期: 2026年10月13日 (周二) 17:05</div><div>主题: 官网改版</div><div>收件人: 王敏&lt;wang@acme.example&gt;</div></div><div>{divs(old)}</div></div></div></div></div>',
    "aliyun": lambda own, old: f'<div class="__aliyun_email_body_block"><div style="clear:both;">{divs(own)}</div><div style="clear:both;"><br></div><blockquote style="margin-right:0;margin-top:0;margin-bottom:0;"><div style="clear:both;">------------------------------------------------------------------</div><div style="clear:both;">发件人：陈宇 &lt;chen.yu@studio.example&gt;</div><div style="clear:both;">发送时间：2026年10月13日(星期二) 17:05</div><div style="clear:both;">收件人：王敏 &lt;wang@acme.example&gt;</div><div style="clear:both;">主　题：官网改版</div><div><br></div>{divs(old)}</blockquote></div>',
    "apple": lambda own, old: f'<html><body style="overflow-wrap: break-word;">{divs(own)}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>2026年10月13日 17:05，陈宇 &lt;chen.yu@studio.example&gt; 写道：</div><br class="Apple-interchange-newline"><div>{divs(old)}</div></blockquote></div><br></body></html>',
    "exmail": lambda own, old: f'<div>{divs(own)}</div><div><includetail><div>&nbsp;</div><div style="font-family:arial;padding-left:2px;font-size:14px">------------------&nbsp;Original&nbsp;------------------</div><div style="background:#efefef;padding:8px;"><div><b>From: </b>&nbsp;"陈宇"&lt;chen.yu@studio.example&gt;;</div><div><b>Date: </b>&nbsp;Tue, Oct 13, 2026 05:05 PM</div><div><b>To: </b>&nbsp;"王敏"&lt;wang@acme.example&gt;; </div><div><b>Subject: </b>&nbsp;官网改版</div></div><div>&nbsp;</div>{divs(old)}</includetail></div>',
    "thunderbird": lambda own, old: f'<html><body><p>{breaks(own)}</p><div class="moz-cite-prefix">在 2026/10/13 17:05, 陈宇 写道:<br></div><blockquote type="cite" cite="mid:1@studio.example">{divs(old)}</blockquote></body></html>',
}  # fmt: skip

HTML_EN = {
    "gmail": lambda own, old: _html_gmail(own, old, "On Tue, Oct 13, 2026 at 5:05 PM Chen Yu <chen.yu@studio.example> wrote:"),
    "outlook": lambda own, old: _html_outlook(own, old, ROWS_EN),
    "outlook-old": lambda own, old: f'<div>{divs(own)}</div><div class="OutlookMessageHeader" dir="ltr" align="left"><hr tabindex="-1"><font face="Tahoma" size="2"><b>From:</b> Chen Yu<br><b>Sent:</b> Tuesday, October 13, 2026 5:05 PM<br><b>To:</b> Lena Brandt<br><b>Subject:</b> Website relaunch<br></font></div>{divs(old)}',
    "outlook-x": lambda own, old: f'<div>{divs(own)}</div><div class="x_gmail_quote"><div dir="ltr" class="x_gmail_attr">On Tue, 13 Oct 2026, 17:05 Chen Yu, &lt;chen.yu@studio.example&gt; wrote:<br></div><blockquote class="x_gmail_quote">{divs(old)}</blockquote></div>',
    "apple": lambda own, old: f'<html><body>{divs(own)}<div><br><blockquote type="cite"><div>On 13 Oct 2026, at 17:05, Chen Yu &lt;chen.yu@studio.example&gt; wrote:</div><br class="Apple-interchange-newline"><div>{divs(old)}</div></blockquote></div></body></html>',
    "yahoo": lambda own, old: f'<div class="ydp1a2b3c4dyahoo-style-wrap">{divs(own)}</div><div id="ydp9f8e7d6cyahoo_quoted_1234" class="ydp9f8e7d6cyahoo_quoted"><div><div>On Tuesday, October 13, 2026 at 05:05:12 PM GMT+8, Chen Yu &lt;chen.yu@studio.example&gt; wrote:</div><div><br></div>{divs(old)}</div></div>',
    "thunderbird": lambda own, old: f'<html><body><p>{breaks(own)}</p><div class="moz-cite-prefix">On 13/10/2026 17:05, Chen Yu wrote:<br></div><blockquote type="cite" cite="mid:1@studio.example">{divs(old)}</blockquote><p><br></p></body></html>',
    "unknown-language": lambda own, old: f'<div dir="ltr">{divs(own)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Ar Márt 13 DFómh 2026 ag 17:05 scríobh Chen Yu &lt;chen.yu@studio.example&gt;:<br></div><blockquote class="gmail_quote">{divs(old)}</blockquote></div>',
}  # fmt: skip


def make_top_posts(to: ModuleType) -> None:
    own_zh, own_en = list(ZH.items()), list(EN.items())
    for place, (program, form) in enumerate(PLAIN_ZH.items()):
        key, own = own_zh[place % len(own_zh)]
        to.letter(f"zh-{program}-plain-{key}", form(own, ASKED_ZH), own=own.strip(), kind="mail", quotes=True)
    for place, (program, form) in enumerate(HTML_ZH.items()):
        key, own = own_zh[(place + 3) % len(own_zh)]
        to.letter(f"zh-{program}-html-{key}", None, form(own, ASKED_ZH), own=own.strip(), kind="mail", quotes=True)
    for place, (program, form) in enumerate(PLAIN_EN.items()):
        key, own = own_en[place % len(own_en)]
        to.letter(f"en-{program}-plain-{key}", form(own, ASKED_EN), sender=to.LENA, subject="Re: Website relaunch", own=own.strip(), kind="mail", quotes=True)
    for place, (program, form) in enumerate(HTML_EN.items()):
        key, own = own_en[(place + 2) % len(own_en)]
        to.letter(f"en-{program}-html-{key}", None, form(own, ASKED_EN), sender=to.LENA, subject="Re: Website relaunch", own=own.strip(), kind="mail", quotes=True)
    for name, (own, form) in OTHER_LANGUAGES.items():
        text = f"{own}\n\n{form.format(old=ASKED_EN, quoted=quoted(ASKED_EN))}\n"
        to.letter(f"{name}-plain", text, sender=to.LENA, subject="Re: Website relaunch", own=own, kind="mail", quotes=True)
    for program in ("gmail", "outlook", "qq", "163"):
        own = ZH["three"]
        forms = {"gmail": "gmail", "outlook": "outlook", "qq": "qq", "163": "163-at"}
        plain, html = PLAIN_ZH[forms[program]](own, ASKED_ZH), HTML_ZH[program](own, ASKED_ZH)
        to.letter(f"zh-{program}-both-three", plain, html, own=own, kind="mail", quotes=True, charset="gb18030" if program == "163" else "utf-8")


def make_inline(to: ModuleType) -> None:
    to.letter(
        "en-gmail-inline-three",
        "Answers below!\n\nOn Tue, Oct 13, 2026 at 5:05 PM Chen Yu <chen.yu@studio.example> wrote:\n\n> Could you send us the logo files by Friday?\n\nDone, see attachment.\n\n> Please confirm the homepage copy.\n\nNext Wednesday, sorry.\n\n> The domain login can wait until Tuesday.\n\nTom has it.\n",
        sender=to.LENA, subject="Re: Website relaunch", kind="mail",
        own="Answers below!\n\nDone, see attachment.\n\nNext Wednesday, sorry.\n\nTom has it.",
        inline=[["Could you send us the logo files by Friday?", "Done, see attachment."], ["Please confirm the homepage copy.", "Next Wednesday, sorry."], ["The domain login can wait until Tuesday.", "Tom has it."]],
    )  # fmt: skip
    to.letter(
        "zh-thunderbird-inline-two",
        "在 2026/10/13 17:05, 陈宇 写道:\n> 请在本周五前把 logo 源文件发给我们。\n好的，周四就发。\n> 首页文案也请一并确认。\n文案要到下周三。\n> 陈宇\n",
        kind="mail", own="好的，周四就发。\n\n文案要到下周三。",
        inline=[["请在本周五前把 logo 源文件发给我们。", "好的，周四就发。"], ["首页文案也请一并确认。", "文案要到下周三。"]],
    )  # fmt: skip
    to.letter(
        "en-html-inline-apple",
        None,
        '<html><body><div>See below.</div><div><br><blockquote type="cite"><div>On 13 Oct 2026, at 17:05, Chen Yu &lt;chen.yu@studio.example&gt; wrote:</div><br><div>Could you send us the logo files by Friday?</div></blockquote><div>Yes.</div><blockquote type="cite"><div>Please confirm the homepage copy.</div></blockquote><div>It needs another week, until 21 October.</div></div></body></html>',
        sender=to.LENA, subject="Re: Website relaunch", kind="mail", own="See below.\n\nYes.\n\nIt needs another week, until 21 October.",
        inline=[["Could you send us the logo files by Friday?", "Yes."], ["Please confirm the homepage copy.", "It needs another week, until 21 October."]],
    )  # fmt: skip
    to.letter(
        "zh-feishu-html-inline",
        None,
        '<div><div>见下。</div></div><div class="history-quote-wrapper" id="lark-mail-quote-1"><div class="history-quote-line">请在本周五前把 logo 源文件发给我们。</div></div><div><div>周四就发。</div></div><div class="history-quote-wrapper" id="lark-mail-quote-2"><div class="history-quote-line">首页文案也请确认。</div></div><div><div>文案要到下周三。</div></div>',
        kind="mail", own="见下。\n\n周四就发。\n\n文案要到下周三。",
    )  # fmt: skip
    to.letter("en-bottom-mutt", f"On Tue, Oct 13, 2026 at 05:05:12PM +0800, Chen Yu wrote:\n{quoted(ASKED_EN)}\n\nFriday is fine for the logo.\nThe copy needs a week more.\n\n-- \nLena\n", sender=to.LENA, subject="Re: Website relaunch", kind="mail", own="Friday is fine for the logo.\nThe copy needs a week more.", signature="Lena")  # fmt: skip
    to.letter("zh-bottom-gmail", f"陈宇 <chen.yu@studio.example> 于2026年10月13日周二 17:05写道：\n\n{quoted(ASKED_ZH)}\n\n周五没问题。\n文案下周三给您。\n", kind="mail", own="周五没问题。\n文案下周三给您。")  # fmt: skip
    to.letter("zh-bottom-gmail-html", None, f'<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">陈宇 &lt;chen.yu@studio.example&gt; 于2026年10月13日周二 17:05写道：<br></div><blockquote class="gmail_quote">{divs(ASKED_ZH)}</blockquote></div><div>周五没问题。</div></div>', kind="mail", own="周五没问题。")  # fmt: skip
    to.letter("zh-outlook-inside-the-quotation", "发件人: 陈宇 <chen.yu@studio.example>\n发送时间: 2026年10月13日 17:05\n收件人: 王敏\n主题: 官网改版\n\n请在本周五前把 logo 发给我们。\n【王敏】周四就发。\n", kind="mail", own="请在本周五前把 logo 发给我们。\n【王敏】周四就发。", warning="inside")  # fmt: skip
    to.letter("zh-outlook-only-a-file", "发件人: 陈宇 <chen.yu@studio.example>\n发送时间: 2026年10月13日 17:05\n收件人: 王敏\n主题: 官网改版\n\n请在本周五前把 logo 发给我们。\n", parts=(to.attached("logo.ai", "application/postscript", b"%!"),), kind="mail", own="", attachments=["logo.ai"])  # fmt: skip
    to.letter("en-top-and-bottom", f"Short answer: yes.\n\nOn 13/10/2026 17:05, Chen Yu wrote:\n{quoted(ASKED_EN)}\n\nLong answer: the copy needs a week more, and Tom is away.\n", sender=to.LENA, subject="Re: Website relaunch", kind="mail", own="Short answer: yes.\n\nLong answer: the copy needs a week more, and Tom is away.")  # fmt: skip
    to.letter("en-list-footer-mailman", f"Friday works.\n\nOn 13/10/2026 17:05, Chen Yu wrote:\n{quoted(ASKED_EN)}\n\n_______________________________________________\nrelaunch mailing list\nrelaunch@lists.nordlicht.example\nhttps://lists.nordlicht.example/mailman/listinfo/relaunch\n", sender=to.LENA, subject="Re: [relaunch] Website", headers=("List-Id: <relaunch.lists.nordlicht.example>", "List-Post: <mailto:relaunch@lists.nordlicht.example>", "List-Unsubscribe: <https://lists.nordlicht.example/unsub>", "Precedence: list"), kind="mail", own="Friday works.")  # fmt: skip


FORWARDED = {
    "zh-gmail": ("请看客户的要求，周四前回我。", "---------- Forwarded message ---------\n发件人： 赵强 <zhao@acme.example>\nDate: 2026年10月13日周二 17:05\nSubject: 域名\nTo: 王敏 <wang@acme.example>\n\n\n域名账号 10 月 20 日前给到。\n", "赵强", "zhao@acme.example", "2026-10-13T17:05+08:00", "域名账号 10 月 20 日前给到。"),
    "zh-outlook": ("转给你。", "发件人: 赵强 <zhao@acme.example>\n发送时间: 2026年10月13日 17:05\n收件人: 王敏 <wang@acme.example>\n主题: 域名\n\n域名账号 10 月 20 日前给到。\n", "赵强", "zhao@acme.example", "2026-10-13T17:05+08:00", "域名账号 10 月 20 日前给到。"),
    "zh-qq": ("", '------------------ 转发邮件 ------------------\n发件人: "赵强" <zhao@acme.example>;\n发送时间: 2026年10月13日(星期二) 下午5:05\n收件人: "王敏"<wang@acme.example>;\n主题: 域名\n\n\n域名账号 10 月 20 日前给到。\n', "赵强", "zhao@acme.example", "2026-10-13T17:05+08:00", "域名账号 10 月 20 日前给到。"),
    "zh-163": ("请处理", '-------- 转发邮件信息 --------\n发件人："赵强" <zhao@acme.example>\n发送日期：2026-10-13 17:05:12\n收件人："王敏" <wang@acme.example>\n主题：域名\n\n域名账号 10 月 20 日前给到。\n', "赵强", "zhao@acme.example", "2026-10-13T17:05+08:00", "域名账号 10 月 20 日前给到。"),
    "zh-apple": ("供参考", "> 下面是被转发的邮件：\n> \n> 发件人: 赵强 <zhao@acme.example>\n> 主题: 域名\n> 日期: 2026年10月13日 GMT+8 17:05:12\n> 收件人: 王敏 <wang@acme.example>\n> \n> 域名账号 10 月 20 日前给到。\n", "赵强", "zhao@acme.example", "2026-10-13T17:05+08:00", "域名账号 10 月 20 日前给到。"),
    "en-gmail": ("FYI, please handle by Thursday.", "---------- Forwarded message ---------\nFrom: Tom Reed <tom@nordlicht.example>\nDate: Tue, Oct 13, 2026 at 5:05 PM\nSubject: Domain\nTo: Lena Brandt <lena@nordlicht.example>\n\n\nYou get the domain login by 20 October.\n", "Tom Reed", "tom@nordlicht.example", "2026-10-13T17:05+02:00", "You get the domain login by 20 October."),
    "en-outlook": ("See below.", "From: Tom Reed <tom@nordlicht.example>\nSent: Tuesday, October 13, 2026 5:05 PM\nTo: Lena Brandt <lena@nordlicht.example>\nSubject: Domain\n\nYou get the domain login by 20 October.\n", "Tom Reed", "tom@nordlicht.example", "2026-10-13T17:05+02:00", "You get the domain login by 20 October."),
    "en-apple": ("", "Begin forwarded message:\n\nFrom: Tom Reed <tom@nordlicht.example>\nSubject: Domain\nDate: 13 October 2026 at 17:05:12 CEST\nTo: Lena Brandt <lena@nordlicht.example>\n\nYou get the domain login by 20 October.\n", "Tom Reed", "tom@nordlicht.example", "2026-10-13T17:05+02:00", "You get the domain login by 20 October."),
    "en-thunderbird": ("For your files.", "-------- Forwarded Message --------\nSubject: \tDomain\nDate: \tTue, 13 Oct 2026 17:05:12 +0200\nFrom: \tTom Reed <tom@nordlicht.example>\nTo: \tLena Brandt <lena@nordlicht.example>\n\n\n\nYou get the domain login by 20 October.\n", "Tom Reed", "tom@nordlicht.example", "2026-10-13T17:05+02:00", "You get the domain login by 20 October."),
    "de-outlook": ("Zur Info.", "Von: Tom Reed <tom@nordlicht.example>\nGesendet: Dienstag, 13. Oktober 2026 17:05\nAn: Lena Brandt <lena@nordlicht.example>\nBetreff: Domain\n\nDen Zugang gibt es bis zum 20. Oktober.\n", "Tom Reed", "tom@nordlicht.example", "2026-10-13T17:05+02:00", "Den Zugang gibt es bis zum 20. Oktober."),
}  # fmt: skip


def make_forwarded(to: ModuleType) -> None:
    for name, (own, block, author, email, date, content) in FORWARDED.items():
        chinese = name.startswith("zh")
        to.letter(
            f"{name}-forward", f"{own}\n\n{block}", sender=to.WANG if chinese else to.LENA,
            subject="转发: 域名" if chinese else "Fwd: Domain", date="Wed, 14 Oct 2026 10:20:00 +0800" if chinese else "Wed, 14 Oct 2026 10:20:00 +0200",
            kind="mail", own=own, forwarded=[{"author": author, "email": email, "date": date, "contains": content}],
        )  # fmt: skip


FORWARDED_HTML = {
    "gmail": '<div dir="ltr">请看</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>发件人： <strong class="gmail_sendername" dir="auto">赵强</strong> <span dir="auto">&lt;<a href="mailto:zhao@acme.example">zhao@acme.example</a>&gt;</span><br>Date: 2026年10月13日周二 17:05<br>Subject: 域名<br>To: 王敏 &lt;<a>wang@acme.example</a>&gt;<br></div><br><br><div>域名账号 10 月 20 日前给到。</div></div>',
    "outlook": "<div class=WordSection1><p class=MsoNormal>请看</p><p class=MsoNormal>&nbsp;</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>发件人<span lang=EN-US>:</span></b><span lang=EN-US> </span>赵强<span lang=EN-US> &lt;zhao@acme.example&gt; <br></span><b>发送时间<span lang=EN-US>:</span></b><span lang=EN-US> 2026</span>年<span lang=EN-US>10</span>月<span lang=EN-US>13</span>日<span lang=EN-US> 17:05<br></span><b>收件人<span lang=EN-US>:</span></b> 王敏<br><b>主题:</b> 域名</p></div></div><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>域名账号 10 月 20 日前给到。</p></div>",
    "qq": '<div>请看</div><div><br></div><div style="font-size: 12px;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b> "赵强" &lt;zhao@acme.example&gt;;</div><div><b>发送时间:</b> 2026年10月13日(星期二) 下午5:05</div><div><b>收件人:</b> "王敏";</div><div><b>主题:</b> 域名</div></div><div>域名账号 10 月 20 日前给到。</div>',
    "apple": '<html><body>请看<br><div><br><blockquote type="cite"><div>开始转发的邮件：</div><br><div><span><b>发件人: </b></span><span>赵强 &lt;zhao@acme.example&gt;<br></span></div><div><b>主题: </b>域名</div><div><b>日期: </b>2026年10月13日 GMT+8 17:05:12</div><div><b>收件人: </b>王敏</div><br><div>域名账号 10 月 20 日前给到。</div></blockquote></div></body></html>',
    "163": '<div>请看</div><br/><div>-------- 转发邮件信息 --------<br/>发件人："赵强" &lt;zhao@acme.example&gt;<br/>发送日期：2026-10-13 17:05:12<br/>收件人："王敏" &lt;wang@acme.example&gt;<br/>主题：域名<br/></div><blockquote id="isForwardContent" style="PADDING-LEFT:1ex"><div>域名账号 10 月 20 日前给到。</div></blockquote>',
    "feishu": '<div><div>请看</div></div><div class="history-quote-wrapper" id="lark-mail-quote-1"><div class="adit-html-block adit-html-block--header"><div>---------- 转发的邮件 ----------</div><div class="history-quote-meta-wrapper"><div>发件人: 赵强&lt;zhao@acme.example&gt;</div><div>日期: 2026年10月13日 (周二) 17:05</div><div>主题: 域名</div><div>收件人: 王敏</div></div><div>域名账号 10 月 20 日前给到。</div></div></div>',
    "master": '<div>请看</div><div>---- 转发的邮件 ----</div><table><tr><td>发件人</td><td>赵强&lt;zhao@acme.example&gt;</td></tr><tr><td>日期</td><td>2026年10月13日 17:05</td></tr><tr><td>收件人</td><td>王敏</td></tr><tr><td>主题</td><td>域名</td></tr></table><div>域名账号 10 月 20 日前给到。</div>',
    "thunderbird": '<p>请看</p><div class="moz-forward-container"><br>-------- 转发的消息 --------<table class="moz-email-headers-table"><tbody><tr><th>主题: </th><td>域名</td></tr><tr><th>日期: </th><td>Tue, 13 Oct 2026 17:05:12 +0800</td></tr><tr><th>发件人: </th><td>赵强 &lt;zhao@acme.example&gt;</td></tr><tr><th>收件人: </th><td>王敏</td></tr></tbody></table><br>域名账号 10 月 20 日前给到。</div>',
}  # fmt: skip


def make_forwarded_html(to: ModuleType) -> None:
    wanted = {"author": "赵强", "email": "zhao@acme.example", "date": "2026-10-13T17:05+08:00", "contains": "域名账号 10 月 20 日前给到。"}
    for name, html in FORWARDED_HTML.items():
        to.letter(f"zh-{name}-forward-html", None, html, subject="转发: 域名", kind="mail", own="请看", forwarded=[wanted])


MAKERS = (make_top_posts, make_inline, make_forwarded, make_forwarded_html)
