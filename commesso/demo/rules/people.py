"""The invented shoppers: who they are, and how they use a shop."""

from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple
from unicodedata import normalize

from commesso.demo.contracts import LANGUAGES
from commesso.demo.rules.catalogue import FAMILIES


class Habit(NamedTuple):
    """A way of using a shop. `visits` is the mean number in a year, `buys` the chance in one visit.

    `days_between` visits is 0 for those who come the whole year round.
    """

    name: str
    share: float
    visits: float
    days_between: float
    buys: float
    account: float  # chance to have, or to make, an account


HABITS = (
    Habit("passer", 0.62, 1.3, 9, 0.008, 0.04),
    Habit("browser", 0.25, 4.0, 12, 0.014, 0.18),
    Habit("customer", 0.10, 14.0, 0, 0.030, 0.70),
    Habit("regular", 0.03, 42.0, 0, 0.035, 0.95),
)

_WOMEN = (
    "Giulia", "Sofia", "Aurora", "Martina", "Chiara", "Francesca", "Elena", "Sara", "Alice", "Paola",
    "Laura", "Anna", "Marta", "Irene", "Silvia", "Elisa", "Caterina", "Bianca",
)  # fmt: skip
_MEN = (
    "Marco", "Luca", "Andrea", "Matteo", "Francesco", "Davide", "Paolo", "Stefano", "Giorgio", "Pietro",
    "Simone", "Alberto", "Nicola", "Enrico", "Tommaso", "Carlo",
)  # fmt: skip
_FAMILY_NAMES = (
    "Rossi", "Russo", "Ferrari", "Esposito", "Bianchi", "Romano", "Colombo", "Ricci", "Marino", "Greco",
    "Bruno", "Gallo", "Conti", "Costa", "Giordano", "Mancini", "Rizzo", "Lombardi", "Moretti",
    "Barbieri", "Fontana", "Santoro", "Mariani", "Rinaldi", "Caruso", "Ferrara", "Galli", "Martini",
    "Leone", "De Luca",
)  # fmt: skip
_ABROAD = (
    ("Emma", "Clark", "GB", "London", "en-GB"),
    ("Oliver", "Wright", "GB", "Bristol", "en-GB"),
    ("Hannah", "Schmidt", "DE", "München", "de-DE"),
    ("Jonas", "Weber", "DE", "Berlin", "de-DE"),
    ("Camille", "Martin", "FR", "Lyon", "fr-FR"),
    ("Louise", "Bernard", "FR", "Paris", "fr-FR"),
    ("Sarah", "Miller", "US", "Boston", "en-US"),
    ("Lucía", "García", "ES", "Madrid", "es-ES"),
    ("Javier", "Moreno", "ES", "Valencia", "es-ES"),
    ("Wei", "Chen", "CN", "Shanghai", "zh-CN"),
    ("Daniel", "Jensen", "DK", "Aarhus", "en-GB"),
)
# Numbers their countries keep free for films and books, so no real phone ever rings: (first, how many). Italy
# keeps none, so Italians name none. Ofcom: 07700 900000 to 900999; Arcep: 06 39 98 00 00 to 06 39 98 99 99.
_PHONES = {"GB": (447_700_900_000, 1_000), "FR": (33_639_980_000, 10_000)}
_CITIES = (
    ("Milano", "20121"), ("Roma", "00185"), ("Torino", "10121"), ("Bologna", "40121"), ("Firenze", "50122"),
    ("Napoli", "80133"), ("Genova", "16121"), ("Verona", "37121"), ("Bari", "70121"), ("Palermo", "90133"),
    ("Padova", "35121"), ("Trieste", "34121"), ("Bergamo", "24121"), ("Lecce", "73100"), ("Parma", "43121"),
)  # fmt: skip
_WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
_DEVICES = (
    (
        0.40,
        "mobile",
        f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {_WEBKIT} Mobile/15E148 Safari/604.1",
    ),
    (0.70, "mobile", f"Mozilla/5.0 (Linux; Android 15; Pixel 8) {_CHROME} Mobile Safari/537.36"),
    (0.87, "desktop", f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36"),
    (0.95, "desktop", f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_WEBKIT} Safari/605.1.15"),
    (1.00, "tablet", f"Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) {_WEBKIT} Mobile/15E148 Safari/604.1"),
)
_SHARED_DEVICES = 0.08
_SECOND_DEVICES = 0.3


class Device(NamedTuple):
    anonymous_id: str
    kind: str
    user_agent: str


@dataclass(slots=True)
class Shopper:
    """A person, and what the shop has come to know of them."""

    number: int
    first_name: str
    last_name: str
    email: str
    country: str
    city: str
    postcode: str
    locale: str
    language: str  # one of the shop's
    habit: Habit
    favourites: tuple[int, ...]  # places in FAMILIES
    taste: float  # 0 to 1: products whose own number is near are liked
    budget_cents: int  # what one thing may cost without a second thought
    patience: float  # 0 to 1: how long they look, how much they forgive
    devices: list[Device]
    will_register: bool
    says_no: bool  # refuses marketing in the consent banner
    phone: str = ""
    is_registered: bool = False
    is_subscribed: bool = False
    left_at: float = 0.0  # when they went for good; 0: still here
    visits: int = 0
    orders: int = 0
    source: str = ""
    signed_in: set[str] = field(default_factory=set)  # anonymous ids
    cart: dict[tuple[int, int], int] = field(default_factory=dict)  # (product, variant) -> pieces
    cart_id: str = ""
    cart_at: float = 0.0
    reminded_of: str = ""  # the last cart a mail could go out about: one mail a cart
    seen: list[int] = field(default_factory=list)

    @property
    def user_id(self) -> str:
        return f"c-{10_000 + self.number}"


def make_shoppers(seed: int, count: int) -> list[Shopper]:
    """Return the shoppers, always the same for a seed."""
    random = Random(f"people {seed}")  # noqa: S311 invented people have no secrets
    shoppers = [_shopper(number, random) for number in range(count)]
    _hand_out_phones(shoppers)
    faithful = [shopper for shopper in shoppers if shopper.will_register and shopper.habit.visits > 10]
    for one, other in zip(faithful[::2], faithful[1::2], strict=False):
        if random.random() < _SHARED_DEVICES:
            other.devices[0] = one.devices[0]  # two at home, one tablet
    return shoppers


def _hand_out_phones(shoppers: list[Shopper]) -> None:
    """Give each a number of their own, while their country has any for invented people."""
    free = {country: iter(range(first, first + count)) for country, (first, count) in _PHONES.items()}
    for shopper in shoppers:
        number = next(free.get(shopper.country, iter(())), None)
        shopper.phone = f"+{number}" if number else ""


def _shopper(number: int, random: Random) -> Shopper:
    habit = random.choices(HABITS, [each.share for each in HABITS])[0]
    if random.random() < 0.17:
        first, last, country, city, locale = random.choice(_ABROAD)
        postcode = ""
    else:
        first, last = random.choice(_WOMEN if random.random() < 0.64 else _MEN), random.choice(_FAMILY_NAMES)
        country, locale = "IT", "it-IT"
        city, postcode = random.choice(_CITIES)
    return Shopper(
        number=number,
        first_name=first,
        last_name=last,
        email=_address(first, last, number),
        country=country,
        city=city,
        postcode=postcode,
        locale=locale,
        language=locale[:2] if locale[:2] in LANGUAGES else "en",
        habit=habit,
        favourites=tuple(random.sample(range(len(FAMILIES)), 2)),
        taste=random.random(),
        budget_cents=round(random.lognormvariate(8.6, 0.7)),
        patience=random.betavariate(2, 2),
        devices=[_device(random) for _ in range(1 + (random.random() < _SECOND_DEVICES))],
        will_register=random.random() < habit.account,
        says_no=random.random() < 0.35,
    )


def _address(first: str, last: str, number: int) -> str:
    """An address under a name that is kept free for examples. No accents: few mail boxes have any."""
    plain = normalize("NFKD", f"{first}.{last}{number}").encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '')}@example.com".lower()


def _device(random: Random) -> Device:
    digits = f"{random.getrandbits(128):032x}"
    anonymous_id = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    chance = random.random()
    _, kind, agent = next(each for each in _DEVICES if chance <= each[0])
    return Device(anonymous_id, kind, agent)
