"""What is set apart as a signature, and what only looks like one: an own sentence lost is worse than a name kept."""

from __future__ import annotations

import pytest

from mailpm.message.reply import part
from mailpm.message.signature import is_sign_off

# Whole letters without a signature, or with one that is part of what the person says.
KEPT = [
    "文案下周三给您。\n王敏 13800000001",
    "您可以联系赵强：\n\n赵强\n电话：138 0000 0002",
    "域名找赵强：\n赵强 13800000002",
    "Here you go:\n\nTom Reed\ntom@n.example\n+49 30 555 0101",
    "王敏\n13800000001",
    "See https://x.example/a",
    "链接如下\n\nhttps://x.example/a",
    "The new address:\n\nNordlicht GmbH\nMusterstr. 1\nTel: +49 30 5550101\n\nPlease update by Friday.",
    "Call me tomorrow at +49 170 5550100",
    "OK\n\nhttps://drive.example/logo\nhttps://drive.example/copy",
    "附件已上传：\nhttps://pan.example/s/1\n提取码：abcd",
    "文件在这里\n\n网盘 https://pan.example/s/1\n密码 abcd",
    "待办\n\n- 赵强 域名 10/20 电话：13800000001\n- 孙莉 文案 10/21",
    "Friday works.\n\nBest,\nLena",
    "周五前发您。\n\n谢谢！\n王敏",
    "Thanks",
    "-- see above --\nthat is my answer.",
    "选项：\n--\nA 周五\nB 下周三\n\n请选一个，并说明理由，我们今天就要定下来，否则印刷来不及。" + "这句话很长。" * 80,
    "Sent from the warehouse yesterday.",
    "发自内心感谢各位的支持，周五见。",
]  # fmt: skip

# (what the person says, what stands below it)
CUT = [
    ("好的,谢谢!", "\n王敏\n13800000001"),
    ("文案下周三给您。", "\n\n王敏\n13800000001"),
    ("Friday works.", "\n\nKind regards / Mit freundlichen Grüßen\n\nLena Brandt\nM: +49 170 5550100\nhttps://nordlicht.example"),
    ("Friday works.", "\n\n[cid:image001.png@01D9]\nLena Brandt\nNordlicht GmbH\nlena@n.example<mailto:lena@n.example>"),
    ("Friday works.", "\n\nNordlicht GmbH, Geschäftsführer: T. Reed, Registergericht Berlin HRB 12345, USt-IdNr. DE123456789"),
    ("Friday works.", "\n\n________________________________\nLena Brandt\nNordlicht\nPhone: 030 555 0100"),
    ("Friday works.", "\n\n(sent from a phone)"),
    ("Friday works.", "\n\nDiese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet."),
    ("周五前发您。", "\n\n———————————\n王敏\nACME 市场部\n13800000001"),
    ("周五前发您。", "\n\n—— \n王敏\n产品部"),
    ("周五前发您。", "\n\n顺祝商祺\n----------------------------------------\n王敏  Wang Min\n项目经理\nMob: +86 138 0000 0001"),
    ("周五前发您。", "\n\n發自我的 iPhone\n"),
    ("周五前发您。", "\n\n王敏\nACME（上海）有限公司\n电话：021-55550100\n\n请注意环境，打印此邮件前请考虑环保。"),
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_words_that_stay(text: str) -> None:
    parted = part(text)
    assert parted.own == text
    assert not parted.signature


@pytest.mark.parametrize(("own", "below"), CUT)
def test_blocks_that_go_and_are_kept_as_the_signature(own: str, below: str) -> None:
    parted = part(own + below + "\n\nOn 13/10/2026 17:05, Chen Yu wrote:\n> x\n")
    assert parted.own == own
    assert "".join(parted.signature.split()) == "".join(below.split())


@pytest.mark.parametrize("line", ["Best regards,", "Kind regards", "Mit freundlichen Grüßen", "此致", "顺颂商祺", "谢谢！", "Thanks,", "Cordialement,", "祝好"])
def test_sign_offs(line: str) -> None:
    assert is_sign_off(line)


@pytest.mark.parametrize("line", ["Thanks for the files, I will look.", "谢谢您的来信，文案周五给您。", "Best option is B", "祝您和您的团队节日快乐，另外请确认文案"])
def test_no_sign_offs(line: str) -> None:
    assert not is_sign_off(line)
