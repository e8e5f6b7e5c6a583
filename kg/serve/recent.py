"""Answers given lately, so that what many ask of an unchanged store is computed once.

In: entity tags, which tell a question and the state of the store from any other, and small whole answers. Out: the same
answers. It knows nothing of stores or of HTTP, and never holds more than its room: what was asked for longest ago goes.
"""

from __future__ import annotations

from kg.serve.pool import Answer

__all__ = ["Recent"]

_ROOM = 4 << 20  # bytes of bodies
_OVERHEAD = 512  # what Python keeps beside a body


class Recent:
    """Answers by entity tag.

    >>> recent = Recent(room=2_000)
    >>> for tag in "abcd":
    ...     recent.keep(tag, Answer(200, "text/csv", b"?x"))
    >>> [tag for tag in "abcd" if recent.find(tag)]
    ['b', 'c', 'd']
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._answers: dict[str, Answer] = {}

    def find(self, tag: str) -> Answer | None:
        """Return the answer with this tag, where it is still there."""
        answer = self._answers.pop(tag, None)
        if answer is not None:
            self._answers[tag] = answer  # last in order, so last to go
        return answer

    def keep(self, tag: str, answer: Answer) -> None:
        """Keep an answer, and let go of others where there is no room."""
        self._drop(tag)
        self._answers[tag] = answer
        self._room -= len(answer.body) + _OVERHEAD
        while self._room < 0:
            self._drop(next(iter(self._answers)))

    def _drop(self, tag: str) -> None:
        answer = self._answers.pop(tag, None)
        if answer is not None:
            self._room += len(answer.body) + _OVERHEAD
