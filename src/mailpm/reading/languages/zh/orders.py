"""团队成员用中文下达指令的说法: 规则和例句放在一起。 How a team member orders in Chinese: rules with their examples."""

from __future__ import annotations

from functools import cache
from typing import cast

from mailpm.model import Status, Verb
from mailpm.reading.orders import OrderRule, OrderTable

_PLEASE = r"(?:请|麻烦|那|就|先|请你|帮我|嗯|那就|你)*\s*"
_TAIL = r"\s*(?:吧|了|啦|哦|哈|呢|谢谢|即可|就行|就好)*"
_GOOD = r"(?:好|好的|可以|可以发|行|都行|ok|同意|批准|没问题|通过|对|都对|发|发送|发出|都发|可发|发出去)"
_NOT = r"(?:不|不要|别|先别|先不|不用|不必|请勿|暂不)"
_SURNAMED = (
    r"(?:[小老阿][\u4e00-\u9fff]{1,2}|[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤"
    r"方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝"
    r"闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲封储靳"
    r"段焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔胥能苍双闻党翟谭贡劳姬申扶堵冉宰郦雍"
    r"桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩聂晁勾敖融冷辛阚那简饶空曾"
    r"沙养鞠须丰巢关蒯相查后荆红游竺权盖益桓公肖涂][\u4e00-\u9fff]{1,2}(?:总|工|姐|哥|经理)?)"
)


def _rule(name: str, verb: Verb, pattern: str, *examples: str, **fields: object) -> OrderRule:
    body = pattern if fields.get("to_end") else rf"{_PLEASE}(?:{pattern}){_TAIL}"
    return OrderRule(name=f"zh.{name}", verb=verb, pattern=body, examples=examples, **fields)  # type: ignore[arg-type]


RULES: tuple[OrderRule, ...] = (
    # 后面跟着整段文字的。
    _rule("edit", Verb.EDIT, r"\s*(?:改|修改|改写|重写)\s*{nums}\s*:\s*{rest}", "改 1:王敏您好", to_end=True),
    _rule("replace-with", Verb.EDIT, r"\s*{nums}\s*(?:改成|改为|换成|改写为)\s*:\s*{rest}", "1改成:王敏您好", to_end=True),
    _rule("add-text", Verb.ADD_TEXT, r"\s*{nums}\s*(?:加一句|加上|补一句|加一段)\s*:\s*{rest}", "2 加一句:我们可以帮忙。", to_end=True, one_line=True),
    _rule("add-sentence", Verb.ADD_TEXT, r"\s*(?:再)?(?:加一句|补一句|加一段)\s*:\s*{rest}", "加一句:感谢支持。", to_end=True, one_line=True),
    _rule("risk", Verb.ADD_RISK, r"\s*(?:登记|新增|新|记)?(?:一个)?风险\s*:\s*{rest}", "风险:印厂可能停工", to_end=True, one_line=True),
    _rule("change", Verb.ADD_CHANGE, r"\s*(?:登记|新增|新)?变更\s*:\s*{rest}", "变更:加多语言切换", to_end=True, one_line=True),
    _rule("add-item", Verb.ADD_ITEM, r"\s*(?:新增|加一项|加一条|补一项|补充|新增待办|添加|记一项)\s*:\s*{rest}", "新增:赵强周五前发logo", to_end=True, one_line=True),
    # 原样确认。
    _rule(
        "confirm",
        Verb.CONFIRM,
        r"(?:(?:好|好的|好滴|ok|okay|确认|没问题|没有问题|都对|对|对的|全对|全部正确|都正确|正确|可以|同意|行|嗯|是的|收到|没错|无误|确认无误|其余对|其余都对|其他对|其他都对|其余没问题|都没问题|都没有问题|全都没问题|其余都没问题|其他都没问题|其余确认|其他没问题)[,\s]*)+",
        "好的",
        "收到,没问题",
    ),
    # 发送。
    _rule("approve", Verb.APPROVE, r"(?:发送|发出|发|批准|同意|ok|可以发|确认|通过)\s*{nums}", "发 1 3", "批准 1"),
    _rule("approve-after", Verb.APPROVE, rf"{{nums}}\s*:?\s*{_GOOD}", "1可以发", "R1好"),
    _rule("approve-all-but", Verb.APPROVE, r"除了?\s*{nums}\s*(?:以外|之外|外)?\s*,?\s*(?:都|全|全部|其他|其余|其他的|其余的)?(?:都|全部)?(?:发|可以发|可以|发出)", "除了3都发", everything=True),
    _rule("approve-all", Verb.APPROVE, r"(?:全部|全|都|全都|全部都|统统)(?:可以)?(?:发送|发出去|发出|发|批准|可以发)|发全部|发", "全部发", everything=True),
    _rule("approve-rest", Verb.APPROVE, r"(?:其余|其他|剩下)的?(?:都|全部)?(?:发|可以发|发出)", "其余都发", everything=True, rest_of_them=True),
    # 不发。
    _rule("drop", Verb.DROP, rf"(?:{_NOT}(?:发|发送|要)|取消|删掉|删除|去掉|撤掉|不发|否决|拿掉)\s*{{nums}}", "不发2", "去掉第3条"),
    _rule("drop-after", Verb.DROP, rf"{{nums}}\s*:?\s*(?:{_NOT}(?:发|发送|要)|取消|删掉|删除|去掉|不要|不发|算了|拿掉|不)", "2不发", "第3条删掉"),
    _rule("drop-all", Verb.DROP, rf"(?:今天)?(?:全部|全|都|全都|一封都|一个都)(?:先)?{_NOT}(?:要)?发", "全部不发", everything=True),
    # 语气、抄送、日子。
    _rule("soften", Verb.SOFTEN, r"{nums}\s*(?:的)?(?:语气|口气|措辞)?(?:再|要|更)?(?:软|委婉|客气|温和|柔和|缓和|友好|礼貌)(?:一点儿?|一些|点儿?|些)?", "2语气再软一点"),
    _rule("firmer", Verb.FIRMER, r"{nums}\s*(?:的)?(?:语气|口气|措辞)?(?:再|要|更)?(?:强硬|直接|硬|坚决|强|明确|严肃)(?:一点儿?|一些|点儿?|些)?", "3 直接一点"),
    _rule("copy-email", Verb.COPY, r"{nums}\s*(?:加|再)?(?:抄送|抄|cc)(?:给)?\s*{email}", "3 抄送 li@acme.example"),
    _rule("copy-person", Verb.COPY, r"{nums}\s*(?:加|再)?(?:抄送|抄|cc)(?:给)?\s*{person}", "3抄送李总"),
    _rule("postpone", Verb.POSTPONE, r"{nums}\s*(?:改|推迟到|延到|等到|等|改到|放到|留到|推到)?\s*{date}\s*(?:再|才)?发", "3改周一再发", "3明天发"),
    _rule("no-escalation", Verb.POSTPONE, rf"{_NOT}升级\s*,?\s*(?:等到|等|到)\s*{{date}}(?:再说|再看)?", "先不升级,等到周五"),
    _rule("call", Verb.CALL, r"(?:{nums}\s*)?(?:我来?(?:打电话|打个电话|电话|电联|电话联系|电话沟通)(?:说|问|跟进)?|电话跟进|电话沟通)", "2我打电话", inherits=True),
    _rule("due", Verb.SET_DUE, r"{nums}\s*:?\s*(?:的)?(?:截止|截止日期|期限|日期|时间|交期)?\s*(?:改|改成|改到|改为|延期到|延到|推迟到|推到|提前到|调整到|调到|定在|->|→|=>)\s*{date}", "2 改 10/19", "2延期到10月23日"),
    _rule("due-bare", Verb.SET_DUE, r"{nums}(?:\s+|\s*:\s*){date}(?:前|之前)?", "那就4 10/22"),
    # 状态和负责人。
    _rule("done", Verb.SET_STATUS, r"(?:把)?{nums}\s*:?\s*(?:都)?(?:已经?|标为|标记为|标成|我已经?|我们已经?)?\s*(?:完成|交|收到|搞定|做完|做好|办好|发|提交)(?:了|过)|(?:把)?{nums2}\s*:?\s*(?:已经?|标为|标记为|标成)\s*(?:完成|交|收到|搞定|做完|办好|提交|发)|(?:把)?{nums3}\s*搞定", "2已完成", "1、2 已收到", status=Status.DONE),
    _rule("cancelled", Verb.SET_STATUS, r"{nums}\s*:?\s*(?:不需要|不用|作废|不再需要|没必要|不做)", "2 作废", status=Status.CANCELLED),
    _rule("reopen", Verb.SET_STATUS, r"{nums}\s*(?:重新打开|重开|还没完成|没完成|恢复)", "2重新打开", status=Status.OPEN),
    _rule("blocked", Verb.SET_STATUS, r"{nums}\s*(?:卡住|被卡住|受阻)", "2卡住了", status=Status.BLOCKED),
    _rule("owner-me", Verb.SET_OWNER, r"{nums}\s*(?:归我|我来|我负责|由我负责|是我的|我来做)", "3 归我", person="me"),
    _rule("owner-email", Verb.SET_OWNER, r"{nums}\s*(?:归|给|由|交给|转给|找|负责人(?:改成|改为|是)?)?\s*{email}(?:负责)?", "3 给 zhao@acme.example"),
    _rule("owner", Verb.SET_OWNER, rf"{{nums}}\s*(?:归|给|由|交给|转给|改由|找|负责人(?:改成|改为|是|:)?|不是我\s*,\s*是)\s*(?P<person>{_SURNAMED}|[A-Za-z][\w .'-]{{0,30}}?)\s*(?:负责|来做|做|处理)?", "3归赵强", "3由赵强负责"),
    _rule("owner-bare", Verb.SET_OWNER, rf"{{nums}}\s*:?\s*(?P<person>{_SURNAMED})", "5小周"),
    # 项目。
    _rule("pause-person", Verb.PAUSE, r"(?:不要|别|不用)再?(?:提醒|催){person}", "不要再提醒王敏"),
    _rule("pause-all", Verb.PAUSE, r"(?:全部|所有项目|所有)(?:都)?(?:暂停|停)(?:到\s*{date})?", "全部暂停到周一", everything=True),
    _rule("pause", Verb.PAUSE, r"(?:停|暂停|停掉|中止)\s*(?:项目)?\s*{project}(?:\s*到\s*{date})?|{project2}\s*(?:项目)?\s*(?:暂停|先停)(?:\s*到\s*{date2})?", "停 ACME 到 10/30"),
    _rule("resume", Verb.RESUME, r"(?:恢复|重启|继续)\s*(?:项目)?\s*{project}|{project2}\s*(?:项目)?\s*(?:继续|恢复)", "恢复ACME"),
    _rule("stop", Verb.STOP, r"(?:停|撤回|撤销|等等|等一下|慢着|收回)(?:\s*,?\s*(?:先)?(?:别|不要)发)?(?:\s*{nums})?|(?:先)(?:别|不要)发", "停", "等等,先别发"),
    _rule("assign", Verb.ASSIGN, r"(?:这封信?|这个|这条|此邮件|这)(?:邮件)?(?:归到|归|放到|属于|移到|是)\s*(?:项目)?\s*(?P<project>[A-Za-z0-9_-]+|[\u4e00-\u9fffA-Za-z0-9]{2,20}?)(?:项目)?的?", "这封归到 ACME"),
    _rule("move-meeting", Verb.MOVE_MEETING, r"(?:把)?(?:(?:本周|这周|下周|今天|明天)(?:的)?(?:会|会议|例会)?|例会|会议)\s*(?:改到|改为|改成|移到|挪到|推迟到|提前到|改)\s*{date}", "本周的改到周四 14:00"),
    _rule("milestone", Verb.SET_MILESTONE, r"(?:新增|加)?里程碑\s*:?\s*{text}\s*[:,]?\s*{date}", "里程碑:设计定稿 10/29"),
    _rule("milestone-moves", Verb.SET_MILESTONE, r"(?P<text>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z ]{1,20}?)\s*(?:改到|改为|改成|改|推迟到|提前到|延到|延期到)\s*{date}", "上线改11月25日"),
    _rule("assess", Verb.ASSESS_CHANGE, r"(?P<nums>CR\s?\d+)\s*:?\s*(?:工期)?\s*\+?(?P<days>\d+)\s*(?:个)?(?:工作日|工作天|天)[,\s]*(?:费用)?\s*\+?(?P<cost>\d[\d,.]*\s*(?:万元|万|元|块|人民币)?)?", "CR1 +4天 +8000"),
    _rule("put-change", Verb.PUT_CHANGE, rf"(?:请|让|给|问|征求|发给)\s*(?P<person>{_SURNAMED}|[A-Za-z][\w .'-]{{0,30}}?)\s*(?:的意见|来)?(?:确认|批准|同意|签字|定夺|意见)", "请王敏确认"),
    _rule("assess-no-impact", Verb.ASSESS_CHANGE, r"(?P<nums>CR\s?\d+)\s*:?\s*(?:没有|无|没)影响", "CR2 没有影响"),
    _rule("report", Verb.REPORT, r"(?:发我|给我|出一份|做一份|来一份|出|做|我要)(?:一份)?\s*(?:(?P<project>[^\s,;的]+?)\s*(?:项目)?的?)?\s*(?:周报|月报|报告|进度报告|双周报)", "发我周报"),
    _rule("light", Verb.SET_LIGHT, r"(?:rag|灯|红绿灯|状态灯|总体状态)\s*(?:改成|改为|改|设为|调成|:)?\s*(?P<text>红|黄|绿|橙)色?", "RAG 改黄"),
    _rule("autonomy", Verb.SET_AUTONOMY, r"(?:以后)?提醒(?:信|邮件)?(?:都)?(?:自动|直接)(?:发送|发)", "提醒自动发", fixed_text="reminder automatic"),
    _rule("autonomy-draft", Verb.SET_AUTONOMY, r"(?:以后)?提醒(?:信|邮件)?(?:都)?先(?:给我看|让我看|问我|给我确认)", "提醒先给我看", fixed_text="reminder draft"),
    _rule("ask-attendees", Verb.ASK_ATTENDEES, r"(?:发给?|请|让)(?:所有|全体|各位|每位)?(?:与会者|参会者|参会人|参会人员|与会人员|大家)(?:们)?(?:各自)?(?:确认|核对|看看|过目)(?:一下)?", "发与会者确认"),
    _rule("end-meetings", Verb.CANCEL_MEETING, r"(?:取消|停掉|结束|终止)(?:所有|整个|全部|每周)?(?:的)?(?P<text>例会|周会)(?:系列)?(?:都)?(?:不开)?", "取消例会", "结束周会"),
    _rule("join-meeting", Verb.JOIN_MEETING, rf"(?:例会|会议|周会|会上?)\s*(?:加上?|增加|再加|叫上|邀请)\s*(?P<person>{_SURNAMED}|[\w.+-]+@[\w.-]+|[A-Za-z][\w .'-]{{0,30}}?)|(?:把)?(?P<person2>{_SURNAMED})\s*(?:加进|加入|拉进)(?:例会|会议|周会)", "例会加上赵强"),
    _rule("leave-meeting", Verb.LEAVE_MEETING, rf"(?:例会|会议|周会)\s*(?:去掉|不用叫|不叫|删掉|移除)\s*(?P<person>{_SURNAMED}|[\w.+-]+@[\w.-]+|[A-Za-z][\w .'-]{{0,30}}?)|(?P<person2>{_SURNAMED})\s*(?:不用|不必|不)(?:参加|来)(?:例会|会议|周会)", "例会去掉赵强"),
    _rule("cancel-meeting", Verb.CANCEL_MEETING, r"取消\s*{date}的?(?:会|会议|例会|电话会)|(?P<text>本周|这周|下周|今天|明天)的?(?:会|会议|例会)取消", "取消周五的会"),
    _rule("meeting", Verb.MEETING, r"(?:帮我)?(?:约|安排|预约|组织|召集)(?P<text>[^;\n]{2,200})|(?:开|定)(?:一?个|一次)(?P<text2>[^;\n]{0,100}会[^;\n]{0,100})", "约 ACME 例会,每周三10点,45分钟,王敏、赵强、我", "约王敏和Lena下周30分钟"),
    # 提问和帮助。
    _rule("help", Verb.HELP, r"帮助|怎么用\s*\?*|如何使用\s*\?*|使用说明|help", "帮助"),
    _rule("ask-history", Verb.ASK, r"{nums}\s*的?(?:历史|来龙去脉|经过|记录|沿革)\s*\??", "2的历史"),
    _rule("ask", Verb.ASK, r"\?+|(?=.*(?:欠|晚|拖|逾期|进度|情况|进展|什么时候|卡在|按时|还差|没交|没回|发了吗|风险|里程碑|完成了吗))(?=.*(?:什么|谁|吗|哪|怎么|会不会|多少|几|进度|进展|情况))[^,;]*\??", "王敏还欠什么", "进度怎么样?"),
)


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("t2s")


def _simplify(text: str) -> str:
    return cast(str, _converter().convert(text))  # type: ignore[attr-defined]


ORDERS = OrderTable(
    name="zh",
    rules=RULES,
    separators=r"[,;]\s*|但是?|(?<=\d)(?=不发|别发)|(?<=不发)(?=我)|(?<=发)(?=\d+不发)",
    fillers=r"(?:[\u4e00-\u9fff]{0,4}(?:您好|你好|早上好|早|下午好))|谢谢|多谢|辛苦了?|麻烦了?|感谢|抱歉|不好意思",
    farewell=r"(?:谢谢|多谢|辛苦了|祝好|顺祝商祺|此致|敬礼|感谢)(?:\s*[\u4e00-\u9fff]{2,4})?|发自我的\S+",
    conditional=r"如果|要是|除非|的话|要不要|是否|好像|看着办|选一个|千万|否则|假如|万一|或者|是不是|可不可以|能不能|想想|再说吧|发不发",
    values=((r"红", "red"), (r"黄|橙", "amber"), (r"绿", "green"), (r"例会|周会", "series")),
    simplify=_simplify,
)
