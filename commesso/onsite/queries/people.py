from commesso.kernel.ids import StoreId
from commesso.onsite.contracts import Person
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID

PURPOSE, CHANNEL = "marketing", "email"


def get_person(store_id: StoreId, anonymous_id: str) -> Person:
    """Return what is known of the owner of a device, as far as panels ask."""
    profile = profiles.find_profile(store_id, ANONYMOUS_ID, anonymous_id)
    if profile is None:
        return Person()
    return Person(
        first_seen_at=profile.first_seen_at,
        has_email=bool(profile.email),
        mail_consent=profiles.has_consent(store_id, profile.id, purpose=PURPOSE, channel=CHANNEL),
    )
