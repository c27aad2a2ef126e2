import pytest

from tools.slow_first import spread


@pytest.mark.parametrize(
    ("slow", "quick", "workers", "expected"),
    [
        ("AB", "cdef", 2, "AcdBef"),
        ("ABC", "defgh", 2, "AdefBCgh"),
        ("", "abc", 3, "abc"),
        ("ABC", "", 2, "ABC"),
        ("A", "bcd", 1, "Abcd"),
    ],
)
def test_each_worker_begins_with_its_share_of_what_takes_long(
    slow: str, quick: str, workers: int, expected: str
) -> None:
    assert "".join(spread(list(slow), list(quick), workers)) == expected
