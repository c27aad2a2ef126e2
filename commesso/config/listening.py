"""Looking whether an address can be listened on, before anything is begun."""

import socket

from django.core.management import CommandError


def check_address_is_free(host: str, port: int) -> None:
    """Refuse an address that somebody listens on: the server shares its port, so two would answer in turn."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "a port is a number up to 65535"
            raise CommandError(
                f"{host}:{port} cannot be listened on: {reason}. "
                "End what uses it, or name another with --host and --port."
            ) from None
