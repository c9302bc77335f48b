"""用中文怎样说一个项目的计划。 How a plan is said in Chinese."""

from __future__ import annotations

from mailpm.model import Language, Raci
from mailpm.reading.plan_parts import PlanTable

PLANS = PlanTable(
    name="zh",
    heads=(
        ("client", r"(?:客户方?|甲方)联系人|客户那边|客户方|客户|甲方|对方联系人|联系人|对接人"),
        ("team", r"我方团队|我方成员|我们这边|我们团队|我方|团队成员|团队|乙方|项目组"),
        ("milestones", r"主要里程碑|里程碑|关键节点|节点|阶段"),
        ("check_in", r"项目例会|双周例会|月度例会|每周例会|例会|周会|双周会|碰头会|站会|视频会"),
        ("report", r"项目周报|项目月报|项目双周报|双周报|周报|月报|进度报告|报告"),
        ("zone", r"项目时区|默认时区|时区"),
        ("incentive", r"激励措施|激励|奖励|优惠"),
        ("name", r"新建项目|新项目|项目名称|项目名|项目"),
    ),
    weekdays=(r"(?:周|星期|礼拜)一", r"(?:周|星期|礼拜)二", r"(?:周|星期|礼拜)三", r"(?:周|星期|礼拜)四", r"(?:周|星期|礼拜)五", r"(?:周|星期|礼拜)六", r"(?:周|星期|礼拜)[日天]"),
    every_two=r"双周|隔周|每两周|每2周|每二周|两周一次",
    monthly=r"每月|每个月|月报|月度|月底|最后一个(?:周|星期)",
    escalation=r"升级|上报|抄报|发起人|分管领导",
    languages=((r"(?:写|用)?(?:英文|英语)(?:沟通|邮件)?", Language.ENGLISH), (r"(?:写|用)?(?:中文|汉语)(?:沟通|邮件)?", Language.CHINESE)),
    places=(
        (r"上海|北京|深圳|广州|杭州|成都|南京|武汉|中国|北京时间|东八区", "Asia/Shanghai", "CN"),
        (r"香港", "Asia/Hong_Kong", "HK"),
        (r"台北|台湾", "Asia/Taipei", "TW"),
        (r"新加坡", "Asia/Singapore", "SG"),
        (r"东京|日本", "Asia/Tokyo", "JP"),
        (r"首尔|韩国", "Asia/Seoul", "KR"),
        (r"伦敦|英国", "Europe/London", "GB"),
        (r"柏林|慕尼黑|汉堡|法兰克福|德国", "Europe/Berlin", "DE"),
        (r"巴黎|法国", "Europe/Paris", "FR"),
        (r"苏黎世|瑞士", "Europe/Zurich", "CH"),
        (r"纽约", "America/New_York", "US"),
        (r"芝加哥", "America/Chicago", "US"),
        (r"洛杉矶|旧金山|硅谷", "America/Los_Angeles", "US"),
        (r"悉尼", "Australia/Sydney", "AU"),
    ),
    salutation=r"(?:称呼|尊称|称)(?:是|为|:)?\s*(?P<name>[\u4e00-\u9fffA-Za-z. ]{2,12})$",
    after=r"(?:依赖于?|前置|在等|等|先要)\s*:?\s*(?P<name>.+?)(?:之后|完成后|后)?$|在?(?P<other>.+?)(?:之后|完成后|后)$",
    raci=(
        (r"(?:负责人?|执行人?|r\s*:)\s*:?\s*(?P<name>[^\s:].*)$", Raci.RESPONSIBLE),
        (r"(?:拍板人?|最终负责人?|验收人|审批人?|a\s*:)\s*:?\s*(?P<name>[^\s:].*)$", Raci.ACCOUNTABLE),
        (r"(?:咨询|参与人?|c\s*:)\s*:?\s*(?P<name>[^\s:].*)$", Raci.CONSULTED),
        (r"(?:知会|抄送|i\s*:)\s*:?\s*(?P<name>[^\s:].*)$", Raci.INFORMED),
    ),
    deliverables=r"(?:交付物?|产出)\s*:?\s*(?P<name>.+)$",
    joiners=r"于|在|为|定在|定于|截止|到|前|之前|完成|和|以及|还有|及",
    leading=r"和|以及|还有",
    farewell=r"(?:谢谢|多谢|感谢|辛苦了?|祝好|此致|敬礼|顺祝商祺)[,。!. ]*(?:大家|你|您)?[,。!. ]*",
    fillers=r"(?:(?:你|您)好|谢谢|多谢|辛苦了?|麻烦了?|请?帮?忙?建?(?:一)?(?:个|下)?(?:新)?项目|如下|以下|请建(?:一)?个项目|祝好|此致|敬礼|先这样|就这些|.{0,4}(?:总|老师|经理)?好)[\s,:!]*",
    parts=r"\s*(?:和|以及|还有)\s*(?=[\u4e00-\u9fffA-Za-z ]{2,20}[\s<(]*[a-z0-9_.+-]+@)",
    clock=r"(?P<pm>下午|晚上|傍晚)?\s*(?<!\d)(?P<h>[01]?\d|2[0-3]|十[一二]|[一二两三四五六七八九十](?=点))(?:\s*点(?:(?P<half>半)|(?P<m>[0-5]?\d)分?)?|:(?P<m2>[0-5]\d))",
    hours=("一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"),
    minutes=((r"(?P<n>\d{1,3})\s*分钟", 1), (r"(?P<n>\d(?:\.5)?)\s*(?:个)?(?:小时|钟头)", 60), (r"半(?:个)?小时", 30), (r"一(?:个)?(?:小时|钟头)", 60)),
)
