"""中文日期: the words, the rules with their examples, and what only looks like a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mailpm.model import Grain
from mailpm.reading.dates_meanings import (
    a_day,
    clock,
    clock_fixed,
    clock_from,
    coming_weekday,
    date_of,
    day_of_month,
    day_offset,
    feast_named,
    half_of_day,
    in_units,
    month_named,
    month_of,
    next_break,
    nothing,
    part_of,
    period,
    roc_date,
    season,
    this_or_next,
    week_numbered,
    weekday_in_week,
    working_day,
    year_named,
    zone_named,
)
from mailpm.reading.dates_operators import (
    after_op,
    before_op,
    last_days_op,
    nth_op,
    part_op,
    same_day_op,
    same_op,
    shift_op,
    week_op,
    weekday_beside_op,
    working_day_beside_op,
)
from mailpm.reading.dates_parts import Context, Day, Part
from mailpm.reading.dates_table import DateRule, DateTable, Meaning, Slots
from mailpm.reading.languages.zh.dates_words import (
    FEAST_TAIL,
    SIMPLIFIED,
    SLOTS,
    TRADITIONAL,
)


def _rule(name: str, pattern: str, meaning: Meaning, *examples: str, nothing: tuple[str, ...] = (), weak: bool = False, after: bool = False, lonely: bool = False) -> DateRule:
    return DateRule(name=name, pattern=pattern, meaning=meaning, examples=examples, nothing=nothing, weak=weak, after=after, lonely=lonely)  # fmt: skip


def _none(name: str, pattern: str, *texts: str) -> DateRule:
    return DateRule(name=name, pattern=pattern, meaning=nothing, nothing=texts)


def _renamed(meaning: Meaning, **names: str) -> Meaning:
    """`meaning` with slots under other names: the second spelling of a slot counts as the first."""

    def mean(s: Slots, c: Context) -> Part | None:
        return meaning({names.get(name, name.rstrip("23")): value for name, value in s.items()}, c)

    return mean


def _fixed(meaning: Meaning, **values: float | str) -> Meaning:
    return lambda s, c: meaning({**s, **values}, c)


def _relative_year(s: Slots, c: Context) -> Part | None:
    return year_named({"year": c.today.year + int(s["relyear"])}, c)


_D = r"(?<!\d,)(?<!\d:)(?<![\d./$¥-])"  # no figure before
_NOUN = r"(?!楼|号楼|线|会议室|位|院|门|机|厅|桌|店|文|选手|车|馆|仓|库|厂|房|航站|站|公告|令|标|球|井|种子|人物|男主|女主|技师|电池|字|样|稿|图|方案|包|版|坑|床|柜|窗|码|链接|地块|元素|产品|公路|出口|台|段|项|批次|机组|单元|工位|档|合同|订单|文件|楼层|展|座|舱|洞|口|题|嘉宾)"

RULES: tuple[DateRule, ...] = (
    # 不是日期。
    _none("延后几天", r"(?:延后|推后|推迟|顺延|延期|延迟|延长|往后推|晚|迟|提早|提前)(?:了)?(?:\d{1,3}|[一二两三四五六七八九十几]{1,3})个?(?:工作日|天|日|周|星期|礼拜|月|小时)(?!内|之内|后)", "船期延后两天", "推迟一周"),
    _none("每年的", r"每年的?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?", "每年10月1日"),
    _none("像天", r"一日(?:三餐|千里|之计)|周六福|周大福|周生生|一天到晚|三天两头|今天你|明天会更好|昨日重现|后天(?:的努力|努力|形成|培养|因素|教育|性)|先天后天|天天|每天|每日|当天往返|成天|整天|半天(?!内|后|时间|之|的?工)|白天|聊天|那天|有一天|改天|哪天|几天前?[吗呢?]|多少天|明白|明确|明显|明细|明星|明智|聪明|透明|说明|证明|声明|文明|光明|发明|表明|注明|鲜明|查明|写明|标明|阐明|照明|黎明|精明|今后(?!\d|[一二三两几])|如今|至今|日后|日前|日常|日志|日程|日历|日报|日期|日记|日用|节日(?!前|后)|生日|工作日志|平日|往日|假日|休息日|近日|工作日(?=[^内之以前后上下中晚早,。]|$)", "后天的努力", "一天到晚加班", "说明天气"),
    _none("像周", r"周(?:报|会|刊|到(?!周|[一二三四五六日])|围|期|边|转|全|密|岁|年庆?|总|老师|经理|先生|女士|工|小姐|主任|工程师|一鸣|知|详|例会|计划|更新|而复始|旋|遭|折|波|杰伦|星驰|润发|恩来|迅|末愉快|末快乐|立波)|每个?(?:周|星期|礼拜)[一二三四五六日天末](?:(?:上午|下午|晚上|早上)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[::]\d\d|点半?))?|每(?:个?(?:月|季度|年|小时|季|两周|隔?一?周|工作日))(?:的)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[号日]?|隔周|逐周|双周|小周|老周|多周期|(?:数|多|几)周年|\d+周[岁年]|四周(?=[围的])|星期几|周几|礼拜几", "周报", "每周三例会", "小周负责", "周到"),
    _none("像月", r"月(?:活|报|薪|刊|球|亮|饼|租|费|均|供|嫂|经|票|卡|结|历|色)|人月|五月天|蜜月|满月|岁月|日月|正月(?![初十])|三月(?:的风|里的小雨)|\d+个?月大|每月|按月|逐月|月月|包月|年月日?|几月[几份]?|哪个?月", "五月天演唱会", "3人月"),
    _none("像年", r"年(?:龄|轻|度(?!(?:末|底))|级|代|会|报|薪|货|味|纪|限|份|华|审|检|费|均|终奖|利率|化)|周年|百年|青年|少年|中年|老年|童年|成年|多年|常年|历年|全年(?!\d)|逐年|学年|往年|早年|晚年|(?:\d+|[一二三四五六七八九十百]+)年(?:级|(?<![0十]年)代|期|制|级别|以?来|经验|工作经验|历史|老店|质保|保修)|每年|按年|几年[吗呢?]|新年快乐|新年好|拜年|过年好|年复一年|二年级", "三年级", "十年经验", "新年快乐"),
    _none("像号", r"(?<![月\d])(?:\d{1,3}|[一二三四五六七八九十]{1,3})号(?:楼|线|会议室|位|院|门|机|厅|桌|店|文|选手|车|馆|仓|库|厂|房|航站楼|站|公告|令|球|井|种子|电池|字|样品|样|稿|图|方案|包|码|链接|公路|出口|台|展|座|舱|口|技师|工位|柜|床|窗|楼层|单元|产品|地块|机组|环境|服务器|通道|泊位|塔|船|电梯|文件|合同|库房|产线|生产线|测试机|主机)|(?:地铁|轻轨)\d{1,2}号线?|(?:编|单|账|帐|工|学|票|房|座|门牌|尾|挂|符|信|型|代|称|帐|外)号|一号位|(?:路|街|巷|弄|胡同|大道|村)\d+号|头号|大号|小号|[0-9]{4,}号|号码|几号[吗呢?]?|哪[天日]|\d+号文", "3号会议室", "地铁5号线", "二号楼", "一号位"),
    _none("像点", r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})点(?:建议|意见|要求|问题|说明|疑问|注意|想法|需要|原因|内容|改动|修改|补充|调整|反馈|希望|考虑|体会|启示|理由|优势|不足|共识|结论|思考|困难|诉求|信息|要|以上|如下|是|,|:|。|\d+[倍%版折亿万米]?)|(?:一点|有点|差点|几点|重点|节点|要点|难点|观点|特点|缺点|优点|热点|站点|起点|终点|地点|晚点|早点|快点|慢点|多点|少点|整点|百分点|第[一二三四五六七八九十\d]+点|点击|点评|零点[一二三四五六七八九\d]|三点式|点(?!\d))(?!半|钟)|(?<=第)[一二三四五六]点", "以下三点建议", "第二点", "有两点问题"),
    _none("像分", r"(?:\d+|[一二三四五六七八九十百]+)(?:分(?:之|部|店|公司|册|组)|秒杀|小时制|小时客服|小时热线|小时服务)|三分之一|7\s?[xX×*]\s?24(?:小时)?|24\s?[xX×*]\s?7|24小时(?:在线|客服|服务|营业|热线|不间断|值班|待命|监控|运行)", "24小时客服", "三分之二"),
    _none("比分数", r"\d{1,2}\s?[::比]\s?\d{1,2}(?=\s?(?:的?比例|比例|的比分|的比率|战胜|获胜|领先|平|缩放))|(?:第)?(?:\d{1,2}|[一二三四五六七八九十]+)(?:/\d{1,2})?(?:版本|版|章|节课|条|款|期|轮|批|阶段|稿|季节目|页|册|部分|附件|标段|课时|类)|1-\d{1,2}(?=[项条章页])", "第三版", "3:2的比例"),
    _none("双关", r"十一(?:个|位|项|条|家|人|点(?!前|之前)|号(?!前|之前)|层|楼|岁|章|届)|五一(?:路|广场|大道|街)|八一(?:路|大道|建军|厂|桥)|国庆(?:路|先生|经理|总|哥)|(?:王|李|张|刘|陈|赵|杨|吴|孙|周|徐)(?:国庆|元旦|中秋|建军|春节|清明|立春|重阳)|元旦(?:路)|清明(?:路|上河图)|端午(?:路)|劳动(?:法|合同|力|者|仲裁|局|保障|关系|强度|报酬)|教师资格|儿童(?:房|乐园|区|医院|用品)|圣诞(?:树|老人|帽|色|主题|红|装|卡|礼物)|中秋(?:月饼|礼盒|礼品|主题)|元宵(?:馅|灯)|春节(?:联欢|晚会|礼盒|主题)|国庆(?:主题|促销|海报|活动方案)|情人(?!节)|十一(?:届|楼|层|期|集)|七一路|三八线|五四(?:广场|路|大道)|六一路", "五一路", "劳动合同", "十一个问题", "圣诞树"),
    # 今天前后。
    _rule("今天", r"今(?:天|日|儿个?)(?:内|之内|以内|里|当天)?|(?:当|即)日(?:内)?|当天(?:内)?|本日|(?:今天|今日)(?:下班|收工|打烊|午夜|收盘)(?:之|以)?前", day_offset(0), "今天 = 2026-11-25", "今日内 = 2026-11-25"),
    _rule("下班前", r"(?:下班|收工|收盘)(?:之|以)?前|下班时?(?=给|发|交|完成)|当天(?:之内|内)?|EOD|eod|cob", day_offset(0, soft=True), "下班前发您 = 2026-11-25", "周五下班前 = 2026-11-27"),
    _rule("今早", r"今(?:早|晨)(?:上)?", day_offset(0, half="am"), "今早八点 = 2026-11-25T08:00"),
    _rule("今晚", r"今(?:天|日)?(?:晚上?|夜)", day_offset(0, half="night"), "今晚 = 2026-11-25"),
    _rule("明天", r"(?<![聪说证声发透表照文光黎])(?:明|翌|次|隔)(?:天|日|儿个?|朝)(?:内|之内|一早|一大早)?|明(?:早|晨)(?:上)?|(?:转|第二|隔)天", day_offset(1, half=""), "明天 = 2026-11-26", "明早 = 2026-11-26"),
    _rule("明上午", r"(?<![聪说证声发透表照文光黎])明(?=上午|下午|中午|早上|晚上|凌晨)", day_offset(1), "明上午 = 2026-11-26"),
    _rule("明晚", r"明(?:天|日)?(?:晚上?|夜)", day_offset(1, half="night"), "明晚 = 2026-11-26"),
    _rule("后天", r"后(?:天|日|儿个?)(?!的努力|努力|形成)|后(?:早|晚)(?=\d|[一二三四五六七八九十]|交|给|发)", day_offset(2), "后天 = 2026-11-27"),
    _rule("大后天", r"大后(?:天|日)", day_offset(3), "大后天 = 2026-11-28"),
    _rule("大大后天", r"大大后(?:天|日)", day_offset(4), "大大后天 = 2026-11-29"),
    _rule("下午给", r"(?:上午|下午|晚上|傍晚|中午)(?=(?:之?前|就|我|再)?(?:给|发|交|提供|回复|回您|回你|寄|传|送|把|就能|上传))", day_offset(0, soft=True, half="pm"), "我下午给你 = 2026-11-25"),
    _rule("昨天", r"昨(?:天|日|儿个?)", day_offset(-1), "昨天 = 2026-11-24"),
    _rule("昨晚", r"昨(?:天|日)?(?:晚上?|夜)", day_offset(-1, half="night"), "昨晚 = 2026-11-24"),
    _rule("前天", r"(?<![之以\d目])前(?:天|日(?!期))", day_offset(-2), "前天 = 2026-11-23"),
    _rule("大前天", r"大前(?:天|日)", day_offset(-3), "大前天 = 2026-11-22"),
    _rule("大大前天", r"大大前(?:天|日)", day_offset(-4), "大大前天 = 2026-11-21"),
    _rule("这两天", r"[这近]一?(?:两|二|俩)(?:天|日)(?:之?内)?|今明两?(?:天|日)|今天或明天", day_offset(0, last=1), "这两天 = 2026-11-26"),
    _rule("明后天", r"明后两?(?:天|日)|明天或后天|明天后天", day_offset(1, last=2), "明后天 = 2026-11-27"),
    _rule("过两天", r"过(?:个)?(?:一)?(?:两|俩)(?:天|日)", day_offset(2), "过两天 = 2026-11-27"),
    _rule("过几天", r"过(?:个)?(?:几|三五|些)(?:天|日)|这几天|(?:未来|接下来|今后|往后)几天", day_offset(3), "过几天 = 2026-11-28", "这几天 = 2026-11-28"),
    # 星期。
    _rule("周几", r"(?:周|星期|礼拜|逢周){weekday}(?![^\W\d]{0}万)", coming_weekday, "周五 = 2026-11-27", "星期三 = 2026-12-02", "礼拜天 = 2026-11-29"),
    _rule("下周几", r"{shift}(?:周|星期|礼拜)的?(?:周|星期|礼拜)?{weekday}", weekday_in_week(None), "下周五 = 2026-12-04", "本周五 = 2026-11-27", "下下周一 = 2026-12-07", "上周三 = 2026-11-18", "下个星期四 = 2026-12-03"),
    _rule("来周几", r"(?:来|次|下一|接下来的?(?:一个)?)(?:周|星期|礼拜){weekday}", weekday_in_week(1), "来周一 = 2026-11-30"),
    # 周、月、季、年。
    _rule("本周", r"(?:本|这|当|这个?|这一)(?:个)?(?:周|星期|礼拜)(?:之?内|以内|里|中|期间)?(?!中|初|末|底|[一二三四五六日天](?!前|之|完|内))", period("week", 0), "本周内 = 2026-11-27", "这周 = 2026-11-27"),
    _rule("下周", r"(?:下一?个?|来|次)(?:周|星期|礼拜)(?:之?内|以内|里|期间)?", period("week", 1), "下周内 = 2026-12-04", "下个星期 = 2026-12-04"),
    _rule("下下周", r"{shift}(?:周|星期|礼拜)(?:之?内|以内|里|期间)?", period("week", None), "下下周 = 2026-12-11", "上周 = 2026-11-20", "上上周 = 2026-11-13"),
    _rule("周内", r"(?<![一二三四五六两几\d本下上这每个])周内", period("week", 0), "周内给您 = 2026-11-27"),
    _rule("周末", r"(?:(?:这|本)(?:个)?(?:周|星期|礼拜)|这个?|本)?周末(?!愉快|快乐)|(?:本|这)(?:个)?(?:周|星期|礼拜)的周末", period("weekend", 0), "这周末 = 2026-11-29", "周末 = 2026-11-29"),
    _rule("周六日", r"(?:本|这个?)?(?:周|星期|礼拜)六[、和]?(?:周|星期)?日(?![子期常本])", period("weekend", 0), "周六日 = 2026-11-29"),
    _rule("下周末", r"{shift}(?:个)?(?:周|星期|礼拜)?周?末", lambda s, c: period("weekend", int(s["shift"]))(s, c), "下周末 = 2026-12-06", "上周末 = 2026-11-22"),
    _rule("周初", r"(?:(?:本|这)周|周)初", part_of("week", "early"), "周初 = 2026-12-01"),
    _rule("周中", r"(?<![一二三四五六两\d])周中(?![间心学])", part_of("week", "mid"), "周中 = 2026-11-25"),
    _rule("本月", r"(?:本|这个?|当)月(?:份)?(?:之?内|以内|里|期间)?", period("month", 0), "本月内 = 2026-11-30"),
    _rule("下月", r"(?:{shift}|来|次)(?:一)?月(?:份)?(?:之?内|以内|里)?", lambda s, c: period("month", int(s.get("shift", 1)))(s, c), "下个月 = 2026-12-31", "上月 = 2026-10-31", "下下个月 = 2027-01-31"),
    _rule("月底", r"(?:(?:本|这个?|当)月(?:份)?的?|月)(?:底|末|尾)(?:之?内)?", part_of("month", "end"), "月底 = 2026-11-30", "本月底 = 2026-11-30"),
    _rule("月初", r"月初|月头", part_of("month", "start"), "月初 = 2026-12-05"),
    _rule("上半月前", r"上半(?:个)?月", part_of("month", "first_half")),
    _rule("下半月后", r"下半(?:个)?月", part_of("month", "second_half"), "下半月 = 2026-11-30"),
    _rule("月中", r"月中(?![旬间学])|月半", part_of("month", "mid"), "月中 = 2026-12-15"),
    _rule("上旬", r"(?<!月)上旬", part_of("month", "tens1"), "上旬 = 2026-12-10"),
    _rule("中旬", r"(?<!月)中旬", part_of("month", "tens2"), "中旬 = 2026-12-20"),
    _rule("下旬", r"(?<!月)下旬", part_of("month", "tens3"), "下旬 = 2026-11-30"),
    _rule("本季度", r"(?:本|这个?|这一|当)(?:个)?季度?", period("quarter", 0), "本季度 = 2026-12-31"),
    _rule("下季度", r"{shift}季度?", period("quarter", None), "下个季度 = 2027-03-31", "上季度 = 2026-09-30"),
    _rule("季度末", r"(?<![一二三四\d])季度?(?:末|底)", part_of("quarter", "end"), "季度末 = 2026-12-31", "季末 = 2026-12-31"),
    _rule("几季度", r"第?{quarter}(?:个)?季度?(?![度节目])|q{quarter2}(?![\w])", _renamed(this_or_next("quarter", "quarter")), "一季度末 = 2027-03-31", "第四季度 = 2026-12-31"),
    _rule("前半年", r"(?:上|前)半年", _fixed(this_or_next("half", "hy"), hy=1), "上半年 = 2027-06-30"),
    _rule("后半年", r"(?:下|后)半年(?!内|之内)", _fixed(this_or_next("half", "hy"), hy=2), "下半年 = 2026-12-31", "今年下半年 = 2026-12-31"),
    _rule("年底", r"年(?:底|末|终)(?!奖|总结|尾牙)|岁末", part_of("year", "end"), "年底 = 2026-12-31"),
    _rule("年初", r"年初(?!一|二|三)|开年", lambda s, c: _start_of_year(s, c), "年初 = 2027-01-31"),
    _rule("年中", r"年中(?![国央心])", lambda s, c: _mid_year(s, c), "年中 = 2027-06-30"),
    _rule("季节", r"{season}(?:天|季)?", season(), "明年春天 = 2027-05-31", lonely=True),
    _rule("今年", r"{relyear}(?:度)?(?:之?内|以内|里)?", _relative_year, "今年 = 2026-12-31", "明年 = 2027-12-31", "去年 = 2025-12-31"),
    _rule("年内", r"(?<![\d一二三四五六七八九十半几两多今明去前后])年内", period("year", 0), "年内 = 2026-12-31"),
    _rule("某年", r"(?:公元)?{year}年(?:度|全年)?", year_named, "2027年 = 2027-12-31", "二〇二七年 = 2027-12-31"),
    _rule("年", r"(?<!\d,)(?<!\d:)(?<![\d./$¥-]){year}(?![\d年.,/:-])", year_named, weak=True),
    _rule("汉字年", r"(?<![\d〇零一二三四五六七八九十百]){oldyear}年(?![代级多来级期制])", _renamed(year_named, oldyear="year"), "九七年 = 1997-12-31"),
    _rule("年代", r"(?<![\d〇零一二三四五六七八九十百])(?:(?:上个?|20|二十)世纪)?{decade}年代(?:初期?|中期?|末期?|后期)?", lambda s, c: _decade(s, c), "上世纪90年代 = 1999-12-31"),
    _rule("两位年", r"(?<!\d){yy}年(?=度?[一二三四1-4第上下]|底|初|末|\d)", _renamed(year_named, yy="year"), "26年12月 = 2026-12-31"),
    # 日期。
    _rule("月日", _D + r"{month}月份?的?{day}(?:[日号](?!楼)|(?![个天小分点:年月\d%日号]))", _renamed(date_of), "11月30日 = 2026-11-30", "十一月三十日 = 2026-11-30", "12月8 = 2026-12-08"),
    _rule("点日", _D + r"{month}[./]{day}[日号]" + _NOUN, _renamed(date_of), "12.4号 = 2026-12-04", "12/8号 = 2026-12-08"),
    _rule("点日到", _D + r"{month}\.{day}(?=[-~至到]\d{1,2}\.\d{1,2}(?:日|号|之?前))", _renamed(date_of), "12.1-12.5前 = 2026-12-05"),
    _rule("点日前", r"(?<!\d,)(?<!\d:)(?<![\d./$¥]){month}[./-]{day}(?=(?:之|以)?[前后](?!\d))(?!.{0,2}[前后](?:端|台|缀|排))", _renamed(date_of), "12.4前 = 2026-12-04", "12/8之前 = 2026-12-08"),
    _rule("月", r"(?<![\d个零一二三四五六七八九十百几数两半]){month}月(?:份|间)?(?![^\W]{0}大)(?!球|亮|饼)", _renamed(month_named), "12月 = 2026-12-31", "3月份 = 2027-03-31", "3月底 = 2027-03-31"),
    _rule("几号", r"(?:(?<=[日号]/)|(?<!\d,)(?<!\d:)(?<![a-z0-9_./$¥第路街巷弄道村楼座栋编])){day}[日号]" + _NOUN + r"(?![a-z\d])", _renamed(day_of_month), "5号 = 2026-12-05", "30号之前 = 2026-11-30"),
    _rule("几号列", r"(?<!\d,)(?<!\d:)(?<![a-z0-9_./$¥第月-]){day}(?=[、,和到至~-](?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日](?!楼|线))", day_of_month, "5-6号 = 2026-12-06"),
    _rule("正月", r"(?:农历|阴历)?(?:正月|大年)初?{day}(?!六)", lambda s, c: _first_moon(s, c), "正月十五 = 2027-02-20", "大年初三 = 2027-02-08"),
    _rule("初几", r"(?:农历|阴历)[^,。;\s]{1,8}(?:初|十|廿)[一二三四五六七八九十]?", nothing),
    _rule("民国", r"民国{roc}年(?:{month}月(?:份)?(?:{day}[日号]?)?)?|(?<!\d){rocyear}年{month2}月(?:{day2}[日号])?", lambda s, c: _roc(s, c), "民国115年12月4日 = 2026-12-04", "115年12月4日 = 2026-12-04"),
    _rule("第几周", r"第(?=\d\d|[二三四五]?十){week}(?:个)?周(?![岁年末])", _renamed(week_numbered), "第50周 = 2026-12-11"),
    _rule("节日", rf"(?:{{sure}}(?:{FEAST_TAIL})?|{{feast2}}{FEAST_TAIL}|{{feast3}}(?=(?:之|以)?[前后]))(?:期间|当天|当日|那天)?", _renamed(feast_named, sure="feast"), "圣诞节 = 2026-12-25", "国庆节 = 2027-10-01", "春节 = 2027-02-06", "国庆前 = 2027-09-30"),
    _rule("十一节", r"十一(?=(?:之|以)?[前后](?!个)|长假|假期|期间|黄金周|放假|节)(?:长假|假期|期间|黄金周|放假|节)?", _fixed(feast_named, feast="10-1"), "十一前 = 2027-09-30", "十一假期后 = 2027-10-08"),
    _rule("节前", r"(?<![国庆秋午明旦春诞恩宵圣阳童女人师夕动])(?:放假|节|假期|长假)(?:之|以)?前", next_break("before"), "节前 = 2026-12-31"),
    _rule("节后", r"(?<![国庆秋午明旦春诞恩宵圣阳童女人师夕动])(?:节|假期|长假|假)(?:之|以)?后(?:的?(?:第一|首|头)个?(?:工作日|上班日|天)|开工|上班|复工|返工)?", next_break("after"), "节后第一个工作日 = 2027-01-04", "节后 = 2027-01-04"),
    _rule("年前", r"(?<![\d一二三四五六七八九十百千几数两半多今去前后])年前", lambda s, c: _new_year_eve(s, c), "年前 = 2027-02-04"),
    _rule("年后", r"(?<![\d一二三四五六七八九十百千几数两半多今去前后])年后", lambda s, c: _after_new_year(s, c)),
    # 几天内、几天后、几天前。
    _rule("几天内", r"(?:在|于)?(?:未来|接下来|今后|往后|最多|最晚|大约|约|大概|预计)?的?{n}个?(?:半)?(?!秒){unit}(?:之内|以内|内|里)", in_units(1), "三天内 = 2026-11-28", "五个工作日内 = 2026-12-02", "半个月内 = 2026-12-10", "24小时内 = 2026-11-26T09:00"),
    _rule("两段后", r"(?:大约|约|大概|再?过|等)?{n}个?{unit}[零又]?{n2}个?{unit2}(?:之?内|以内|之后|以后|后)", in_units(1), "一个小时二十分钟后 = 2026-11-25T10:20"),
    _rule("两段前", r"(?:大约|约|大概)?{n}个?{unit}[零又]?{n2}个?{unit2}(?:之前|以前|前)", in_units(-1), "一年零两个月前 = 2025-09-25"),
    _rule("几天后", r"(?:大约|约|大概|再?过|等)?{n}个?{unit}(?:之后|以后|后|过后)(?!的?第|端|台)", in_units(1), "两周后 = 2026-12-09", "3天后 = 2026-11-28", "半小时后 = 2026-11-25T09:30"),
    _rule("刻钟后", r"{n}刻钟(?:之?内|以内|之后|以后|后)", lambda s, c: in_units(1, fixed="minute")({"n": float(s["n"]) * 15}, c), "一刻钟后 = 2026-11-25T09:15"),
    _rule("年半后", r"{n}(?:年|周|星期)半(?:之?内|以内|之后|以后|后)", lambda s, c: in_units(1, fixed="year")({"n": float(s["n"]) + 0.5}, c), "一年半后 = 2028-05-25"),
    _rule("个半后", r"{n}个半{unit}(?:之?内|以内|之后|以后|后)", lambda s, c: in_units(1)({**s, "n": float(s["n"]) + 0.5}, c), "一个半月后 = 2027-01-09", "两个半小时后 = 2026-11-25T11:30"),
    _rule("个半前", r"{n}个半{unit}(?:之前|以前|前)", lambda s, c: in_units(-1)({**s, "n": float(s["n"]) + 0.5}, c), "两个半月前 = 2026-09-10"),
    _rule("年半前", r"{n}年半(?:之前|以前|前)", lambda s, c: in_units(-1, fixed="year")({"n": float(s["n"]) + 0.5}, c), "一年半前 = 2025-05-25"),
    _rule("几天前", r"(?:大约|约|大概)?{n}(?:多)?个?(?!日){unit}(?:之前|以前|前)(?![完交付款给提发缀端台])", in_units(-1), "三天前 = 2026-11-22", "两个月前 = 2026-09-25"),
    _rule("过几天数", r"(?:再?过|等|隔|还有){n}个?{unit}(?![前])", in_units(1), "再过三天 = 2026-11-28"),
    _rule("下个工作日", r"(?:下|次|后|第)(?:一)?个?(?:工作日|工作天)", working_day(1), "下一个工作日 = 2026-11-26"),
    _rule("上个工作日", r"(?:上|前)(?:一)?个?(?:工作日|工作天)", working_day(-1), "上一个工作日 = 2026-11-24"),
    _rule("未来几天", r"(?:未来|接下来|今后|往后|此后|下|后|后面)的?{n}个?{unit}(?:之?内|里|时间)?", in_units(1, spread=True), "未来三天 = 2026-11-28", "接下来两周 = 2026-12-09"),
    _rule("最近几天", r"(?:最近|近|过去|前|此前|上|之前)(?:这|的)?{n}个?{unit}(?:之?内|以?来|里|时间)?", in_units(-1, spread=True), "最近三天 = 2026-11-25", "过去两周 = 2026-11-25"),
    _rule("事后几天", r"{anchor}(?:之日起?|之后|以后|后|起|日起)(?:的)?{n}个?{unit}(?:之内|以内|内)?", in_units(1, anchor=True)),
    _rule("事前几天", r"{anchor}(?:之前|以前|前)(?:的)?{n}个?{unit}", in_units(-1, anchor=True)),
    # 在日期后面的词。
    _rule("部分", r"(?:的)?(?:份)?{part}(?![部条上国央心间共华级学期段午餐文])(?:前(?=半))?", lambda s, c: part_op("", after=True)(s, c), "12月底 = 2026-12-31", "下周初 = 2026-12-01", "12月中旬 = 2026-12-20", "下个月底 = 2026-12-31", after=True),
    _rule("上半月", r"的?(?:上|前)半(?:个)?[月周]", part_op("first_half", after=True), "12月上半月 = 2026-12-15", after=True),
    _rule("下半月", r"的?(?:下|后)半(?:个)?[月周]", part_op("second_half", after=True), "12月下半月 = 2026-12-31", after=True),
    _rule("晚些时候", r"的?(?:晚些时候|稍晚|后段|后期)", part_op("late", after=True), "下周晚些时候 = 2026-12-04", after=True),
    _rule("最后几天", r"的?最后(?!一天){n}天", lambda s, c: last_days_op(s, c), "12月最后两天 = 2026-12-31", after=True),
    _rule("第几个周几", r"的?第{nth}个?(?:周|星期|礼拜){weekday}", lambda s, c: nth_op(after=True)({**s, "n": s["nth"]}, c), "12月的第二个周一 = 2026-12-14", after=True),
    _rule("最后周几", r"的?最后(?:一)?个?(?:周|星期|礼拜){weekday}", nth_op(last=True, after=True), "12月最后一个周五 = 2026-12-25", after=True),
    _rule("第几个天", r"的?(?:第{nth}|首)个?(?:天|日)", lambda s, c: nth_op(after=True)({"n": s.get("nth", 1), "unit": "day"}, c), "下周第一天 = 2026-11-30", after=True),
    _rule("第几个工作日", r"的?(?:第{nth}|首)个?(?:工作日|工作天)", lambda s, c: nth_op(after=True)({"n": s.get("nth", 1), "unit": "workday"}, c), "12月第一个工作日 = 2026-12-01", after=True),
    _rule("第几个周", r"的?第{nth}个?(?:周|星期|礼拜)(?![一二三四五六日末天岁年])", lambda s, c: nth_op(after=True)({"n": s["nth"], "unit": "week"}, c), "12月第一周 = 2026-12-04", after=True),
    _rule("第几个周末", r"的?(?:第{nth}个?|最后一?个)周末", lambda s, c: nth_op(after=True, last="nth" not in s)({"n": s.get("nth", 1), "unit": "weekend"}, c), "12月第一个周末 = 2026-12-06", after=True),
    _rule("最后一天", r"的?最后(?:一)?(?:天|日)", lambda s, c: nth_op(after=True, last=True)({"unit": "day"}, c), "12月最后一天 = 2026-12-31", after=True),
    _rule("最后工作日", r"的?最后(?:一)?个?(?:工作日|工作天)", lambda s, c: nth_op(after=True, last=True)({"unit": "workday"}, c), "12月最后一个工作日 = 2026-12-31", after=True),
    _rule("最后一周", r"的?最后(?:一)?(?:个)?(?:周|星期|礼拜)(?![一二三四五六日末天])", lambda s, c: nth_op(after=True, last=True)({"unit": "week"}, c), "12月最后一周 = 2027-01-01", after=True),
    _rule("那周", r"(?:的?(?:那|当|这|所在)(?:一)?(?:个)?(?:周|星期|礼拜)|所在的?周)", week_op(after=True), "12月7日那周 = 2026-12-11", after=True),
    _rule("的今天", r"的?(?:今天|同一天|今日)", same_day_op(), "下个月的今天 = 2026-12-25"),
    _rule("后一个周几", r"\((?:周|星期|礼拜)?{weekday2}\)|(?=[一二三四五六日]){weekday}(?=[、,。;和或 \n]|$|前|之前)", _renamed(coming_weekday), "7/12(一) = 2027-07-12", weak=True, after=True),
    _rule("后一个几日", r"{day}(?![\d年月天个点时分:%号日]|周|星期|小时|工作日)", day_of_month, "9月17~20 = 2027-09-20", weak=True, after=True),
    _rule("当天", r"(?:的)?(?:当天|当日|那天|那一天|全天|一天|之内|以内|内|当晚|止|截止|为止|之间|期间|左右|上下|许)", same_op(after=True), after=True),
    _rule("前几天", r"(?!前半年)(?:的?(?:前|之前|以前)(?:的)?|提前){n}个?{unit}(?!内)", shift_op(-1, after=True), "圣诞节前三天 = 2026-12-22", "12月10日前两天 = 2026-12-08", after=True),
    _rule("后几天", r"(?:后|之后|以后|起|开始)(?:的)?{n}个?{unit}(?:之内|以内|内)?", shift_op(1, after=True), "圣诞节后三天 = 2026-12-28", after=True),
    _rule("前一天", r"的?(?:前(?:日|夕)|头一天)", lambda s, c: shift_op(-1, after=True, fixed="day")({"n": 1}, c), "圣诞节前夕 = 2026-12-24", after=True),
    _rule("后一天", r"(?:过后|之后|后)?的?(?:后一天|次日|翌日|隔天)", lambda s, c: shift_op(1, after=True, fixed="day")({"n": 1}, c), "圣诞节次日 = 2026-12-26", after=True),
    _rule("前一周", r"的?前(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天])", lambda s, c: shift_op(-1, after=True, fixed="week")({"n": 1}, c), "12月15日前周 = 2026-12-08", after=True),
    _rule("后周几", r"(?:之?后|过后)的?(?:第{nth}|下|首)?个?(?:周|星期|礼拜){weekday}", lambda s, c: weekday_beside_op(1, after=True)({"weekday": s["weekday"], "n": s.get("nth", 1)}, c), "圣诞节后的周一 = 2026-12-28", after=True),
    _rule("前周几", r"(?:之?前)的?(?:上|最后一)?个?(?:周|星期|礼拜){weekday}", weekday_beside_op(-1, after=True), "圣诞节前的周五 = 2026-12-18", after=True),
    _rule("后工作日", r"(?:放假)?(?:之|以)?后的?(?:第{nth}|首|下|头)?(?:一)?个?(?:工作日|工作天|上班日|天上班|个上班天)|(?:之|以)?后(?:上班|开工|复工|返工|收假)(?:的?第?{nth2}?一?天|首日|当天)?", lambda s, c: working_day_beside_op(1, after=True)({"n": s.get("nth", 1)}, c), "国庆后第一个工作日 = 2027-10-08", "春节后第一个工作日 = 2027-02-15", after=True),
    _rule("前工作日", r"(?:之|以)?前的?(?:最后)?(?:一)?个?(?:工作日|工作天)", lambda s, c: working_day_beside_op(-1, after=True)({"n": 1}, c), "圣诞节前最后一个工作日 = 2026-12-24", after=True),
    _rule("之前", r"(?:或)?(?:之前|以前|前|之前的|截止前)(?!端|台|者|期(?!间)|提|面|景|缀|沿|辈|往|途|言|后|天|列|三|几|两)", before_op(after=True), "12月4日之前 = 2026-12-04", after=True),
    _rule("之后", r"(?:之后|以后|后|过后|以降)(?!端|台|者|期|面|续|天|果|来|悔|缀|勤|退)", after_op(after=True), "国庆后 = 2027-10-08", after=True),
    # 时间。
    _rule("半夜零点", r"(?:午夜|半夜|今晚|晚上|夜里)(?:12|十二|零|0|24)点", clock_fixed(23, 59), "晚上12点 = 2026-11-25T23:59"),
    _rule("点钟", r"(?<![\d.:第])(?:{half}的?)?{hour}(?:点钟?|时(?![代期间差尚而常效候长段刻]))(?:整|正)?(?![\d零一二三四五六七八九十半刻]|一刻|三刻|建议|意见|要求|问题|说明|疑问)", clock(), "明天下午3点 = 2026-11-26T15:00", "明晚八点 = 2026-11-26T20:00"),
    _rule("点分", r"(?<![\d.:第])(?:(?:{half}的?)?{hour}(?:点|时)(?:过)?{minute}(?:分)?|{half2}的?{hour2}:{minute2})(?![刻\d个条项])", _renamed(clock()), "明天上午9点15分 = 2026-11-26T09:15", "明天下午3:20 = 2026-11-26T15:20"),
    _rule("点半", r"(?<![\d.:第])(?:{half}的?)?{hour}(?:点|时)半", _fixed(clock(), minute=30), "明晚八点半 = 2026-11-26T20:30"),
    _rule("点一刻", r"(?<![\d.:第])(?:{half}的?)?{hour}点(?:过)?[一1]刻", _fixed(clock(), minute=15), "明天上午十点一刻 = 2026-11-26T10:15"),
    _rule("点三刻", r"(?<![\d.:第])(?:{half}的?)?{hour}点[三3]刻", _fixed(clock(), minute=45), "明天上午十点三刻 = 2026-11-26T10:45"),
    _rule("差几分", r"(?:{half}的?)?差(?:{n}分|一刻)(?:钟)?(?:到)?{hour}点|(?:{half2}的?)?{hour2}点差{n2}分", lambda s, c: clock_from(-1)({"n": s.get("n", s.get("n2", 15)), "hour": s.get("hour", s.get("hour2", 0)), **({"half": s[k]} if (k := "half" if "half" in s else "half2") in s else {})}, c), "明天上午差5分10点 = 2026-11-26T09:55"),
    _rule("时区", r"(?:\(|当地)?{zone}(?:标准)?时间", zone_named, "北京时间明天下午三点 = 2026-11-26T15:00"),
    _rule("正午", r"正午(?!\d)|中午(?:12点|十二点)", clock_fixed(12), "明天正午 = 2026-11-26T12:00"),
    _rule("时段", r"(?:的)?(?:{half})(?!餐|饭|会|安|已|日|年|期|点(?!\d)|于|熟|先|就|在|晚|了|些|些时候|交|到|产|霜|茶|市)", lambda s, c: half_of_day(str(s["half"]).replace("noon", "pm").replace("night", "night"))(s, c)),
)


def _start_of_year(s: Slots, c: Context) -> Part | None:
    year = c.today.year + ((c.today.month, c.today.day) > (1, 5))
    return replace(month_of(c.today.replace(year=year, month=1, day=1)), raw=("part", "year", "start"))


def _mid_year(s: Slots, c: Context) -> Part | None:
    year = c.today.year + ((c.today.month, c.today.day) > (6, 30))
    return a_day(c.today.replace(year=year, month=6, day=30), raw=("part", "year", "mid"))


def _decade(s: Slots, c: Context) -> Part | None:
    first = date(int(s["decade"]), 1, 1)
    last = date(first.year + 9, 12, 31)
    return Day(first=first, last=last, grain=Grain.RANGE, past=True)


def _first_moon(s: Slots, c: Context) -> Part | None:
    """A day of the first month of the lunar year, which begins with the Spring Festival."""
    start = feast_named({"feast": "spring"}, c)
    if not isinstance(start, Day):
        return None
    return a_day(start.first + timedelta(days=int(s["day"]) - 1))


def _roc(s: Slots, c: Context) -> Part | None:
    found: Slots = {name.rstrip("23"): value for name, value in s.items()}
    if "rocyear" in found:
        found["roc"] = found.pop("rocyear")
    return roc_date(found, c)


def _new_year_eve(s: Slots, c: Context) -> Part | None:
    """年前: the last day before the break of the lunar New Year, never before 1 January."""
    feast = feast_named({"feast": "spring"}, c)
    made = before_op()({}, c)
    return made.act(feast, c) if feast is not None else None  # type: ignore[union-attr,arg-type]


def _after_new_year(s: Slots, c: Context) -> Part | None:
    feast = feast_named({"feast": "spring"}, c)
    made = after_op()({}, c)
    return made.act(feast, c) if feast is not None else None  # type: ignore[union-attr,arg-type]


DATES = DateTable(
    name="zh",
    slots=SLOTS,
    rules=RULES,
    lead=r"(?:在|于|到|至|截止|截至|前|后|从|自|最晚|最迟|不晚于|定于|定在|改到|改为|改成|改|延到|延期到|推迟到|提前到|日期|时间|截止日期|截止时间|交期|期限|是|为|的|和|跟|或|或者|约|在|等到|预计|计划|争取|周期|上线|交付|完成|:|=|→|、|~|-)(?:是|为|:)?",
    tail=r"(?:之前|前|之后|后|截止|止|左右|上线|交付|完成|提交|发|给|交|回复|开始|到期|可以|行吗|ok|,|。|$)",
    told=r"(?:已经?(?:在|于)|曾(?:在|于)|自从|早在|发生在)$",
    ahead=r"请|将[在于]|要[在于]|须|需|务必|最迟|最晚|截止|之?前|预计|计划|希望|尽快|争取|改到|改为|定于|定在|推迟|延到|下次",
    joins={
        "attach": r"\)?(?:的|,|、| |在|于|是|约|大概|大约|之前|前|\()*",
        "operator": r"[的 ]{0,2}",
        "range": r" ?(?:-{1,2}|~|到|至|—|——|~|~|——|直到|起到|起至|开始到|至到) ?",
        "refine": r"(?:的|,|、| |\(|（|份|即|也就是|就是|，){0,3}\)?",
        "list": r" ?(?:、|,|和|或|或者|及|与|跟|还是|/|以及|，) ?",
        "correction": r"(?:\)|）)?[,。;，…\s-]{0,4}(?:哦?不(?!行|可以|能)|不对|说错了?|更正|应(?:该)?(?:为|是)|抱歉|对不起|不好意思|啊不|噢不|错了|口误|写错了?)[,。，:\s]{0,2}(?:应(?:该)?(?:为|是)?|是|改(?:为|成|到)?|更正为|为)?[,， ]?",
        "mover": r"(?!)",
        "between": r"(?!)",
        "moved": r"(?:的?[^,。;\s]{0,6})?(?:推迟|延期|提前|延后|顺延|调整|改|挪|移|推|延|变更|提)(?:了)?(?:到|至|为|成)",
    },
    forms={ord(a): ord(b) for a, b in zip(TRADITIONAL, SIMPLIFIED, strict=True)},
)
