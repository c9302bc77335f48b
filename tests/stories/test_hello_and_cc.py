"""DIALOGUES, Hello and CC: a project begins by mail; a letter with the assistant in copy is noted, to the PM alone."""

import pytest
from tests.stories.conftest import ASK_EN, ASK_ZH, LENA, PM, PROJECT_EN, PROJECT_ZH, WANG, ZHAO, A, Begin, at


def test_a_project_in_chinese_begins_with_the_pms_ok(story: Begin) -> None:
    s = story("zh", begun=False)
    s.write(PM, PROJECT_ZH, to=[A], subject="新项目 ACME 官网改版")
    s.assistant.tick()
    noted = s.latest(PM, kind="project_noted")
    assert "3 位联系人、2 个里程碑" in noted.text
    assert "还没有给客户发任何邮件" in noted.text
    assert "王敏的时区？" in noted.text
    assert [p.status for p in s.ledger.projects()] == ["new"]
    s.order("确认,上线改11月25日", "project_noted")
    assert [p.status for p in s.ledger.projects()] == ["active"]
    assert "上线 → 11月25日(周三)，原为 11月20日(周五)" in s.receipt()
    assert s.to(WANG) == []


def test_a_project_in_english_begins_with_the_pms_ok(story: Begin) -> None:
    s = story("en", begun=False)
    s.write(PM, PROJECT_EN, to=[A], subject="New project Lumen shop")
    s.assistant.tick()
    noted = s.latest(PM, kind="project_noted")
    assert "1 contact, 2 milestones" in noted.text
    assert "Nothing has been sent to the client." in noted.text
    s.order("OK, opening moves to 1 December", "project_noted")
    (project,) = s.ledger.projects()
    status = s.ledger.project_status(project.key, s.clock.now())
    assert {m.name: m.baseline.isoformat() for m in status.milestones} == {
        "product pages": "2026-11-06",
        "opening": "2026-12-01",
    }
    assert s.to(LENA) == []


@pytest.mark.parametrize(("language", "client", "ask", "count"), [("zh", WANG, ASK_ZH, 2), ("en", LENA, ASK_EN, 1)])
def test_a_letter_in_copy_is_noted_to_the_pm_and_never_to_the_client(
    story: Begin, language: str, client: str, ask: str, count: int
) -> None:
    s = story(language)
    s.write(PM, ask, to=[client], cc=[A], subject="Material")
    s.assistant.tick()
    noted = s.latest(PM, kind="noted")
    rows = [t for t in s.ledger.items() if t.item.owner.email == client]
    assert len(rows) == count
    assert all(t.item.quote in noted.text.replace("\n", " ") for t in rows)
    assert s.to(client) == []


def test_a_list_is_mended_in_own_words_and_an_unknown_name_is_asked_about(story: Begin) -> None:
    s = story("zh")
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="素材")
    s.assistant.tick()
    s.order("1 改 10/19;2归孙莉", "noted")
    assert "10月19日(周一)" in s.receipt()
    assert "不认识『孙莉』，请给邮箱" in s.receipt()
    first, second = sorted((t.item for t in s.ledger.items()), key=lambda i: i.quote)
    assert {first.due.iso(), second.due.iso()} == {"2026-10-16", "2026-10-19"}
    assert {first.owner.email, second.owner.email} == {WANG}
    s.order("2归赵强", "noted")
    assert ZHAO in {t.item.owner.email for t in s.ledger.items()}


@pytest.mark.parametrize("words", ["1、2 已收到", "1,2 已收到", "1 和 2 已收到", "１，２已收到"])
def test_numbers_in_every_punctuation(story: Begin, words: str) -> None:
    s = story("zh")
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="素材")
    s.assistant.tick()
    s.order(words, "noted")
    assert {str(t.item.status) for t in s.ledger.items()} == {"done"}


def test_what_is_not_understood_is_said_back_and_changes_nothing(story: Begin) -> None:
    s = story("zh")
    s.write(PM, ASK_ZH, to=[WANG], cc=[A], subject="素材")
    s.assistant.tick()
    before = s.ledger.items()
    s.order("把那个谁的东西弄一弄", "noted")
    assert "把那个谁的东西弄一弄" in s.receipt()
    assert "可以这样写" in s.receipt()
    after = s.ledger.items()
    assert [t.item for t in after] == [t.item for t in before]


def test_an_old_letters_number_stays_the_old_letters_number(story: Begin) -> None:
    s = story("zh")
    s.write(PM, "王敏,请您周五前把 logo 源文件发给我。", to=[WANG], cc=[A], subject="素材一")
    s.assistant.tick()
    old = s.latest(PM, kind="noted")
    s.until(at("12 11:00"))
    s.write(PM, "王敏,请您周四前把合同扫描件发给我。", to=[WANG], cc=[A], subject="素材二")
    s.assistant.tick()
    s.write(PM, "1 已收到", answers=old)
    s.assistant.tick()
    done = [t.item.quote for t in s.ledger.items() if str(t.item.status) == "done"]
    assert len(done) == 1
    assert "logo" in done[0]


@pytest.mark.parametrize(("language", "client", "ask", "word"), [("zh", WANG, ASK_ZH, "从您这封信开始"), ("en", LENA, ASK_EN, "began with your letter")])
def test_a_first_letter_to_a_new_client_begins_a_project_and_says_so(
    story: Begin, language: str, client: str, ask: str, word: str
) -> None:
    s = story(language, begun=False)
    s.write(PM, ask, to=[client], cc=[A], subject="Material")
    s.assistant.tick()
    (project,) = s.ledger.projects()
    assert project.status == "active"
    assert {p.email for p in s.ledger.people(project.key)} == {PM, client}
    assert word in s.latest(PM, kind="project_noted").text
    assert s.latest(PM, kind="noted")
    assert s.to(client) == []


def test_a_clients_letter_that_the_pm_passes_on_is_read_as_the_clients(story: Begin) -> None:
    s = story("zh")
    forwarded = (
        "\n\n---------- Forwarded message ---------\n发件人: 王敏 <wang.min@acme.example>\n"
        "Date: 2026年10月12日周一 08:40\nSubject: 品牌手册\nTo: 李娜 <li.na@weave.example>\n\n我们周五前把品牌手册发给您。\n"
    )
    s.write(PM, forwarded, to=[A], subject="Fwd: 品牌手册")
    s.assistant.tick()
    (row,) = s.ledger.items()
    assert row.item.owner.email == WANG
    assert row.item.due is not None
    assert row.item.due.iso() == "2026-10-16"
    assert s.latest(PM, kind="noted")
