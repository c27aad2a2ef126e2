"""A payment provider without money. Which way a payment goes is told by the number of the card.

The numbers are those that the sandboxes of real providers use, so nobody has to learn new ones.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from commesso.demo.rules.cards import Card


class Verdict(StrEnum):
    PAID = "paid"
    DECLINED = "declined"
    NO_FUNDS = "no_funds"
    EXPIRED = "expired"
    WRONG_CODE = "wrong_code"
    TIMED_OUT = "timed_out"
    CHALLENGE = "challenge"  # the bank asks the shopper first: 3-D Secure
    REAL_CARD = "real_card"  # none of a sandbox: nothing of it was looked at


CARDS = {
    "4242424242424242": Verdict.PAID,
    "5555555555554444": Verdict.PAID,
    "4000000000000002": Verdict.DECLINED,
    "4000000000009995": Verdict.NO_FUNDS,
    "4000000000000069": Verdict.EXPIRED,
    "4000000000000127": Verdict.WRONG_CODE,
    "4000000000000119": Verdict.TIMED_OUT,
    "4000000000003220": Verdict.CHALLENGE,
}


@dataclass(frozen=True, slots=True)
class Answer:
    verdict: Verdict
    reference: str = ""  # of the payment at the provider


def ask_card(card: Card) -> Answer:
    """Ask for the money of a card. A provider that does not answer in time is a verdict too."""
    verdict = CARDS.get(card.number, Verdict.REAL_CARD)
    return Answer(verdict, _reference() if verdict in {Verdict.PAID, Verdict.CHALLENGE} else "")


def ask_bank() -> Answer:
    """Ask for a payment that the shopper gives leave for at their bank."""
    return Answer(Verdict.CHALLENGE, _reference())


def _reference() -> str:
    return f"pay_{secrets.token_hex(8)}"
