"""Which predicted span answers which gold span.

In: two sequences of spans. Out: pairs of indices, each index at most once. Knows nothing of what the spans mean.

Two spans may be paired when they share at least one character. Pairs are chosen greedily: identical spans first, then
the most shared characters, then the earliest; so one prediction that covers two gold spans answers one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.record import Span

__all__ = ["align", "best_pairs", "overlap"]


def overlap(left: Span, right: Span) -> int:
    """Return how many characters two spans share.

    >>> overlap(Span(0, 5), Span(3, 9)), overlap(Span(0, 5), Span(5, 9))
    (2, 0)
    """
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def align(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[int, int]:
    """Return, for each gold span that is answered, the index of its prediction.

    >>> align([Span(0, 9), Span(20, 24)], [Span(3, 9), Span(0, 9), Span(30, 31)])
    {0: 1}
    """

    def weight(left: int, right: int) -> tuple[int, ...]:
        shared = overlap(gold[left], predicted[right])
        return (int(gold[left] == predicted[right]), shared) if shared else ()

    return best_pairs(len(gold), len(predicted), weight)


def best_pairs(gold: int, predicted: int, weight: Callable[[int, int], tuple[int, ...]]) -> dict[int, int]:
    """Return one-to-one pairs of indices, heaviest first; an empty weight forbids a pair."""
    candidates = [
        (worth, left, right) for left in range(gold) for right in range(predicted) if (worth := weight(left, right))
    ]
    candidates.sort(key=lambda item: (tuple(-part for part in item[0]), item[1], item[2]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, left, right in candidates:
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return dict(sorted(pairs.items()))
