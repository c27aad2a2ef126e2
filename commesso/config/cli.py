"""The `commesso` command. Django's own management commands work through it too."""

import os
import sys

from commesso.kernel.errors import CommessoError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commesso.config.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except CommessoError as error:
        sys.exit(f"commesso: {error}")


if __name__ == "__main__":
    main()
