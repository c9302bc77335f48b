"""中文日期的词: numbers, weekdays, feasts and zones, and the slots that they fill."""

from __future__ import annotations

import re

from mailpm.reading.dates_table import Slot
from mailpm.reading.languages.figures import year_value

_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
WEEKDAYS = {c: i for i, c in enumerate("一二三四五六")} | {"日": 6, "天": 6, "末": 5} | {c: i for i, c in enumerate("1234567")}
# Traditional letters of date words and their simplified forms, letter for letter.
TRADITIONAL = "後週點時個內號兩禮開這當會節國慶勞動聖誕從間鐘過幾產業發買質無農曆陽歷東與於來員獻實現話還說處雙復華倫紐約鬧並亞將來歲壹貳參叁肆伍陸柒捌玖拾復應該盡臨驗簽訂結審訪報標單據傳寫讓給見麼們辦聽啟動萬億廣華樓線廳門機櫃櫃網學長際關係業務項聯絡絕對體邊麵麵頭樹晝臘閏幣備"
SIMPLIFIED = "后周点时个内号两礼开这当会节国庆劳动圣诞从间钟过几产业发买质无农历阳历东与于来员献实现话还说处双复华伦纽约闹并亚将来岁一二三三四五六七八九十复应该尽临验签订结审访报标单据传写让给见么们办听启动万亿广华楼线厅门机柜柜网学长际关系业务项联络绝对体边面面头树昼腊闰币备"


def number(words: str) -> float:
    """二十五, 廿五, 三十, 两, 半, 3.5, 一百二十."""
    if words in ("半",):
        return 0.5
    if words in ("几", "数"):
        return 3
    if words.replace(".", "").isdigit():
        return float(words)
    words = words.replace("廿", "二十").replace("卅", "三十")
    total, current = 0, 0
    for letter in words:
        if letter == "百":
            total, current = total + (current or 1) * 100, 0
        elif letter == "十":
            total, current = total + (current or 1) * 10, 0
        elif letter.isdigit():
            current = current * 10 + int(letter)
        else:
            current = _DIGITS[letter]
    return total + current


def whole(words: str) -> int:
    return int(number(words))


def _year(words: str) -> int:
    digits = "".join(str(_DIGITS.get(c, c)) for c in words.lstrip("'"))
    return year_value(digits)


_RELATIVE_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "当年": 0, "本年度": 0, "这一年": 0, "明年": 1, "来年": 1, "次年": 1, "下一年": 1, "下年": 1, "后年": 2, "大后年": 3}


def _shift(words: str) -> int:
    """下 is 1, 下下 is 2, 上上 is -2, 本 is 0."""
    return words.count("下") - words.count("上")


_UNITS = {
    "工作日": "workday", "工作天": "workday", "交易日": "workday", "天": "day", "日": "day", "自然日": "day", "日历日": "day", "周": "week", "星期": "week", "礼拜": "week",
    "月": "month", "季度": "quarter", "季": "quarter", "年": "year", "小时": "hour", "钟头": "hour", "分钟": "minute", "分": "minute", "秒": "second", "秒钟": "second", "世纪": "century",
}  # fmt: skip
_UNIT = "|".join(sorted((u for u in _UNITS if u != "月"), key=len, reverse=True)) + "|(?<=[个半])月"
_UP_TO = r"(?:(?:\d{1,3}|[一两三四五六七八])(?:-|~|到|至|或)|[一两三四五六七](?=[二两三四五六七八九]个?(?:工|天|日|周|星|礼|月|年|小|分)))"
_NUM = r"(?:\d{1,4}(?:\.\d)?|[一二两三四五六七八九]?百[零一二三四五六七八九十]*|[二三四五六七八九]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|[一二两三四五六七八九半几数])"
_DAYNUM = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTHNUM = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元)"
_PARTS = {"初": "start", "头": "start", "底": "end", "末": "end", "尾": "end", "中": "mid", "终": "end", "上旬": "tens1", "中旬": "tens2", "下旬": "tens3", "初期": "start", "中期": "mid", "末期": "end", "前半": "first_half", "后半": "second_half", "上半": "first_half", "下半": "second_half", "月初": "start", "月底": "end"}
_HALVES = {
    "凌晨": "am", "清晨": "am", "早上": "am", "早晨": "am", "清早": "am", "一早": "am", "一大早": "am", "早": "am", "上午": "am", "早间": "am", "晨": "am",
    "中午": "noon", "正午": "noon", "午间": "noon", "下午": "pm", "午后": "pm", "傍晚": "pm", "晚上": "night", "晚间": "night", "夜里": "night", "夜间": "night", "晚": "night", "夜晚": "night",
    "半夜": "night", "深夜": "night", "今晚": "night", "当晚": "night", "午夜": "night", "黄昏": "pm", "入夜": "night", "am": "am", "pm": "pm",
}  # fmt: skip
_HALF = "|".join(sorted(_HALVES, key=len, reverse=True))

FEASTS: dict[str, str] = {
    "元旦": "1-1", "阳历新年": "1-1",
    "除夕夜?|大年三十|年三十|年夜": "spring_eve", "春节|农历新年|大年初一|年初一|过年|农历春节|中国新年|新春": "spring",
    "元宵": "lantern", "清明": "qingming", "五一劳动|五一国际劳动|劳动|五一": "5-1", "五四青年|五四": "5-4", "六一儿童|六一|儿童": "6-1", "端午": "dragon_boat",
    "七一|建党": "7-1", "八一建军|建军|八一": "8-1", "教师": "9-10", "中秋": "mid_autumn", "国庆|十一国庆": "10-1", "重阳": "double_ninth",
    "双十一|双11": "11-11", "双十二|双12": "12-12", "双十": "10-10", "光棍": "11-11", "平安夜": "12-24", "圣诞": "12-25", "跨年夜?": "12-31", "情人": "2-14", "白色情人": "3-14",
    "妇女|三八妇女|三八": "3-8", "植树": "3-12", "愚人": "4-1", "母亲": "5:2:6", "父亲": "6:3:6", "感恩": "11:4:3", "万圣": "10-31", "复活": "easter", "冬至": "winter_solstice", "六一八|618": "6-18",
    "黑色星期五": "11:4:4",
}  # fmt: skip
_FEAST_WORD = "|".join(sorted((w for names in FEASTS for w in names.split("|")), key=len, reverse=True))
# Short names that are also plain words need 节, 假 or 前/后 beside them.
_SHORT = {"劳动", "儿童", "教师", "感恩", "情人", "妇女", "母亲", "父亲", "光棍", "万圣", "复活", "白色情人", "植树", "愚人", "建党", "建军", "过年", "新春", "七一", "八一", "三八", "五四", "重阳"}
_LONG = "|".join(sorted((w for names in FEASTS for w in names.split("|") if w not in _SHORT), key=len, reverse=True))
FEAST_TAIL = r"(?:国际)?(?:节假期|节日|长假|假期|小长假|佳节|节|放假|假|期间|当天|当日|那天|夜)"

_ZONES = {
    "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "中国": "Asia/Shanghai", "东八区": "Asia/Shanghai", "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei", "台湾": "Asia/Taipei", "新加坡": "Asia/Singapore",
    "东京": "Asia/Tokyo", "日本": "Asia/Tokyo", "首尔": "Asia/Seoul", "韩国": "Asia/Seoul", "伦敦": "Europe/London", "英国": "Europe/London", "巴黎": "Europe/Paris", "法国": "Europe/Paris", "柏林": "Europe/Berlin", "德国": "Europe/Berlin",
    "欧洲": "Europe/Berlin", "中欧": "Europe/Berlin", "纽约": "America/New_York", "美东": "America/New_York", "美国东部": "America/New_York", "美西": "America/Los_Angeles", "美国西部": "America/Los_Angeles", "太平洋": "America/Los_Angeles",
    "加州": "America/Los_Angeles", "旧金山": "America/Los_Angeles", "悉尼": "Australia/Sydney", "迪拜": "Asia/Dubai", "印度": "Asia/Kolkata", "格林尼治": "UTC", "世界协调": "UTC", "协调世界": "UTC",
}  # fmt: skip
_ZONE = "|".join(sorted(_ZONES, key=len, reverse=True))


def _feast(words: str) -> str:
    return next(kind for names, kind in FEASTS.items() if re.fullmatch(names, words))


def _unit(words: str) -> str:
    if words == "世纪":
        raise ValueError(words)
    return _UNITS[words]


_TILL = re.compile(r"^(?:.{1,3}[-~到至或]|[一两三四五六七](?=[二两三四五六七八九]$))")

SLOTS = {
    "n": Slot(pattern=f"{_UP_TO}?{_NUM}", value=lambda w: number(_TILL.sub("", w))),
    "nth": Slot(pattern=r"(?:\d{1,2}|[二三四五]?十[一二三四五六七八九]?|[一二三四五六七八九])", value=whole),
    "unit": Slot(pattern=f"(?:{_UNIT})", value=_unit),
    "weekday": Slot(pattern=r"[一二三四五六日天](?!鸣|帆|舟)|[1-7](?![\d.:/%年月点周个天号])", value=lambda w: WEEKDAYS[w]),
    "month": Slot(pattern=_MONTHNUM, value=lambda w: 1 if w == "元" else whole(w)),
    "day": Slot(pattern=_DAYNUM, value=whole),
    "year": Slot(pattern=r"(?:(?:19|20)\d\d|(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})", value=_year),
    "yy": Slot(pattern=r"(?:\d\d|[〇零一二三四五六七八九]{2})", value=_year),
    "rocyear": Slot(pattern=r"1[0-4]\d", value=int),
    "roc": Slot(pattern=r"(?:1[0-4]\d|\d{2,3}|[一二三四五六七八九十百零〇]{2,5})", value=whole),
    "shift": Slot(pattern=r"(?:下{1,3}|上{1,3})(?:一?个|一(?=[周星礼季]))?|(?:本|这|当|此|该)(?:个|一)?", value=_shift),
    "part": Slot(pattern="|".join(sorted(_PARTS, key=len, reverse=True)), value=lambda w: _PARTS[w]),
    "half": Slot(pattern=_HALF, value=lambda w: _HALVES[w]),
    "hour": Slot(pattern=r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])", value=whole),
    "minute": Slot(pattern=r"(?:[0-5]\d|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|[一二三四五六七八九])", value=lambda w: whole(w.lstrip("零") or "0")),
    "oldyear": Slot(pattern=r"(?!六七|七八|八九)[六七八九][〇零一二三四五六七八九]", value=_year),
    "decade": Slot(pattern="[2-9]0|[二三四五六七八九]十", value=lambda w: 1900 + whole(w)),
    "quarter": Slot(pattern=r"[1-4一二三四]", value=whole),
    "week": Slot(pattern=r"(?:5[0-3]|[1-4]\d|0?[1-9]|五十[一二三]?|[二三四]?十[一二三四五六七八九]?|[一二三四五六七八九])", value=whole),
    "feast": Slot(pattern=f"(?:{_FEAST_WORD})", value=_feast),
    "sure": Slot(pattern=f"(?:{_LONG})", value=_feast),
    "season": Slot(pattern="[春夏秋冬](?=天|季)|[夏秋冬](?![至奥装令粮衣瓜枫季雨风笔])", value=lambda w: {"春": 3, "夏": 6, "秋": 9, "冬": 12}[w]),
    "relyear": Slot(pattern="|".join(sorted(_RELATIVE_YEARS, key=len, reverse=True)), value=lambda w: _RELATIVE_YEARS[w]),
    "zone": Slot(pattern=f"(?:{_ZONE})", value=lambda w: _ZONES[w]),
    "anchor": Slot(pattern=r"(?:合同|协议|订单|款项|发票|货物|项目|系统|收到[^,。;\s]{0,6}|)(?:签订|签署|签约|签字|盖章|验收通过|验收合格|验收|收到|上线|交付|确认|付款|到账|打款|发货|到货|收货|通过|启动|开工|竣工|完工|审批|批准|审核|定稿|开票|入职|离职|生效|收款|完成|收到发票|出具|提交|回复|结束|发布|开业|立项|评审|下单|中标)", value=str),
}  # fmt: skip
