"""What is read once for many pages of a shop, and read again soon."""

import time

from commesso.kernel.memory import Kept, Memory


def test_what_was_read_is_not_read_again_until_it_is_old() -> None:
    memory: Memory[str, int] = Memory(seconds=0.05)
    reads = iter(range(10))
    assert [memory.read("key", lambda: next(reads)) for _ in range(3)] == [0, 0, 0]
    time.sleep(0.06)
    assert memory.recall("key") is None
    assert memory.read("key", lambda: next(reads)) == 1


def test_a_key_that_opens_nothing_is_remembered_too() -> None:
    memory: Memory[str, int | None] = Memory(seconds=60)
    assert memory.recall("unknown") is None
    assert memory.keep("unknown", None) is None
    assert isinstance(memory.recall("unknown"), Kept)


def test_strangers_cannot_fill_the_memory() -> None:
    memory: Memory[int, int] = Memory(seconds=60, most=100)
    for key in range(1_000):
        memory.keep(key, key)
    assert sum(memory.recall(key) is not None for key in range(1_000)) <= 100


def test_what_changed_is_let_go_of() -> None:
    memory: Memory[str, int] = Memory(seconds=60)
    memory.keep("one", 1)
    memory.keep("two", 2)
    memory.forget("one", "never kept")
    assert (memory.recall("one"), memory.read("two", lambda: 0)) == (None, 2)


def test_what_was_kept_at_one_moment_is_not_read_anew_at_one_moment() -> None:
    memory: Memory[int, str] = Memory(seconds=60)
    for key in range(50):
        memory.keep(key, "read")
    kept = [each for key in range(50) if (each := memory.recall(key))]
    left = [each.until - time.monotonic() for each in kept]
    assert len(left) == 50
    assert max(left) <= 60
    assert max(left) - min(left) > 5
