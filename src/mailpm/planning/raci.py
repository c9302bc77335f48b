"""Who is responsible, accountable, consulted, informed: whom to chase, to escalate to, to copy; and the gaps."""

from __future__ import annotations

from collections.abc import Iterable

from mailpm.model import Person, ProjectStatus, Raci, Side, TeamRole
from mailpm.model.letters.reports import RaciGap


def people_of(status: ProjectStatus, subject: str, *roles: Raci) -> tuple[Person, ...]:
    """The people with one of `roles` for a milestone (key or name) or deliverable, in the order of the roles."""
    names = _names_of(status, subject)
    found: dict[str, Person] = {}
    for role in roles:
        for assignment in status.assignments:
            if assignment.raci is role and assignment.subject in names:
                person = status.person(assignment.email)
                if person:
                    found.setdefault(person.email, person)
    return tuple(found.values())


def whom_to_chase(status: ProjectStatus, subject: str, *, side: Side = Side.CLIENT) -> tuple[Person, ...]:
    """Who is responsible on that side; the accountable where nobody is."""
    for role in (Raci.RESPONSIBLE, Raci.ACCOUNTABLE):
        found = _reachable(p for p in people_of(status, subject, role) if p.side is side)
        if found:
            return found
    return ()


def whom_to_escalate_to(status: ProjectStatus, subject: str, *, side: Side = Side.CLIENT) -> tuple[Person, ...]:
    """Who is accountable on that side; else the people that the plan names for escalation."""
    chased = {p.email for p in whom_to_chase(status, subject, side=side)}
    accountable = people_of(status, subject, Raci.ACCOUNTABLE)
    found = _reachable(p for p in accountable if p.side is side and p.email not in chased)
    return found or _reachable(p for p in status.people if p.side is side and p.escalation)


def whom_to_copy(status: ProjectStatus, subject: str) -> tuple[Person, ...]:
    """Who wants to be informed."""
    return _reachable(people_of(status, subject, Raci.INFORMED))


def whom_to_tell(status: ProjectStatus, subject: str) -> tuple[Person, ...]:
    """Who must know of a change: everybody in the subject's row, and the project's owners on the team."""
    row = people_of(status, subject, Raci.RESPONSIBLE, Raci.ACCOUNTABLE, Raci.CONSULTED, Raci.INFORMED)
    owners = [p for p in status.team if p.team_role is TeamRole.OWNER]
    return _reachable({p.email: p for p in (*row, *owners)}.values())


def gaps(status: ProjectStatus) -> tuple[RaciGap, ...]:
    """What the matrix lacks: for a project that has one, each milestone needs one accountable and somebody at work."""
    if not status.assignments:
        return ()
    found: list[RaciGap] = []
    for subject in _subjects(status):
        names = _names_of(status, subject)
        row = [a for a in status.assignments if a.subject in names]
        accountable = list(dict.fromkeys(a.email for a in row if a.raci is Raci.ACCOUNTABLE))
        if not accountable:
            found.append(RaciGap(subject=subject, kind="no_accountable"))
        elif len(accountable) > 1:
            found.append(RaciGap(subject=subject, kind="two_accountable", names=_called(status, accountable)))
        if not any(a.raci is Raci.RESPONSIBLE for a in row):
            found.append(RaciGap(subject=subject, kind="no_responsible"))
        strangers = sorted({a.email for a in row if status.person(a.email) is None})
        if strangers:
            found.append(RaciGap(subject=subject, kind="stranger", names=tuple(strangers)))
    return tuple(found)


def _subjects(status: ProjectStatus) -> tuple[str, ...]:
    """Milestones not reached yet, and deliverables that somebody is assigned to."""
    milestones = [m.name for m in status.milestones if m.actual is None]
    reached = {name for m in status.milestones if m.actual for name in (m.key, m.name, *m.deliverables)}
    known = {name for m in status.milestones for name in (m.key, m.name)}
    others = [a.subject for a in status.assignments if a.subject not in known | reached]
    return tuple(dict.fromkeys([*milestones, *others]))


def _names_of(status: ProjectStatus, subject: str) -> frozenset[str]:
    for m in status.milestones:
        if subject in (m.key, m.name):
            return frozenset((m.key, m.name))
    return frozenset((subject,))


def _reachable(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(p for p in people if not p.bounced)


def _called(status: ProjectStatus, emails: Iterable[str]) -> tuple[str, ...]:
    people = [(email, status.person(email)) for email in emails]
    return tuple(p.name if p and p.name else email for email, p in people)
