import getpass
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from commesso.kernel.errors import CommessoError
from commesso.stores.actions.passwords import password_path, reset_totp, set_password
from commesso.stores.actions.staff import create_staff, put_member
from commesso.stores.contracts import Role
from commesso.stores.models import Staff
from commesso.stores.queries.stores import get_store_by_slug


class Command(BaseCommand):
    help = "Make somebody an owner of a shop, with a password or a link that sets one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="Whose address it is; they sign in with it.")
        parser.add_argument("--store", required=True, metavar="SLUG", help="The shop, by its slug.")
        parser.add_argument("--name", default="", help="How colleagues see this person.")
        parser.add_argument(
            "--password-stdin", action="store_true", help="Read the password from standard input."
        )
        parser.add_argument("--no-code", action="store_true", help="Switch the code of a lost phone off.")

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)  # the first command on a new data folder
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"{options['email']!r} is not an e-mail address.") from None
        try:
            store = get_store_by_slug(options["store"])
            staff = create_staff(email=options["email"], name=options["name"])
            put_member(store_id=store.id, staff=staff, role=Role.OWNER)
        except CommessoError as error:
            raise CommandError(str(error)) from None
        if options["no_code"]:
            reset_totp(staff=staff)
        password = _read_password(staff, from_stdin=options["password_stdin"])
        self.stdout.write(f"{staff.email} is an owner of {store.name}.")
        host = settings.PUBLIC_URL or "http://localhost:8000"
        if password:
            set_password(staff=staff, password=password)
            self.stdout.write(f"Sign in at {host}/sign-in while `commesso serve` runs.")
        elif not staff.has_usable_password():
            self.stdout.write(
                f"This link sets the password; it is good for three days:\n{host}{password_path(staff)}"
            )


def _read_password(staff: Staff, *, from_stdin: bool) -> str:
    """Return a password, or "" to leave it as it is or set it by a link."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    elif sys.stdin.isatty() and not staff.has_usable_password():
        password = getpass.getpass("Password (empty: print a link that sets one): ")
    else:
        return ""
    if password or from_stdin:
        try:
            validate_password(password, staff)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
    return password
