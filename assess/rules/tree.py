"""The parts of a rule as a tree of frozen nodes; chains of equal precedence are one node.

Every node knows its place in the source (code points) and its slot, the index under which an evaluation
records what it came to. Children always have lower slots than their parent; the root has the highest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

import msgspec

from assess.base.band import Band
from assess.rules.units import Unit

Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
Operator = Literal["+", "-", "*", "/"]


class Node(msgspec.Struct, frozen=True):
    """Any part of a rule: source[start:end]."""

    start: int
    end: int
    slot: int

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, without recursion, so that no depth can overflow the stack."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.parts)


class Broken(Node, frozen=True):
    """A part about which a problem has been noted already; nothing is said about what contains it."""

    items: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return self.items


class Quantity(Node, frozen=True):
    """A part whose value is a number; `unit` is None for plain numbers, which adapt to any unit."""

    unit: Unit


class Number(Quantity, frozen=True):
    """A number written in the rule."""

    value: float


class Name(Quantity, frozen=True):
    """The value of a fact or the score of an indicator or layer; with `previous`, that of a year before.

    `range` is what is known of it without any measurement.
    """

    id: str
    range: Band
    previous: bool = False


class Negative(Quantity, frozen=True):
    """−item."""

    item: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return (self.item,)


class Chain(Quantity, frozen=True):
    """items[0] operators[0] items[1] …, from left to right; either all + and - or all * and /."""

    operators: tuple[Operator, ...]
    items: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return self.items


class Call(Quantity, frozen=True):
    """A function of numbers, from the table in functions.py."""

    function: str
    items: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return self.items


class Condition(Node, frozen=True):
    """A part that is yes, no or undetermined."""


class Truth(Condition, frozen=True):
    """`true` or `false`."""

    value: bool


class Known(Condition, frozen=True):
    """known(item)."""

    item: Name

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return (self.item,)


class Compare(Condition, frozen=True):
    """left operator right."""

    operator: Comparison
    left: Node
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return (self.left, self.right)


class Opposite(Condition, frozen=True):
    """!item."""

    item: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return (self.item,)


class AtLeast(Condition, frozen=True):
    """At least `needed` of the conditions hold: `&&` needs all, `||` one, `at_least(n, …)` any number.

    `form` is how it is written.
    """

    form: Literal["&&", "||", "at_least"]
    needed: int
    items: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        return self.items
