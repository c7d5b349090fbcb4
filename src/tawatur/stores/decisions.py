"""What people decided about a case: appended, attributed, withdrawn by a later row; never edited or deleted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tawatur.core.errors import NotFoundError
from tawatur.stores.sqlite import Case


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `action`: merge, split, rename, retype, accept, reject, unsure, rate (a claim), grade (a source) or
    note; `withdrawn` by a later row."""

    number: int
    at: str
    who: str
    action: str
    subject: str
    object: str
    because: str
    withdrawn: bool


def append(case: Case, at: str, who: str, action: str, subject: str, obj: str = "", because: str = "") -> int:
    """Record a decision made at `at` (ISO 8601) by `who`; its number."""
    with case.transaction():
        return _insert(case.connection, at, who, action, subject, obj, because, None)


def withdraw(case: Case, at: str, who: str, number: int, because: str = "") -> int:
    """Record that decision `number` no longer holds; raises NotFoundError when there is none or it was withdrawn."""
    decision = next((d for d in log(case) if d.number == number), None)
    if decision is None or decision.withdrawn or decision.action == "withdraw":
        raise NotFoundError(f"There is no decision {number} in force. See them with: tawatur decisions {case.path}")
    with case.transaction():
        return _insert(case.connection, at, who, "withdraw", decision.subject, decision.object, because, number)


def log(case: Case) -> list[Decision]:
    """Every decision in order, withdrawals included."""
    rows = case.connection.execute(
        "SELECT number, at, who, action, subject, object, because, "
        "EXISTS (SELECT 1 FROM decision w WHERE w.withdraws = d.number) FROM decision d ORDER BY number"
    )
    return [Decision(n, at, who, act, subj, obj, why, bool(gone)) for n, at, who, act, subj, obj, why, gone in rows]


def in_force(case: Case, *actions: str) -> list[Decision]:
    """Decisions with one of `actions` that nobody withdrew, in order."""
    return [d for d in log(case) if d.action in actions and not d.withdrawn]


def _insert(connection: sqlite3.Connection, *values: object) -> int:
    cursor = connection.execute(
        "INSERT INTO decision(at, who, action, subject, object, because, withdraws) VALUES (?,?,?,?,?,?,?)", values
    )
    return int(cursor.lastrowid or 0)
