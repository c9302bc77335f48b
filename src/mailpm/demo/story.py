"""The play's scenes, in order: each one is what somebody does at a moment; the assistant does the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mailpm.demo import script as words
from mailpm.demo.script import Script
from mailpm.demo.stage import Letter, Stage


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The stage, the PM's words, and who is who."""

    stage: Stage
    script: Script
    pm: str
    wang: str
    zhao: str
    lena: str
    assistant: str

    def asked(self, client: str) -> Letter:
        """The letter in which the PM asked this client for things."""
        return next(letter for letter in self.stage.inbox(client) if letter.sender == self.pm)

    def order(self, text: str, kind: str, *hints: str) -> None:
        """The PM answers the newest letter of this kind that has these words in it."""
        self.stage.write(self.pm, text, answers=self.stage.latest(self.pm, *hints, kind=kind))


def hello_acme(s: Scene) -> None:
    """The PM begins a project by mail"""
    s.stage.write(s.pm, s.script.acme, to=[s.assistant], subject=s.script.acme_subject)


def confirm_acme(s: Scene) -> None:
    """…and says that it was understood"""
    s.order(s.script.fine, "project_noted", "ACME")


def hello_lumen(s: Scene) -> None:
    """A second project, with an English client"""
    s.stage.write(s.pm, s.script.lumen, to=[s.assistant], subject=s.script.lumen_subject)


def confirm_lumen(s: Scene) -> None:
    """…begins as well"""
    s.order(s.script.fine, "project_noted", "Lumen")


def ask_wang(s: Scene) -> None:
    """The PM writes to 王敏 and copies mailpm"""
    s.stage.write(s.pm, words.TO_WANG, to=[s.wang], cc=[s.assistant], subject="ACME 官网:素材")


def list_fine(s: Scene) -> None:
    """The PM looks at what was noted"""
    s.order(s.script.list_fine, "noted", "logo")


def ask_lena(s: Scene) -> None:
    """The PM writes to Lena and copies mailpm"""
    s.stage.write(s.pm, words.TO_LENA, to=[s.lena], cc=[s.assistant], subject="Lumen shop: what we need")


def lena_fine(s: Scene) -> None:
    """…and confirms that list too"""
    s.order(s.script.list_fine, "noted", "photos")


def send_wireframes(s: Scene) -> None:
    """The PM keeps her own promise"""
    s.stage.write(
        s.pm,
        words.WIREFRAMES,
        to=[s.lena],
        cc=[s.assistant],
        answers=s.asked(s.lena),
        attachments=[("wireframes.pdf", b"%PDF-1.4 invented", "application/pdf")],
    )


def wang_answers(s: Scene) -> None:
    """王敏 answers: one thing delivered, one later, one is somebody else's"""
    s.stage.write(
        s.wang,
        words.WANG_MIXED,
        to=[s.pm],
        cc=[s.assistant],
        answers=s.asked(s.wang),
        attachments=[("logo.ai", b"invented", "application/postscript")],
    )


def hand_over(s: Scene) -> None:
    """The PM gives the address of the new owner"""
    s.order(s.script.hand_over, "noted", "logo.ai")


def send_all(s: Scene) -> None:
    """The PM reads the morning brief and lets the drafts go"""
    s.order(s.script.send_all, "brief")


def friday_report(s: Scene) -> None:
    """The reports' drafts came half an hour ago; the PM lets them go"""
    for name in ("ACME", "Lumen"):
        s.order(s.script.report_go, "report_draft", name)


def minutes(s: Scene) -> None:
    """The PM forwards the minutes of the ACME meeting"""
    s.stage.write(s.pm, f"{s.script.minutes}\n\n{words.MINUTES}", to=[s.assistant], subject=s.script.minutes_subject)


def minutes_mended(s: Scene) -> None:
    """…and mends what was not clear"""
    s.order(s.script.minutes_mended, "noted", "导航")


def lena_answers(s: Scene) -> None:
    """Lena answers the reminder: delivered, and one thing later"""
    s.stage.write(
        s.lena, words.LENA_SICK, to=[s.pm], cc=[s.assistant], answers=s.stage.latest(s.lena),
        attachments=[("product-photos.zip", b"invented", "application/zip")],
    )  # fmt: skip


def zhao_done(s: Scene) -> None:
    """赵强 has done his part, and says so in a letter of his own"""
    s.stage.write(s.zhao, words.ZHAO_DONE, to=[s.pm], cc=[s.assistant], subject="域名")


def wish(s: Scene) -> None:
    """王敏 wishes for something that was not agreed"""
    s.stage.write(s.wang, words.WANG_WISH, to=[s.pm], cc=[s.assistant], subject="方案B与多语言")


def copy_comes(s: Scene) -> None:
    """王敏 sends the copy, on the day she had moved it to"""
    s.stage.write(
        s.wang, words.WANG_COPY, to=[s.pm], cc=[s.assistant], answers=s.asked(s.wang),
        attachments=[("首页文案.docx", b"invented", "application/msword")],
    )  # fmt: skip


def assess(s: Scene) -> None:
    """The PM says what the change costs, and who is to decide"""
    s.order(s.script.assess, "change_question", "CR1")


def change_agreed(s: Scene) -> None:
    """王敏 agrees; her sentence is the evidence, and the milestone moves"""
    s.stage.write(s.wang, words.WANG_YES, answers=s.stage.latest(s.wang, "CR1"), cc=[s.pm])


def lena_away(s: Scene) -> None:
    """Lena's out-of-office reply"""
    s.stage.write(s.lena, words.LENA_AWAY, to=[s.assistant], subject="Automatic reply: Out of office")


def ask_what_lena_owes(s: Scene) -> None:
    """The PM asks a question"""
    s.stage.write(s.pm, s.script.ask_lena, to=[s.assistant], subject="?")


def meeting(s: Scene) -> None:
    """The PM asks for a weekly meeting"""
    s.stage.write(s.pm, s.script.meeting, to=[s.assistant], subject=s.script.meeting_subject)


def lena_chooses(s: Scene) -> None:
    """Lena is back and has decided"""
    s.stage.write(s.lena, words.LENA_CHOICE, to=[s.pm], cc=[s.assistant], answers=s.asked(s.lena))


def the_end(s: Scene) -> None:
    """Friday evening"""


STORY: tuple[tuple[str, Callable[[Scene], None]], ...] = (
    ("2026-10-12T09:00", hello_acme),
    ("2026-10-12T09:06", confirm_acme),
    ("2026-10-12T09:20", hello_lumen),
    ("2026-10-12T09:25", confirm_lumen),
    ("2026-10-12T10:00", ask_wang),
    ("2026-10-12T10:20", list_fine),
    ("2026-10-13T09:00", send_all),
    ("2026-10-13T16:00", ask_lena),
    ("2026-10-13T16:10", lena_fine),
    ("2026-10-15T15:30", send_wireframes),
    ("2026-10-15T16:10", wang_answers),
    ("2026-10-15T16:30", hand_over),
    ("2026-10-16T09:00", send_all),
    ("2026-10-16T15:45", friday_report),
    ("2026-10-19T09:00", send_all),
    ("2026-10-19T15:00", minutes),
    ("2026-10-19T15:20", minutes_mended),
    ("2026-10-19T22:00", lena_answers),
    ("2026-10-20T09:00", send_all),
    ("2026-10-20T11:00", zhao_done),
    ("2026-10-21T10:00", wish),
    ("2026-10-21T10:30", assess),
    ("2026-10-21T15:00", copy_comes),
    ("2026-10-22T09:00", send_all),
    ("2026-10-22T14:00", change_agreed),
    ("2026-10-23T09:00", send_all),
    ("2026-10-23T15:45", friday_report),
    ("2026-10-23T20:00", lena_away),
    ("2026-10-26T09:30", ask_what_lena_owes),
    ("2026-10-26T10:00", meeting),
    ("2026-10-26T10:20", send_all),
    ("2026-10-29T16:00", lena_chooses),
    ("2026-10-30T15:45", friday_report),
    ("2026-10-30T18:00", the_end),
)
