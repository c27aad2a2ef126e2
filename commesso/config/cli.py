"""The `commesso` command. Django's own management commands work through it too."""

import gc
import io
import os
import sys

import commesso
from commesso.kernel.errors import CommessoError

# What an operator needs, in the order of a first day. Everything else Django brings still works by name.
COMMANDS = {
    "demo": "A shop with a year of history, to look around in.",
    "shop": "The demo's shop alone, beside a Commesso that runs.",
    "serve": "Everything in one process.",
    "createstore": "Create a shop.",
    "createowner": "Create a shop's owner, who can sign in.",
    "import": "Bring products, orders, customers or events in from a file.",
    "evaluate": "How good recommendations, search and guides are, on a shop's own products and events.",
    "doctor": "Look over disk, engines, log, clock, mail and DNS.",
    "backup": "Copy everything into a folder, while serving.",
    "restore": "Fill an empty data folder from a backup.",
}

# What Django gives every command. It works, and help about a command says what is the command's own.
_DJANGOS = {
    "--version",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
}


def main() -> None:
    # With the defaults a fifth of a start, and of taking events in, goes into looking for garbage in Django's modules.
    gc.set_threshold(50_000, 20, 50)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Into a pipe or a service's log, too, a line is seen when it is said.
        sys.stdout.reconfigure(line_buffering=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commesso.config.settings")
    if sys.argv[1:2] == ["shop"]:  # a process of its own, with settings and a database of its own
        os.environ["DJANGO_SETTINGS_MODULE"] = "commesso.config.shop_settings"
    if len(sys.argv) < 2 or sys.argv[1:] in (["help"], ["--help"], ["-h"]):
        print(_help())  # noqa: T201 the terminal is where it is asked
        return
    if sys.argv[1:] == ["--version"]:
        print(commesso.__version__)  # noqa: T201 the terminal is where it is asked
        return
    try:
        from django.core.management import BaseCommand, execute_from_command_line

        BaseCommand.suppressed_base_arguments = _DJANGOS
        execute_from_command_line(["commesso", *sys.argv[1:]])
    except CommessoError as error:
        sys.exit(f"commesso: {error}")


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        [
            f"Commesso {commesso.__version__}",
            "",
            *lines,
            "",
            "More about one: commesso COMMAND --help",
            "Settings: docs/reference/settings.md",
        ]
    )


if __name__ == "__main__":
    main()
