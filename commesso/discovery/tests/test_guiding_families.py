"""The way from a whole shop to a family of products."""

import pytest

from commesso.discovery.rules.guiding.families import FAMILY, MORE, FamilyOption, find_family_step

SHOP = {"Home > Lamps": 40, "Home > Rugs > Wool": 20, "Home > Rugs > Jute": 25, "Home > Vases": 21}


def test_a_whole_shop_asks_for_the_family_step_by_step() -> None:
    step = find_family_step(SHOP, {})
    assert (step.path, step.question) == ("Home", f"{FAMILY} > Home")
    assert step.options[0] == FamilyOption(key="Home > Rugs", count=45)
    assert [option.key for option in step.options] == ["Home > Rugs", "Home > Lamps", "Home > Vases"]
    rugs = find_family_step(SHOP, {f"{FAMILY} > Home": "Home > Rugs"})
    assert [option.count for option in rugs.options] == [25, 20]
    jute = find_family_step(
        SHOP, {f"{FAMILY} > Home": "Home > Rugs", f"{FAMILY} > Home > Rugs": "Home > Rugs > Jute"}
    )
    assert (jute.path, jute.options) == ("Home > Rugs > Jute", ())


@pytest.mark.parametrize("chosen", ["*any", "*unknown"])
def test_whoever_does_not_know_goes_on_in_all_of_them(chosen: str) -> None:
    step = find_family_step(SHOP, {f"{FAMILY} > Home": chosen})
    assert (step.path, step.options, step.answered) == ("Home", (), (f"{FAMILY} > Home",))


def test_many_families_are_asked_for_a_few_at_a_time() -> None:
    shop = {f"f{number:02}": 100 - number for number in range(14)}
    answers: dict[str, str] = {}
    seen: list[str] = []
    while (step := find_family_step(shop, answers)).options:
        assert len(step.options) <= 6
        seen += [option.key for option in step.options if option.key != MORE]
        if step.options[-1].key != MORE:
            break
        answers[step.question] = MORE
    assert seen == list(shop)
    assert find_family_step(shop, {**answers, step.question: "f13"}).path == "f13"


@pytest.mark.parametrize(
    ("shop", "path"), [({}, ""), ({"": 30}, ""), ({"Lamps": 30}, "Lamps"), ({"Lamps": 30, "": 4}, "")]
)
def test_a_shop_of_one_family_asks_for_none(shop: dict[str, int], path: str) -> None:
    step = find_family_step(shop, {})
    assert (step.path, step.options) == (path, ())


def test_a_merchants_order_goes_before_size() -> None:
    step = find_family_step(SHOP, {}, order=["Home > Vases", "Garden"])
    assert [option.key for option in step.options] == ["Home > Vases", "Home > Rugs", "Home > Lamps"]


def test_an_answer_that_is_no_family_is_asked_again() -> None:
    assert find_family_step(SHOP, {f"{FAMILY} > Home": "Garden"}).question == f"{FAMILY} > Home"
