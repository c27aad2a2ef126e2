"""Words that a slip of the finger may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.adapters.tantivy.vocabulary import Vocabulary

LAMPS = ["lamp", "lamps", "clamp", "lampada", "tavolo", "灯", "台灯"]
WORD = st.text(alphabet="abcé灯1", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("word", "slips", "near"),
    [
        ("lamp", 1, {"lamp": 0, "lamps": 1, "clamp": 1}),
        ("lapm", 1, {"lamp": 1}),  # two neighbours in the wrong order are one slip
        ("lamo", 1, {"lamp": 1}),
        ("tvolo", 1, {"tavolo": 1}),
        ("lmpda", 2, {"lampada": 2}),
        ("灯", 1, {"灯": 0, "台灯": 1}),
        ("zzzz", 2, {}),
        ("", 1, {}),
    ],
)
def test_words_are_found_by_their_slips(word: str, slips: int, near: dict[str, int]) -> None:
    assert Vocabulary(LAMPS).find_near(word, slips) == near


@given(st.lists(st.lists(WORD, max_size=5), max_size=12), WORD, st.integers(0, 2))
def test_no_near_word_is_missed_in_whatever_portions_they_came(
    portions: list[list[str]], word: str, slips: int
) -> None:
    vocabulary = Vocabulary([])
    for each in portions:
        vocabulary.add(each)
    known = {each for portion in portions for each in portion}
    counted = {each: count_slips(each, word) for each in known}
    assert vocabulary.find_near(word, slips) == {
        each: count for each, count in counted.items() if count <= slips
    }


def count_slips(left: str, right: str) -> int:
    """Return what the definition says: each letter slips once."""
    table = {(row, -1): row + 1 for row in range(-1, len(left))}
    table |= {(-1, column): column + 1 for column in range(-1, len(right))}
    for row, one in enumerate(left):
        for column, other in enumerate(right):
            table[row, column] = min(
                table[row - 1, column] + 1,
                table[row, column - 1] + 1,
                table[row - 1, column - 1] + (one != other),
            )
            if row and column and (one, left[row - 1]) == (right[column - 1], other):
                table[row, column] = min(table[row, column], table[row - 2, column - 2] + 1)
    return table[len(left) - 1, len(right) - 1]
