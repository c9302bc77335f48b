"""The play's words: what the PM writes to the assistant, in English or Chinese; what people write to each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """The PM's letters to the assistant in one language."""

    acme_subject: str
    acme: str
    lumen_subject: str
    lumen: str
    fine: str
    list_fine: str
    hand_over: str
    send_all: str
    not_today: str
    report_go: str
    minutes_subject: str
    minutes: str
    minutes_mended: str
    assess: str
    ask_lena: str
    meeting_subject: str
    meeting: str
    history: str


ENGLISH = Script(
    acme_subject="New project ACME website relaunch",
    acme="""Client: 王敏 <wang.min@acme.example> (lead), 李总 <li@acme.example> (for escalation).
Weekly check-in on Wednesdays at 10:00, report on Fridays at 16:00.
Milestones: design freeze 29 Oct, launch 20 Nov.
Incentive: design freeze by 29 Oct, then the first year of maintenance is free.""",
    lumen_subject="New project Lumen online shop",
    lumen="""Client: Lena Brandt <lena.brandt@lumen.example> (marketing), Berlin.
Report on Fridays at 16:00.
Milestones: product pages 6 Nov, opening 27 Nov.""",
    fine="OK",
    list_fine="OK, that is right.",
    hand_over="2 goes to zhao.qiang@acme.example",
    send_all="send all",
    not_today="1 softer",
    report_go="ok",
    minutes_subject="Fwd: 会议纪要 10/19 ACME 例会",
    minutes="Minutes of today's ACME meeting, please note.",
    minutes_mended="4 is due 23 Oct; the rest is fine",
    assess="CR1 +4 days +8000, launch moves to 26 November, ask 王敏 to confirm",
    ask_lena="what does Lena owe us?",
    meeting_subject="ACME check-in",
    meeting="Set up the ACME check-in every Wednesday at 10:00, 45 minutes, with 王敏, 赵强 and me.",
    history="history of 2",
)

CHINESE = Script(
    acme_subject="新项目 ACME 官网改版",
    acme="""客户:王敏 wang.min@acme.example(负责人),李总 li@acme.example(升级用)。
例会每周三 10:00,周报周五 16:00。
里程碑:设计定稿 10/29,上线 11/20。
激励:10/29 前设计定稿,首年维护免费。""",
    lumen_subject="新项目 Lumen 网店",
    lumen="""客户:Lena Brandt lena.brandt@lumen.example(市场),柏林,英文。
周报周五 16:00。
里程碑:商品页 11/6,开业 11/27。""",
    fine="确认",
    list_fine="好的",
    hand_over="2 归 zhao.qiang@acme.example",
    send_all="全部发",
    not_today="1 语气再软一点",
    report_go="发",
    minutes_subject="Fwd: 会议纪要 10/19 ACME 例会",
    minutes="今天 ACME 例会的纪要,请记一下。",
    minutes_mended="4 10/23;其余对",
    assess="CR1 +4天 +8000,上线改 11/26,请王敏确认",
    ask_lena="Lena 还欠什么?",
    meeting_subject="ACME 例会",
    meeting="约 ACME 例会,每周三 10:00,45分钟,王敏、赵强、我",
    history="2 的历史",
)

SCRIPTS = {"en": ENGLISH, "zh": CHINESE}

# Between the PM and her clients, each in the client's own language.
TO_WANG = """王敏,您好!
请周五前给我 logo 源文件,首页文案也是周五,域名账号下周二前。
谢谢!"""

TO_LENA = """Hello Lena,

could you send us the product photos by Friday? And please let us know by Tuesday 20 October
which payment provider the shop should use.
You'll have the wireframes from me on Thursday.

Best regards"""

WIREFRAMES = """Hello Lena,

the wireframes are attached. I'm curious what you think.

Best regards"""

WANG_MIXED = """李娜,
logo 附上。文案要到下周三,域名你问赵强 zhao.qiang@acme.example。
王敏"""

LENA_SICK = """Hi Na,

sorry, I was in bed with the flu last week. The product photos are attached.
Our CFO has to look at the payment provider; I'll tell you which one by Monday 26 October.

Best
Lena"""

MINUTES = """会议纪要 10/19 ACME 例会
参会:王敏、赵强、李娜

事项 | 责任人 | 截止
导航结构确认 | 王敏 | 10/22
服务器配置清单 | 赵强 | 10/23
首页设计第二稿 | 李娜 | 10/26
旧站跳转表 | 王敏 | 尽快

决议:首页采用方案B。"""

WANG_WISH = """李娜,
看了方案B很满意。首页再加一个多语言切换吧,海外同事也要用。
另外导航结构已确认,没有意见。
王敏"""

WANG_YES = """同意,就按这个办。
王敏"""

WANG_COPY = """李娜,首页文案发您,见附件。
王敏"""

ZHAO_DONE = """域名账号已经开好了,信息发到您邮箱。
赵强"""

LENA_AWAY = """Hello,

I am out of office until 28 October. In urgent cases please write to Jonas Weber, jonas.weber@lumen.example.

Lena Brandt"""

LENA_CHOICE = """Hi Na,

we go with Payrow as payment provider. I'll send you the contract details by Friday.

Best
Lena"""
