"""Errors that may cross a door. Each says what, which value, and what to do."""


class CommessoError(Exception):
    """Base of every error that a person may read."""


class NotFound(CommessoError):
    """Missing or forbidden: the answer is the same, so nobody can probe what exists."""


class Invalid(CommessoError):
    """A value that cannot be taken. `field` names it, the message says what to do."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Conflict(CommessoError):
    """The thing changed meanwhile, or the move is not allowed from where it stands."""


class NotScoped(CommessoError):
    """A store's table was read without saying whose rows are meant."""
