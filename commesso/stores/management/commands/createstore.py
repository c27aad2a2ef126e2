from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commesso.kernel.errors import CommessoError, NotFound
from commesso.stores.actions.stores import create_store
from commesso.stores.queries.keys import list_sources
from commesso.stores.queries.stores import get_store_by_slug
from commesso.stores.rules import clean_languages, clean_slug, clean_time_zone


class Command(BaseCommand):
    help = "Create a shop, with its brand kit and a first write key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="The shop's part of the address: my-shop")
        parser.add_argument("--name", default="", help="Its name; by default made from the slug.")
        parser.add_argument("--currency", default="EUR", help="Three letters, such as EUR.")
        parser.add_argument("--time-zone", default="Europe/Rome", help="Such as Europe/Rome.")
        parser.add_argument("--languages", default="en", help="Codes with commas, the main one first: it,en")

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)  # the first command on a new data folder
        languages = tuple(code.strip().lower() for code in options["languages"].split(",") if code.strip())
        try:
            slug = clean_slug(options["slug"])
            _refuse_taken(slug)
            store = create_store(
                slug=slug,
                name=options["name"] or slug.replace("-", " ").title(),
                currency=options["currency"],
                time_zone=clean_time_zone(options["time_zone"]),
                languages=clean_languages(languages or ("en",)),
            )
        except CommessoError as error:
            raise CommandError(str(error)) from None
        write_key = list_sources(store.id)[0].write_key
        self.stdout.write(f"{store.name} is ready at /s/{store.slug}/. Its write key is {write_key}")
        self.stdout.write(f"Let somebody in: commesso createowner EMAIL --store {store.slug}")
        self.stdout.write("Then start it:   commesso serve")


def _refuse_taken(slug: str) -> None:
    try:
        get_store_by_slug(slug)
    except NotFound:
        return
    raise CommandError(f"There is a store called {slug!r} already. Choose another slug.")
