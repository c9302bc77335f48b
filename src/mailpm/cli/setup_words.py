"""What `mailpm init` says and asks, in English and Chinese: the same keys in both."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "hello": "mailpm needs a mailbox of its own (IMAP and SMTP). Nothing is sent to anybody now.",
        "address": "The assistant's e-mail address",
        "looking": "Looking for the servers of {domain} …",
        "found": "{name}: {imap}, {smtp} (found by {how})",
        "not_found": "Nobody could say which servers {domain} has; whoever runs the mailbox knows.",
        "imap_host": "IMAP server",
        "imap_port": "IMAP port",
        "imap_security": "IMAP encryption (tls or starttls)",
        "smtp_host": "SMTP server",
        "smtp_port": "SMTP port",
        "smtp_security": "SMTP encryption (tls or starttls)",
        "wants": "{name} wants {wants}:",
        "password": "Password (it is not shown)",
        "client_id": "Client id of your app registration",
        "client_secret_env": "Environment variable with the client secret (empty: none)",
        "sign_in": "Sign in now as {user}.",
        "name": "The name that clients see",
        "pm_email": "Your own e-mail address, from which orders are taken",
        "pm_name": "Your name",
        "zone": "Your time zone",
        "country": "Country whose public holidays count for you (ISO code, empty: none)",
        "trying": "Trying {host} port {port} …",
        "in": "  let in.",
        "again": "Another try with another password?",
        "exists": "{path} is there already. Put it aside and write a new one?",
        "aside": "The older one is now {path}.",
        "written": "Written: {path}",
        "kept_keyring": "The password is in the system's keyring.",
        "kept_file": "The password is in {path}, which only you may read.",
        "kept_elsewhere": "The password stays where it is: {where}.",
        "no_domain": "{domain} is a public provider: only the people whom you name are on your side.",
        "no_trust": "It is not known how {name} signs Authentication-Results; `mailpm check` will tell.",
        "next": "Next: `mailpm check`, then `mailpm run`. "
        "Then write to {address} from {pm}: “help”, or “New project” as the subject.",
        "not_an_address": "“{given}” is not an e-mail address.",
        "same_address": "The assistant needs a mailbox of its own: {address} is yours.",
        "untested": "The connections were not tried.",
    },
    "zh": {
        "hello": "mailpm 需要一个自己的邮箱（IMAP 和 SMTP）。现在不会给任何人发邮件。",
        "address": "助手的邮箱地址",
        "looking": "正在查找 {domain} 的服务器……",
        "found": "{name}：{imap}，{smtp}（依据：{how}）",
        "not_found": "查不到 {domain} 的服务器，请向邮箱管理员询问。",
        "imap_host": "IMAP 服务器",
        "imap_port": "IMAP 端口",
        "imap_security": "IMAP 加密方式（tls 或 starttls）",
        "smtp_host": "SMTP 服务器",
        "smtp_port": "SMTP 端口",
        "smtp_security": "SMTP 加密方式（tls 或 starttls）",
        "wants": "{name} 需要 {wants}：",
        "password": "密码或授权码（输入时不显示）",
        "client_id": "您注册的应用的客户端 ID",
        "client_secret_env": "存放客户端密钥的环境变量名（没有就留空）",
        "sign_in": "现在请以 {user} 登录。",
        "name": "客户看到的发件人名称",
        "pm_email": "您自己的邮箱地址（只接受从这里发来的指令）",
        "pm_name": "您的姓名",
        "zone": "您的时区",
        "country": "按哪个国家的法定节假日（ISO 代码，如 CN；留空则不计）",
        "trying": "正在连接 {host}，端口 {port}……",
        "in": "  登录成功。",
        "again": "换一个密码再试一次吗？",
        "exists": "{path} 已经存在。把它改名留存，另写一份新的吗？",
        "aside": "原来的文件改名为 {path}。",
        "written": "已写入：{path}",
        "kept_keyring": "密码存进了系统钥匙串。",
        "kept_file": "密码存在 {path}，只有您能读。",
        "kept_elsewhere": "密码仍在原处：{where}。",
        "no_domain": "{domain} 是公共邮箱：只有您点名的人才算自己人。",
        "no_trust": "还不知道 {name} 怎样签署 Authentication-Results，`mailpm check` 会告诉您。",
        "next": "接下来：先运行 `mailpm check`，再运行 `mailpm run`。"
        "然后从 {pm} 给 {address} 写信：“帮助”，或以“新项目”为主题。",
        "not_an_address": "“{given}”不是邮箱地址。",
        "same_address": "助手需要一个自己的邮箱：{address} 是您本人的。",
        "untested": "没有测试连接。",
    },
}
HOW = {
    "en": {"table": "our table", "mx": "its MX record", "srv": "its SRV records", "autoconfig": "autoconfig"},
    "zh": {"table": "内置表", "mx": "MX 记录", "srv": "SRV 记录", "autoconfig": "自动配置文件"},
}
HOW["en"]["given"], HOW["zh"]["given"] = "your options", "您给的选项"


def say(language: str, key: str, **values: object) -> str:
    """The sentence, filled in."""
    return WORDS[language][key].format(**values)
