"""How mail programs announce quoted and forwarded mail: one row a language, and the patterns made from the rows."""
# Patterns and word tables read better in one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteWords:
    """One language's words. Labels stand before a colon, `wrote` in the line above a quote, the rest between dashes."""

    language: str
    sender: tuple[str, ...]
    date: tuple[str, ...]
    to: tuple[str, ...]
    subject: tuple[str, ...]
    cc: tuple[str, ...] = ()
    wrote: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    original: tuple[str, ...] = ()
    forwarded: tuple[str, ...] = ()


ROWS: tuple[QuoteWords, ...] = (
    QuoteWords(
        language="en", sender=("From", "Sender"), date=("Sent", "Date", "Sent at", "Sent on", "Sent Time"), to=("To", "Recipient"), cc=("Cc", "CC", "Bcc"),
        subject=("Subject", "Re"), wrote=("wrote", "writes", "said", "Quoting"), starts=("On", "At", "In reply to"),
        original=("Original Message", "Original", "Original message", "Original Email", "Original Mail", "Original Appointment",
                  "Replied Message", "Reply message", "Reply Message", "Reply to Message", "Message from", "Original e-mail"),
        forwarded=("Forwarded message", "Forwarded Message", "Forwarded by", "Begin forwarded message", "Forwarded mail",
                   "Forwarded Mail", "Forwarding messages", "Forward Message", "Forwarded email", "Start of forwarded message"),
    ),
    QuoteWords(
        language="zh", sender=("发件人", "寄件者", "寄件人", "發件人", "发信人", "發信人", "寄信人", "发送人", "傳送者", "来自", "發送者", "发件方"),
        date=("发送时间", "发送日期", "日期", "寄件日期", "傳送時間", "已发送", "發送時間", "时间", "發送日期", "已傳送", "傳送日期", "时 间", "發信時間", "发信时间", "寄送時間", "发件时间", "寄件時間"),
        to=("收件人", "收件者", "收信人", "至", "发送至", "送达", "收 件 人", "收件方"), cc=("抄送", "副本", "抄送人", "密送", "密件副本", "副本抄送", "抄 送", "副本(CC)"),
        subject=("主题", "主題", "主旨", "标题", "標題", "信件主旨", "邮件主题", "主 题"),
        wrote=("写道", "寫道", "写于", "寫於", "写入", "写到", "撰寫", "寫到", "來信", "来信", "发表", "撰写"), starts=("在", "于", "於", "自"),
        original=("原始邮件", "原始郵件", "邮件原件", "原邮件", "原始信件", "回复的原邮件", "原郵件", "邮件原文", "原信件", "原始讯息", "原始訊息",
                  "回复的邮件", "引用邮件", "原文", "原邮件信息", "來信", "來源郵件", "回覆的原郵件", "回复邮件信息", "回復郵件"),
        forwarded=("转发的邮件", "转发邮件", "转发邮件信息", "转发", "轉寄郵件", "轉寄的郵件", "转发信件", "轉發的郵件", "已转发邮件", "开始转发的邮件", "開始轉寄郵件",
                   "已轉寄的訊息", "转发的消息", "以下是转发的邮件", "被转发邮件信息", "轉寄者", "已转发的邮件", "轉寄郵件內容", "转发邮件开始", "下面是被转发邮件", "以下是轉寄的郵件", "轉發郵件"),
    ),
    QuoteWords(
        language="ja", sender=("差出人", "送信者", "From"), date=("送信日時", "日付", "日時", "送信日", "送信"), to=("宛先", "受信者"), cc=("Cc", "CC"), subject=("件名", "題名"),
        wrote=("書きました", "のメール", "は書きました", "wrote", "のメッセージ"), starts=("On",), original=("元のメッセージ", "元のメール", "オリジナルメッセージ"),
        forwarded=("転送メッセージ", "転送されたメッセージ", "転送元"),
    ),
    QuoteWords(
        language="ko", sender=("보낸 사람", "보낸사람", "발신"), date=("보낸 날짜", "보낸날짜", "날짜", "전송", "보냄"), to=("받는 사람", "받는사람"), cc=("참조",), subject=("제목",),
        wrote=("님이 작성", "작성", "님이 쓴 메시지"), original=("원본 메일", "원본 메시지", "Original Message"), forwarded=("전달된 메시지", "전달된 메일"),
    ),
    QuoteWords(
        language="de", sender=("Von",), date=("Gesendet", "Datum", "Gesendet am"), to=("An",), cc=("Cc", "Kopie"), subject=("Betreff",),
        wrote=("schrieb", "schrieben", "hat geschrieben", "Zitat von"), starts=("Am",), original=("Ursprüngliche Nachricht", "Originalnachricht", "Original-Nachricht", "Urspr. Nachricht"),
        forwarded=("Weitergeleitete Nachricht", "Anfang der weitergeleiteten Nachricht", "Weitergeleitet von"),
    ),
    QuoteWords(
        language="fr", sender=("De", "Expéditeur"), date=("Envoyé", "Date", "Envoyé le"), to=("À", "A", "Pour", "Destinataire"), cc=("Cc", "Copie à"), subject=("Objet", "Sujet"),
        wrote=("a écrit", "écrit", "écrivait"), starts=("Le",), original=("Message d'origine", "Message d’origine", "Message original", "Message initial", "Mail original"),
        forwarded=("Message transféré", "Début du message transféré", "Message réexpédié", "Début du message réexpédié", "Forwarded message"),
    ),
    QuoteWords(
        language="es", sender=("De", "Remitente"), date=("Enviado", "Fecha", "Enviado el"), to=("Para",), cc=("CC", "Cc"), subject=("Asunto",),
        wrote=("escribió", "escribio"), starts=("El",), original=("Mensaje original", "Mensaje Original"), forwarded=("Mensaje reenviado", "Forwarded message", "Inicio del mensaje reenviado"),
    ),
    QuoteWords(
        language="pt", sender=("De", "Remetente"), date=("Enviado", "Enviada em", "Data", "Enviado em"), to=("Para",), cc=("Cc", "CC"), subject=("Assunto",),
        wrote=("escreveu",), starts=("Em", "A", "No dia"), original=("Mensagem original", "Mensagem Original"), forwarded=("Mensagem encaminhada", "Início da mensagem reencaminhada"),
    ),
    QuoteWords(
        language="it", sender=("Da",), date=("Inviato", "Data", "Inviato il"), to=("A",), cc=("Cc", "CC"), subject=("Oggetto",),
        wrote=("ha scritto", "scrive", "scritto"), starts=("Il", "In data"), original=("Messaggio originale", "Messaggio Originale"), forwarded=("Messaggio inoltrato", "Inizio messaggio inoltrato"),
    ),
    QuoteWords(
        language="nl", sender=("Van",), date=("Verzonden", "Datum", "Verstuurd"), to=("Aan",), cc=("CC", "Cc"), subject=("Onderwerp",),
        wrote=("schreef", "geschreven"), starts=("Op",), original=("Oorspronkelijk bericht", "Origineel bericht"), forwarded=("Doorgestuurd bericht", "Begin doorgestuurd bericht"),
    ),
    QuoteWords(
        language="sv", sender=("Från",), date=("Skickat", "Datum"), to=("Till",), cc=("Kopia",), subject=("Ämne",),
        wrote=("skrev",), starts=("Den",), original=("Ursprungligt meddelande", "Originalmeddelande"), forwarded=("Vidarebefordrat meddelande", "Vidarebefordrat brev"),
    ),
    QuoteWords(
        language="da", sender=("Fra",), date=("Sendt", "Dato"), to=("Til",), cc=("Cc", "Kopi"), subject=("Emne",),
        wrote=("skrev",), starts=("Den", "På"), original=("Oprindelig meddelelse", "Opprinnelig melding", "Oprindelig besked"), forwarded=("Videresendt meddelelse", "Videresendt melding", "Videresendt besked"),
    ),
    QuoteWords(
        language="fi", sender=("Lähettäjä",), date=("Lähetetty", "Päivämäärä", "Päiväys"), to=("Vastaanottaja",), cc=("Kopio",), subject=("Aihe",),
        wrote=("kirjoitti",), original=("Alkuperäinen viesti",), forwarded=("Välitetty viesti", "Edelleenlähetetty viesti"),
    ),
    QuoteWords(
        language="ru", sender=("От", "От кого"), date=("Отправлено", "Дата", "Date"), to=("Кому",), cc=("Копия",), subject=("Тема",),
        wrote=("написал", "написала", "написал(а)", "пишет", "писал", "написав"), original=("Исходное сообщение", "Исходное письмо", "Пересылаемое сообщение_"),
        forwarded=("Пересылаемое сообщение", "Пересланное сообщение", "Forwarded message", "Начало переадресованного сообщения", "Перенаправленное сообщение"),
    ),
    QuoteWords(
        language="uk", sender=("Від",), date=("Надіслано", "Дата"), to=("Кому",), cc=("Копія",), subject=("Тема",), wrote=("пише", "написав", "написала", "написав(-ла)"),
    ),
    QuoteWords(
        language="pl", sender=("Od",), date=("Wysłano", "Data", "Wysłane"), to=("Do",), cc=("DW",), subject=("Temat",),
        wrote=("napisał", "napisała", "napisał(a)", "pisze"), starts=("W dniu", "Dnia"), original=("Oryginalna wiadomość", "Wiadomość oryginalna"), forwarded=("Wiadomość przekazana", "Przekazana wiadomość"),
    ),
    QuoteWords(
        language="cs", sender=("Od",), date=("Odesláno", "Datum", "Poslané", "Dátum"), to=("Komu", "Pro"), cc=("Kopie", "Kópia"), subject=("Předmět", "Predmet"),
        wrote=("napsal", "napsala", "napsal(a)", "napísal", "napísal(a)"), starts=("Dne", "Dňa"), original=("Původní zpráva", "Pôvodná správa", "Původní e-mail"), forwarded=("Přeposlaná zpráva", "Forwarded message"),
    ),
    QuoteWords(
        language="tr", sender=("Kimden", "Gönderen"), date=("Gönderildi", "Tarih", "Gönderme Tarihi"), to=("Kime", "Alıcı"), cc=("Bilgi",), subject=("Konu",),
        wrote=("şunu yazdı", "yazdı", "tarihinde şunu yazdı"), original=("Özgün İleti", "Orijinal Mesaj", "Orijinal İleti"), forwarded=("Yönlendirilmiş mesaj", "İletilen mesaj"),
    ),
    QuoteWords(
        language="hu", sender=("Feladó",), date=("Elküldve", "Dátum", "Küldve"), to=("Címzett",), cc=("Másolatot kap",), subject=("Tárgy",),
        wrote=("írta", "ezt írta", "írt"), original=("Eredeti üzenet",), forwarded=("Továbbított üzenet", "Továbbított levél"),
    ),
    QuoteWords(
        language="ro", sender=("De la",), date=("Trimis", "Data"), to=("Către",), cc=("Cc",), subject=("Subiect",), wrote=("a scris",), starts=("Pe", "În"), original=("Mesaj original",),
    ),
    QuoteWords(
        language="el", sender=("Από",), date=("Στάλθηκε", "Ημερομηνία"), to=("Προς",), cc=("Κοιν.",), subject=("Θέμα",), wrote=("έγραψε",), starts=("Στις",), original=("Αρχικό μήνυμα",),
    ),
    QuoteWords(
        language="vi", sender=("Từ",), date=("Đã gửi", "Ngày", "Đã gửi lúc"), to=("Tới", "Đến"), cc=("Cc",), subject=("Chủ đề", "Tiêu đề"), wrote=("đã viết", "viết"), starts=("Vào",), original=("Thư gốc", "Tin nhắn gốc"), forwarded=("Thư đã chuyển tiếp",),
    ),
    QuoteWords(
        language="he", sender=("מאת",), date=("נשלח", "תאריך"), to=("אל",), cc=("עותק",), subject=("נושא",), wrote=("כתב", "כתבה", "מאת"), original=("הודעה מקורית",),
    ),
    QuoteWords(
        language="ar", sender=("من",), date=("تم الإرسال", "التاريخ", "أرسلت"), to=("إلى",), cc=("نسخة",), subject=("الموضوع",), wrote=("كتب", "كتبت"), original=("الرسالة الأصلية",), forwarded=("رسالة محولة",),
    ),
    QuoteWords(
        language="th", sender=("จาก",), date=("ส่ง", "วันที่"), to=("ถึง",), subject=("เรื่อง", "หัวเรื่อง"), wrote=("เขียน", "เขียนว่า"), original=("ข้อความต้นฉบับ",),
    ),
    QuoteWords(
        language="id", sender=("Dari",), date=("Terkirim", "Tanggal", "Dikirim"), to=("Kepada", "Ke"), subject=("Perihal", "Subjek"), wrote=("menulis",), starts=("Pada",), original=("Pesan Asli",), forwarded=("Pesan terusan",),
    ),
)  # fmt: skip


def _all(field: str) -> tuple[str, ...]:
    found = {word for row in ROWS for word in getattr(row, field)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _spaced(word: str) -> str:
    """A Chinese label may stand as 发 件 人 or 主  题 (Foxmail, 阿里): blanks between the letters are allowed."""
    if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", word):
        return r"[ \u3000\u00a0]{0,4}".join(word)
    return re.escape(word)


def _either(words: tuple[str, ...]) -> str:
    return "|".join(_spaced(word) for word in words)


FIELDS = ("sender", "date", "to", "cc", "subject")
LABEL = re.compile(
    r"[ \t\u3000\u00a0|*>\[【•·]{0,8}(?:"
    + "|".join(f"(?P<{field}>{_either(_all(field))})" for field in FIELDS)
    + r")[ \t\u3000\u00a0*\]】]{0,6}[:：|\t][ \t\u3000\u00a0*|]{0,6}",
    re.IGNORECASE,
)
# "De" is a sender in four languages, "A" a recipient in two: the alternation takes the longest, whatever the language.
_DASHES = r"[ \t>*|]{0,8}[-_=—–─━~～*•#]{2,60}"
_BREAK = r"[ \t\u3000\u00a0]{0,6}"
FORWARD_LINE = re.compile(
    rf"{_DASHES}{_BREAK}(?:{_either(_all('forwarded'))})[^\n]{{0,160}}$|"
    r"[ \t>*]{0,8}(?:Begin forwarded message|Anfang der weitergeleiteten Nachricht|Début du message (?:transféré|réexpédié)"
    r"|Inicio del mensaje reenviado|Início da mensagem reencaminhada|Inizio messaggio inoltrato|Begin doorgestuurd bericht"
    r"|开始转发的邮件|開始轉寄郵件|以下是转发的邮件|以下是轉寄的郵件|下面是被转发的?邮件|下面是被轉寄的郵件|転送されたメッセージ|전달된 메시지)[ \t]{0,4}[:：]?[ \t*]{0,4}$",
    re.IGNORECASE,
)
ORIGINAL_LINE = re.compile(
    rf"{_DASHES}{_BREAK}(?:{_either(_all('original'))}){_BREAK}[^\n]{{0,80}}?[-_=—–─━~～*•#]{{2,60}}[ \t*]{{0,4}}$|"
    rf"{_DASHES}{_BREAK}(?:{_either(_all('original'))}){_BREAK}[:：]?[ \t]{{0,4}}$",
    re.IGNORECASE,
)
# QQ邮箱 since 2024 writes the bare word, and the head below it.
ORIGINAL_TITLE = re.compile(
    rf"[ \t\u3000\u00a0]{{0,20}}(?:{_either(_all('original'))})[ \t\u3000\u00a0]{{0,20}}$", re.IGNORECASE
)
RULE_LINE = re.compile(r"[ \t]{0,4}(?:[-_=—–─━＿]{5,200}|[-_=—–─━＿](?: [-_=—–─━＿]){4,60})[ \t]{0,4}$")
WROTE = re.compile(
    "|".join((rf"(?<!\w){re.escape(w)}(?!\w)" if ord(w[0]) < 0x2E80 else re.escape(w)) for w in _all("wrote")),
    re.IGNORECASE,
)
STARTS = re.compile(
    rf"[ \t]{{0,8}}(?:(?:{'|'.join(re.escape(w) for w in _all('starts') if w[0].isascii() or ord(w[0]) < 0x2E80)})[ ,\t]"
    r"|[在于於]|20\d\d[-/.年]|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.? [^\W\d]{3,12}\.? 20\d\d|20\d\d년)",
)
HAS_DATE = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[:：h.]\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\d{1,2}月\d{1,2}|民國", re.IGNORECASE
)
HAS_BOX = re.compile(r"[\w.+%'-]{1,64}@[\w.-]{1,253}|<[^<>\s]{1,200}@[^<>\s]{1,200}>|\[mailto:", re.IGNORECASE)
REPLY_PREFIX = re.compile(
    r"\s*(?:\[[^\]]{0,60}\]\s*)?(?:re|aw|sv|vs|antw|r|rif|回复|回覆|答复|答覆|回信|返信|답장|odp|ynt|отв?)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]",
    re.IGNORECASE,
)
FORWARD_PREFIX = re.compile(
    r"\s*(?:\[[^\]]{0,60}\]\s*)?(?:fwd?|wg|tr|i|rv|enc|doorst|vb|vl|pd|转发|轉寄|轉發|转寄|転送|전달|пересл|пд|fs)\s*[:：]",
    re.IGNORECASE,
)
