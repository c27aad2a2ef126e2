import pytest

from tools.slow_first import deal, spread


@pytest.mark.parametrize(
    ("shares", "quick", "expected"),
    [
        (["A", "B"], "cdef", "AcdBef"),
        (["A", "BC"], "defgh", "AdefBCgh"),
        (["", "", ""], "abc", "abc"),
        (["A", "BC"], "", "ABC"),
        (["A"], "bcd", "Abcd"),
    ],
)
def test_each_worker_begins_with_its_share_of_what_takes_long(
    shares: list[str], quick: str, expected: str
) -> None:
    assert "".join(spread([list(share) for share in shares], list(quick))) == expected


def test_each_worker_has_about_as_much_to_do_and_modules_stay_together() -> None:
    modules = [
        [("a", 5.0), ("b", 5.0)],
        [("kill", 150.0)],
        [("c", 60.0), ("d", 60.0)],
        [("e", 30.0)],
    ]
    assert deal(modules, 2) == [["kill", "a", "b"], ["c", "d", "e"]]
    assert deal([], 2) == [[], []]
