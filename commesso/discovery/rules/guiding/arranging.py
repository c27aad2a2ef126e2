"""A guide as its merchant wants it: the catalogue's own questions and written ones, in the merchant's order and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commesso.discovery.contracts.guiding import GuideQuestion
from commesso.discovery.rules.guiding.drawing import derive_questions
from commesso.discovery.rules.guiding.questions import Question
from commesso.discovery.rules.guiding.values import Item
from commesso.discovery.rules.guiding.wording import Rewording, reword
from commesso.discovery.rules.guiding.written import make_written

_LEAST_OPTIONS = 2


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Arrangement:
    """What `make_guide` is given, and the merchant's words by question."""

    questions: tuple[Question, ...]
    first: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)


def arrange(items: Sequence[Item], wanted: Sequence[GuideQuestion] = ()) -> Arrangement:
    """Return the questions about the items as a merchant wants them. What the catalogue no longer has is passed over."""
    written = [
        make_written(each, items)
        for each in wanted
        if each.is_written and not each.is_hidden and len(each.options) >= _LEAST_OPTIONS
    ]
    return Arrangement(
        questions=(*written, *derive_questions(items)),
        first=tuple(each.key for each in wanted if each.is_locked and not each.is_hidden),
        never=frozenset(each.key for each in wanted if each.is_hidden),
        rewordings={each.key: reword(each) for each in wanted},
    )
