"""What the JSON API takes about customers."""

from typing import Any
from uuid import UUID

from ninja import Field
from pydantic import field_validator

from commesso.infra.api import jsonapi
from commesso.profiles.contracts import ConsentInput, CustomerInput, ProfileFilters
from commesso.profiles.rules.consents import MAX_TEXT
from commesso.profiles.rules.traits import MAX_TRAITS, clean_traits


class ConsentBody(jsonapi.Body):
    """An answer to a purpose on a channel; an empty channel is every channel."""

    purpose: str = Field(min_length=1, max_length=60)
    granted: bool
    channel: str = Field("", max_length=20)
    text: str = Field("", max_length=MAX_TEXT, description="What the person was shown.")
    at: jsonapi.Moment | None = Field(None, description="When they answered. Default: now.")

    @field_validator("purpose")
    @classmethod
    def _is_a_word(cls, purpose: str) -> str:
        if not purpose.strip():
            raise ValueError("say what the consent is for, like 'marketing'")
        return purpose

    def read(self) -> ConsentInput:
        return ConsentInput(
            purpose=self.purpose, granted=self.granted, channel=self.channel, at=self.at, text=self.text
        )


class CustomerBody(jsonapi.Body):
    """A customer as your shop knows them. One of user_id, email, phone, external_ids is needed."""

    user_id: str = Field("", max_length=200, description="Your shop's own customer number.")
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=60, description="In any form; without a prefix it is of your country.")
    external_ids: dict[str, jsonapi.Identifier] = Field(
        {}, max_length=20, description='Ids in other systems: {"erp": "77"}.'
    )
    traits: dict[str, Any] = Field({}, max_length=MAX_TRAITS, description="null takes a trait back.")
    consents: list[ConsentBody] = Field([], max_length=50)
    created_at: jsonapi.Moment | None = Field(None, description="When they became a customer.")
    updated_at: jsonapi.Moment | None = Field(None, description="An older update never wins. Default: now.")

    @field_validator("traits")
    @classmethod
    def _can_be_kept(cls, traits: dict[str, Any]) -> dict[str, Any]:
        if len(clean_traits(traits)) != len(traits):
            raise ValueError("a trait needs a name of 1 to 100 characters and a value below 8,000 bytes")
        return traits

    def read(self) -> CustomerInput:
        return CustomerInput(
            user_id=self.user_id,
            email=self.email,
            phone=self.phone,
            external_ids=self.external_ids,
            traits=self.traits,
            consents=tuple(each.read() for each in self.consents),
            created_at=self.created_at,
            at=self.updated_at,
        )


class CustomersBody(jsonapi.Body):
    customers: list[CustomerBody] = Field(min_length=1, max_length=500)


class MergeBody(jsonapi.Body):
    other_id: UUID = Field(description="The customer who becomes part of this one.")
    reason: str = Field("", max_length=500)


class CustomerQuery(jsonapi.PageQuery):
    search: str = Field("", max_length=200, description="The beginning of a name, e-mail, phone or id.")
    user_id: str = Field("", max_length=200, description="Exactly this customer number.")
    email: str = Field("", max_length=254, description="Exactly this address.")
    phone: str = Field("", max_length=60, description="Exactly this number, with its prefix.")
    is_known: bool | None = Field(None, description="false: visitors who never said who they are.")
    country: str | None = Field(None, max_length=60)
    language: str | None = Field(None, max_length=20)
    has_email: bool | None = None
    has_phone: bool | None = None
    seen_after: jsonapi.Moment | None = None
    seen_before: jsonapi.Moment | None = None

    def read(self) -> ProfileFilters:
        return ProfileFilters(
            is_known=self.is_known,
            country=self.country,
            language=self.language,
            has_email=self.has_email,
            has_phone=self.has_phone,
            seen_after=self.seen_after,
            seen_before=self.seen_before,
        )
