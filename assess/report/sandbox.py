"""Where templates run, ours and a user's: a sandbox in which nothing is printed unescaped and nothing is changed.

What is wrong in a user's template is told with its file and line; what is wrong in ours is an error of ours.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    nodes,
)
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from assess.base.errors import InputError
from assess.base.resources import search_path, shipped
from assess.base.texts import Text
from assess.report.security import clean
from assess.report.view.marks import View

_FAULTS: Final = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
    MemoryError,
)
"""What a template can raise that runs in the sandbox."""


class _Writer(CodeGenerator):
    """Compiles what templates print to one call of `printed`, which escapes, instead of a call of each in turn.

    It halves the time of a page. A later Jinja that did not ask these two would escape twice, which is seen.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:  # noqa: ARG002
        self.write("environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:  # noqa: ARG002
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """A strict environment; escaping cannot be switched off, and the fields of views are reached by a short way."""

    code_generator_class = _Writer
    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, loader: BaseLoader | None = None, **options: Any) -> None:
        options = {"finalize": printed, **options}
        self.steps = 0
        super().__init__(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False, **options)
        for name in ("safe", "pprint"):
            del self.filters[name]
        self.filters["_counted"] = self._counted

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, View) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError("autoescape cannot be switched", node.lineno, name, filename)
        if filename is None or not Path(filename).is_relative_to(shipped("templates")):
            for loop in tree.find_all(nodes.For):
                loop.iter = nodes.Filter(loop.iter, "_counted", [], [], None, None, lineno=loop.lineno)
        return tree

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """What a loop of a user's template goes through; all loops of a page together have an end."""
        for item in items:
            self.steps += 1
            if self.steps > _STEPS:
                raise SecurityError(f"the loops of a page go through more than {_STEPS:,} things")
            yield item

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work out `*`, `**` and `%`, of numbers of common size only: larger ones would take all time or memory."""
        if not all(isinstance(x, int | float) and abs(x) <= _LARGEST for x in (left, right)):
            raise SecurityError(f"“{operator}” is for numbers up to {_LARGEST:,} only")
        if operator == "**" and abs(right) > _POWER:
            raise SecurityError(f"“**” is for powers up to {_POWER} only")
        return super().call_binop(context, operator, left, right)


class Folders(FileSystemLoader):
    """Templates of folders; one that is not UTF-8 is a fault of that file."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            found = (Path(folder) / template for folder in self.searchpath)
            file = next(str(path) for path in found if path.is_file())
            raise TemplateSyntaxError("it is not UTF-8", 1, template, file) from error


_STEPS: Final = 1_000_000
"""How many things the loops of a user's templates may go through in a page; ours go through a few thousand."""
_LARGEST: Final = 10**9
_POWER: Final = 16

_TOLD: Final = re.compile("[&<>\"']").search
"""Finds what has to be escaped, which most texts do not hold."""


def printed(value: object) -> str:
    """What a template prints, cleaned and escaped; TypeError for what is no text, which the view did not format."""
    if type(value) is str:
        # Most texts are plain: two looks at them are faster than cleaning and escaping all.
        text = value if value.isprintable() else clean(value)
        return text if _TOLD(text) is None else escape(text)
    # Markup comes from our macros and the style sheet: escaped or checked already.
    if type(value) is Markup:
        return value
    if isinstance(value, Undefined):
        return str(value)  # raises, and names what is missing
    raise TypeError(f"a template printed {value!r}: only texts made by the view may be printed")


def printed_in_word(value: object) -> Markup:
    """`printed`, with what docxtpl would take for a brace of its own kept apart."""
    text = str(escape(printed(value)))
    return Markup(text.replace("{_", "{&#95;").replace("_}", "&#95;}").replace("%_", "%&#95;"))


@contextmanager
def told(name: str = "") -> Iterator[None]:
    """Turn what goes wrong in a user's template into InputError with its file and line.

    `name` is the file that is run where its lines are not known, as in a Word skeleton; without it, the file is the
    innermost one of a user's folder that ran. Faults of our own templates stay as they are.
    """
    try:
        yield
    except _FAULTS as error:
        at = name or _place(error)
        if not at:
            raise
        why = str(error) or type(error).__name__
        raise InputError(
            Text(zh=f"模板 {at} 有误：{why}", en=f"the template {at} is wrong: {why}"),
            Text(
                zh="请改正它，或删去它改用我们的模板；能用的字段见 docs/report.md。",
                en="Mend it, or delete it to use ours; docs/report.md tells what a template may use.",
            ),
        ) from error


def _place(error: Exception) -> str:
    """File and line in a user's folder where `error` arose; nothing when only our templates took part."""
    own = [folder for folder in search_path("templates") if folder != shipped("templates")]
    places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    for file, line in reversed(places):
        for folder in own:
            if Path(file).is_relative_to(folder):
                return f"{Path(file).relative_to(folder).as_posix()}:{line}"
    return ""
