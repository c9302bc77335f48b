"""The providers that we know, a row each, and which of them an address or a host belongs to."""

from __future__ import annotations

from mailpm.wire.provider import Endpoint, Provider

_GOOGLE_STEPS_EN = (
    "Sign in at myaccount.google.com and open Security: switch 2-Step Verification on.",
    "Open myaccount.google.com/apppasswords, name it mailpm, press Create, and copy the 16 letters.",
    "Give these 16 letters as the password. (A company may have switched app passwords off: then use OAuth.)",
)
_GOOGLE_STEPS_ZH = (
    "登录 myaccount.google.com，打开“安全性”，开启“两步验证”。",
    "打开 myaccount.google.com/apppasswords，名称填 mailpm，点“创建”，复制那 16 个字母。",
    "把这 16 个字母当作密码填写。（公司管理员可能关闭了应用专用密码，那就用 OAuth 登录。）",
)
_MICROSOFT_STEPS_EN = (
    "Microsoft takes no passwords here any more: it needs OAuth with an app registration of your own.",
    "In entra.microsoft.com, App registrations, New registration; allow public client flows; add the delegated "
    "permissions IMAP.AccessAsUser.All and SMTP.Send.",
    "Give its Application (client) ID to mailpm and sign in with the code that it shows.",
    "The administrator must leave Authenticated SMTP on for this mailbox (Mail, Manage email apps).",
)
_MICROSOFT_STEPS_ZH = (
    "微软邮箱已不再接受密码登录，需要用您自己注册的应用通过 OAuth 登录。",
    "在 entra.microsoft.com 打开“应用注册”，点“新注册”；允许公共客户端流；添加委托权限 "
    "IMAP.AccessAsUser.All 和 SMTP.Send。",
    "把“应用程序(客户端) ID”告诉 mailpm，再用它显示的代码登录。",
    "管理员需要为这个邮箱保留“经过身份验证的 SMTP”（邮件、管理电子邮件应用）。",
)

ROWS: tuple[Provider, ...] = (
    Provider(
        key="gmail",
        name="Gmail and Google Workspace",
        domains=("gmail.com", "googlemail.com"),
        mx=("google.com", "googlemail.com"),
        imap=Endpoint(host="imap.gmail.com", port=993),
        smtp=Endpoint(host="smtp.gmail.com", port=465),
        oauth="google",
        wants_en="an app password of 16 letters, or OAuth",
        wants_zh="16 位应用专用密码，或 OAuth 登录",
        steps_en=_GOOGLE_STEPS_EN,
        steps_zh=_GOOGLE_STEPS_ZH,
        saves_sent=True,
        per_day=500,
        recipients=100,
        authserv_ids=("mx.google.com",),
        plus_addresses=True,
        why=(
            "developers.google.com/workspace/gmail/imap/imap-smtp",
            "support.google.com/a/answer/166852 (2,000 a day for Workspace, 500 else and in trials)",
            "support.google.com/accounts/answer/185833 (app passwords)",
        ),
    ),
    Provider(
        key="microsoft365",
        name="Microsoft 365",
        domains=(),
        mx=("mail.protection.outlook.com", "mx.microsoft"),
        imap=Endpoint(host="outlook.office365.com", port=993),
        smtp=Endpoint(host="smtp.office365.com", port=587, security="starttls"),
        auth="xoauth2",
        oauth="microsoft",
        wants_en="OAuth (Microsoft has switched passwords off for IMAP)",
        wants_zh="OAuth 登录（微软已停用 IMAP 的密码登录）",
        steps_en=_MICROSOFT_STEPS_EN,
        steps_zh=_MICROSOFT_STEPS_ZH,
        saves_sent=True,
        per_minute=30,
        per_day=10_000,
        recipients=500,
        microsoft=True,
        plus_addresses=True,
        why=(
            "learn.microsoft.com Exchange Online limits (30 messages a minute, 10,000 recipients a day)",
            "learn.microsoft.com deprecation of basic authentication; message centre MC786329",
            "github.com/jstedfast/MimeKit/issues/490 (no authserv-id)",
        ),
    ),
    Provider(
        key="outlook.com",
        name="Outlook.com",
        domains=("outlook.com", "hotmail.com", "live.com", "msn.com", "live.cn", "outlook.cn"),
        mx=("olc.protection.outlook.com",),
        imap=Endpoint(host="outlook.office365.com", port=993),
        smtp=Endpoint(host="smtp-mail.outlook.com", port=587, security="starttls"),
        auth="xoauth2",
        oauth="microsoft",
        wants_en="OAuth (Outlook.com has switched passwords off)",
        wants_zh="OAuth 登录（Outlook.com 已停用密码登录）",
        steps_en=(
            "In outlook.com, Settings, Mail, Forwarding and IMAP: let devices and apps use IMAP.",
            *_MICROSOFT_STEPS_EN[:3],
        ),
        steps_zh=(
            "在 outlook.com 的“设置、邮件、转发和 IMAP”里，允许设备和应用使用 IMAP。",
            *_MICROSOFT_STEPS_ZH[:3],
        ),
        saves_sent=True,
        per_day=300,
        recipients=100,
        microsoft=True,
        plus_addresses=True,
        unsure=("per_day",),
        why=("support.microsoft.com POP, IMAP and SMTP settings for Outlook.com", "MimeKit issue 490"),
    ),
    Provider(
        key="qq",
        name="QQ 邮箱",
        domains=("qq.com", "vip.qq.com", "foxmail.com"),
        imap=Endpoint(host="imap.qq.com", port=993),
        smtp=Endpoint(host="smtp.qq.com", port=465),
        wants_en="an authorisation code (授权码) of 16 letters, not the QQ password",
        wants_zh="16 位授权码，不是 QQ 密码",
        steps_en=(
            "Open mail.qq.com, 设置 (settings), 账号 (account).",
            "Under POP3/IMAP/SMTP 服务 press 开启服务 (switch on) and confirm by text message.",
            "Press 生成授权码 (make a code) and give the 16 letters as the password.",
        ),
        steps_zh=(
            "打开 mail.qq.com，进入“设置”里的“账号”。",
            "在“POP3/IMAP/SMTP 服务”处点“开启服务”，按提示用短信验证。",
            "点“生成授权码”，把 16 位授权码当作密码填写；也可在这里勾选“SMTP 发信后保存到服务器”。",
        ),
        authserv_ids=("mx.qq.com",),
        why=(
            "service.mail.qq.com (what an authorisation code is)",
            "headers of QQ mail published in public repositories name mx.qq.com",
            "github.com/jstedfast/MailKit/issues/1143 (text search matches everything)",
            "limits per minute, hour and day exist and are secret",
        ),
    ),
    Provider(
        key="exmail",
        name="腾讯企业邮 (Exmail)",
        domains=("exmail.qq.com",),
        mx=("mxbiz1.qq.com", "mxbiz2.qq.com", "exmail.qq.com"),
        imap=Endpoint(host="imap.exmail.qq.com", port=993),
        smtp=Endpoint(host="smtp.exmail.qq.com", port=465),
        wants_en="a client password (客户端专用密码) where secure login is on, else the mailbox password",
        wants_zh="开启“安全登录”后用客户端专用密码，否则用邮箱密码",
        steps_en=(
            "Open exmail.qq.com, 设置 (settings), 收发信设置: switch IMAP/SMTP 服务 on.",
            "Open 设置, 微信绑定: switch 安全登录 (secure login) on, press 生成新密码 (new password).",
            "Give this password; an administrator may have to allow clients first.",
        ),
        steps_zh=(
            "打开 exmail.qq.com，“设置”、“收发信设置”，开启“IMAP/SMTP 服务”，并选择收取全部邮件。",
            "进入“设置”、“微信绑定”，开启“安全登录”，点“生成新密码”。",
            "把生成的密码当作密码填写；有的公司要管理员先允许客户端登录。",
        ),
        authserv_ids=("mx.qq.com",),
        unsure=("authserv_ids",),
        why=("open.work.weixin.qq.com help on client passwords", "youxiang.com.cn/4819", "HAZARDS I-24"),
    ),
    Provider(
        key="netease",
        name="网易 163、126、yeah 邮箱",
        domains=("163.com", "126.com", "yeah.net", "vip.163.com", "vip.126.com", "188.com"),
        imap=Endpoint(host="imap.163.com", port=993),
        smtp=Endpoint(host="smtp.163.com", port=465),
        wants_en="an authorisation code (客户端授权码), not the mailbox password",
        wants_zh="客户端授权码，不是邮箱密码",
        steps_en=(
            "Open mail.163.com (or mail.126.com), 设置 (settings), POP3/SMTP/IMAP.",
            "Switch IMAP/SMTP 服务 on and confirm by text message.",
            "Press 新增授权密码 (new code) and give it as the password: it is shown only once.",
        ),
        steps_zh=(
            "打开 mail.163.com（或 mail.126.com），进入“设置”里的“POP3/SMTP/IMAP”。",
            "开启“IMAP/SMTP 服务”，按提示用短信验证。",
            "点“新增授权密码”，把授权码当作密码填写；它只显示一次，请马上复制。",
        ),
        needs_id=True,
        authserv_ids=(),
        unsure=("authserv_ids", "saves_sent"),
        why=(
            "help.mail.163.com (IMAP ID, authorisation codes)",
            "github.com/mjs/imapclient/issues/544 (SELECT is refused without ID)",
            "help.mail.163.com answer codes 451 MI:SFQ, 450 MI:DMC, 421 HL:ICC (too much in too short a time)",
        ),
    ),
    Provider(
        key="netease-enterprise",
        name="网易企业邮",
        domains=("qiye.163.com",),
        mx=("qiye163mx01.mxmail.netease.com", "mxmail.netease.com", "qiye.163.com"),
        imap=Endpoint(host="imap.qiye.163.com", port=993),
        smtp=Endpoint(host="smtp.qiye.163.com", port=465),
        wants_en="a client authorisation password (客户端授权密码)",
        wants_zh="客户端授权密码",
        steps_en=(
            "Open qiye.163.com and bind a phone number to the account.",
            "Open 邮箱设置, 客户端设置 (client settings): switch IMAP on and 客户端授权密码 too.",
            "Press 生成授权码, and give the 16 letters as the password. ERR.LOGIN.IPDENY means that the "
            "administrator allows only some networks.",
        ),
        steps_zh=(
            "登录 qiye.163.com，先给账号绑定手机号。",
            "打开“邮箱设置”、“客户端设置”，开启 IMAP 服务和“客户端授权密码”。",
            "点“生成授权码”，把 16 位授权码当作密码填写。若提示 ERR.LOGIN.IPDENY，请管理员放开 IP 登录限制。",
        ),
        needs_id=True,
        unsure=("authserv_ids", "needs_id", "saves_sent"),
        why=("qiye.163.com help, client settings", "topmailsender.com NetEase enterprise guide"),
    ),
    Provider(
        key="aliyun-enterprise",
        name="阿里企业邮",
        domains=("aliyun.com", "qiye.aliyun.com"),
        mx=("mxhichina.com", "qiye.aliyun.com", "mx.aliyun.com"),
        imap=Endpoint(host="imap.qiye.aliyun.com", port=993),
        smtp=Endpoint(host="smtp.qiye.aliyun.com", port=465),
        wants_en="a client security password (三方客户端安全密码) of 16 letters",
        wants_zh="16 位三方客户端安全密码",
        steps_en=(
            "The administrator allows 三方客户端 (other clients) for the account: new companies have it off.",
            "Open qiye.aliyun.com, 设置, 账户与安全, 账户安全, 三方客户端安全管理 and switch the password on.",
            "Press 生成新密码 (new password), confirm by text message, copy it: it is shown once and may expire.",
        ),
        steps_zh=(
            "请管理员先允许该账号使用三方客户端（新购企业默认禁止）。",
            "登录 qiye.aliyun.com，“设置”、“账户与安全”、“账户安全”、“三方客户端安全管理”，启用安全密码。",
            "点“生成新密码”，短信验证后马上复制；它只显示一次，也可能设了有效期。",
        ),
        unsure=("authserv_ids", "saves_sent"),
        why=("help.aliyun.com/document_detail/36687.html", "aliyunyh.com/492290.html"),
    ),
    Provider(
        key="feishu",
        name="飞书邮箱",
        domains=("feishu.cn",),
        mx=("feishu.cn",),
        imap=Endpoint(host="imap.feishu.cn", port=993),
        smtp=Endpoint(host="smtp.feishu.cn", port=465),
        wants_en="a password for mail clients (邮箱客户端专用密码)",
        wants_zh="第三方邮箱客户端专用密码",
        steps_en=(
            "The administrator allows mail clients (IMAP/SMTP) in the Feishu admin console, 邮箱.",
            "In Feishu open 邮箱, 设置, 第三方邮箱客户端登录, and make a password for this device.",
            "Give this password; hosts and ports are shown on the same page.",
        ),
        steps_zh=(
            "请管理员在飞书管理后台的“邮箱”里允许第三方客户端登录（IMAP/SMTP）。",
            "在飞书打开“邮箱”、“设置”、“第三方邮箱客户端登录”，为本设备生成专用密码。",
            "把专用密码当作密码填写；同一页上也写着服务器和端口。",
        ),
        unsure=("authserv_ids", "saves_sent"),
        why=("feishu.cn/hc mail in other clients; the code's own name was not found (HAZARDS I-24)",),
    ),
    Provider(
        key="lark",
        name="Lark Mail",
        domains=("larksuite.com",),
        mx=("larksuite.com",),
        imap=Endpoint(host="imap.larksuite.com", port=993),
        smtp=Endpoint(host="smtp.larksuite.com", port=465),
        wants_en="a password for third-party mail clients",
        wants_zh="第三方邮箱客户端专用密码",
        steps_en=(
            "The administrator allows third-party clients in the Lark admin console, Email.",
            "In Lark open Email, Settings, Third-party email client, and make a password.",
        ),
        steps_zh=(
            "请管理员在 Lark 管理后台的“邮箱”里允许第三方客户端登录。",
            "在 Lark 打开“邮箱”、“设置”、“第三方邮箱客户端登录”，生成专用密码。",
        ),
        unsure=("authserv_ids", "saves_sent"),
        why=("larksuite.com/hc 360048488465",),
    ),
    Provider(
        key="icloud",
        name="iCloud Mail",
        domains=("icloud.com", "me.com", "mac.com"),
        mx=("mail.icloud.com",),
        imap=Endpoint(host="imap.mail.me.com", port=993),
        smtp=Endpoint(host="smtp.mail.me.com", port=587, security="starttls"),
        wants_en="an app-specific password",
        wants_zh="App 专用密码",
        steps_en=(
            "Sign in at account.apple.com; two-factor authentication must be on.",
            "Open Sign-In and Security, App-Specific Passwords, and make one named mailpm.",
        ),
        steps_zh=(
            "登录 account.apple.com；账号需已开启双重认证。",
            "打开“登录与安全”、“App 专用密码”，新建一个名为 mailpm 的密码。",
        ),
        saves_sent=True,
        per_day=1000,
        recipients=500,
        authserv_ids=("bimi.icloud.com", "dmarc.icloud.com", "spf.icloud.com", "dkim-verifier.icloud.com"),
        plus_addresses=True,
        unsure=("authserv_ids",),
        why=("support.apple.com/102525 (servers)", "support.apple.com/102198 (1,000 letters a day)", "HAZARDS I-27"),
    ),
    Provider(
        key="yahoo",
        name="Yahoo Mail",
        domains=("yahoo.com", "ymail.com", "rocketmail.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "aol.com"),
        mx=("yahoodns.net",),
        imap=Endpoint(host="imap.mail.yahoo.com", port=993),
        smtp=Endpoint(host="smtp.mail.yahoo.com", port=465),
        wants_en="an app password",
        wants_zh="应用密码",
        steps_en=(
            "Sign in, open Account security, switch 2-step verification on.",
            "Press Generate app password, name it mailpm, and copy it.",
        ),
        steps_zh=("登录后打开“账号安全”，开启两步验证。", "点“生成应用密码”，名称填 mailpm，复制它。"),
        saves_sent=True,
        per_day=500,
        recipients=100,
        plus_addresses=False,
        authserv_ids=(),
        unsure=("authserv_ids", "saves_sent"),
        why=("help.yahoo.com/kb/SLN4075.html (servers)", "github.com/chatmail/core/issues/1577 (no UIDVALIDITY)"),
    ),
    Provider(
        key="fastmail",
        name="Fastmail",
        domains=("fastmail.com", "fastmail.fm", "messagingengine.com"),
        mx=("messagingengine.com",),
        imap=Endpoint(host="imap.fastmail.com", port=993),
        smtp=Endpoint(host="smtp.fastmail.com", port=465),
        wants_en="an app password",
        wants_zh="应用密码",
        steps_en=(
            "Open Settings, Privacy & Security, Manage app passwords.",
            "Make a new app password with access to Mail (IMAP/POP/SMTP).",
        ),
        steps_zh=(
            "打开 Settings（设置）、Privacy & Security（隐私与安全）、Manage app passwords。",
            "新建一个可访问 Mail (IMAP/POP/SMTP) 的应用密码。",
        ),
        per_day=4000,
        authserv_ids=("mx1.messagingengine.com", "mx2.messagingengine.com", "mx3.messagingengine.com"),
        plus_addresses=True,
        unsure=("authserv_ids", "per_day"),
        why=("fastmail.help server names and ports", "fastmail.help account limits"),
    ),
    Provider(
        key="zoho",
        name="Zoho Mail",
        domains=("zoho.com", "zohomail.com", "zoho.eu"),
        mx=("zoho.com", "zoho.eu", "zoho.in", "zoho.com.cn"),
        imap=Endpoint(host="imap.zoho.com", port=993),
        smtp=Endpoint(host="smtp.zoho.com", port=465),
        wants_en="an application-specific password where two-factor login is on",
        wants_zh="开启双重验证后用应用专用密码",
        steps_en=(
            "In Zoho Mail open Settings, Mail Accounts, IMAP: switch IMAP access on.",
            "At accounts.zoho.com, Security, App passwords: make one named mailpm. "
            "(Company domains use imappro.zoho.com and smtppro.zoho.com.)",
        ),
        steps_zh=(
            "在 Zoho Mail 打开“设置”、“邮件账户”、“IMAP”，开启 IMAP 访问。",
            "在 accounts.zoho.com 的“安全”、“应用专用密码”里新建一个名为 mailpm 的密码。"
            "（企业域名用 imappro.zoho.com 和 smtppro.zoho.com。）",
        ),
        saves_sent=True,
        authserv_ids=("mx.zohomail.com",),
        plus_addresses=True,
        why=("zoho.com/mail/help/imap-access.html", "nylas/sync-engine issue 365 (files Sent itself)"),
    ),
    Provider(
        key="proton",
        name="Proton Mail Bridge",
        domains=("proton.me", "protonmail.com", "pm.me"),
        mx=("protonmail.ch",),
        imap=Endpoint(host="127.0.0.1", port=1143, security="starttls"),
        smtp=Endpoint(host="127.0.0.1", port=1025, security="starttls"),
        wants_en="the password that Proton Bridge shows, with Bridge running on this machine",
        wants_zh="Proton Bridge 显示的密码（本机须运行 Bridge）",
        steps_en=(
            "Install Proton Mail Bridge on this machine (a paid plan is needed) and sign in.",
            "Open Mailbox details and copy user name, password and ports; export its certificate as ca_file.",
        ),
        steps_zh=(
            "在本机安装 Proton Mail Bridge（需要付费套餐）并登录。",
            "打开“邮箱详情”，复制用户名、密码和端口；导出它的证书，填到 ca_file。",
        ),
        saves_sent=True,
        authserv_ids=("mail.protonmail.ch", "mailin.protonmail.ch"),
        plus_addresses=True,
        unsure=("authserv_ids",),
        why=("proton.me/support/imap-smtp-and-pop3-setup", "ProtonMail/proton-bridge issues 220, 365"),
    ),
)

PLAIN = Provider(
    key="plain",
    name="IMAP and SMTP",
    domains=(),
    imap=Endpoint(host="", port=993),
    smtp=Endpoint(host="", port=465),
    wants_en="the mailbox's own password, or an app password where the provider has those",
    wants_zh="邮箱密码；服务商有应用专用密码（授权码）的，用专用密码",
    steps_en=(
        "Ask who runs the server for the IMAP and SMTP host, port and kind of encryption.",
        "Make a password for programs if the provider offers one, and see that IMAP is switched on.",
    ),
    steps_zh=(
        "向邮箱管理员问清 IMAP 和 SMTP 的服务器、端口与加密方式。",
        "若服务商提供应用专用密码（授权码），请生成一个；并确认已开启 IMAP。",
    ),
    why=("RFC 9051 and RFC 6409 only; nothing else is assumed",),
)


def provider_for(address_or_host: str) -> Provider:
    """The row of an address, a mail domain, a server's host or a mail exchanger; PLAIN where none is known."""
    name = address_or_host.rpartition("@")[2].strip().lower().rstrip(".")
    for row in ROWS:
        if name in row.domains or (name in (row.imap.host, row.smtp.host) and row.key != "proton"):
            return row
    return _by_ending(name) or PLAIN


def _by_ending(name: str) -> Provider | None:
    """The row with the longest ending of `name`: 126.com's own hosts are NetEase's, mxbiz1.qq.com is Exmail's."""
    endings = [
        (len(ending), position, row)
        for position, row in enumerate(ROWS)
        for ending in (*row.mx, *row.domains)
        if name.endswith(f".{ending}") or name == ending
    ]
    return max(endings)[2] if endings else None


def settings_for(address: str, provider: Provider) -> tuple[Endpoint, Endpoint]:
    """IMAP and SMTP of an address: each of NetEase's free domains has hosts of its own."""
    domain = address.rpartition("@")[2].lower()
    if provider.key == "netease" and domain in provider.domains:
        return Endpoint(host=f"imap.{domain}", port=993), Endpoint(host=f"smtp.{domain}", port=465)
    return provider.imap, provider.smtp
