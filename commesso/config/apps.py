from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig
from django.contrib.auth.checks import check_middleware, check_user_model
from django.contrib.auth.signals import user_logged_in
from django.core import checks


class ConfigConfig(AppConfig):
    """The roof, as an app: for its commands."""

    name = "commesso.config"
    label = "config"


class SignInConfig(AuthConfig):
    """Django's way to sign in, without its permissions.

    What somebody may do hangs on their role in a shop. Django would write four permissions for every table after each
    migration, which every start of a server and every test would wait for.
    """

    def ready(self) -> None:
        from django.contrib.auth.models import update_last_login

        user_logged_in.connect(update_last_login, dispatch_uid="update_last_login")
        checks.register(check_user_model, checks.Tags.models)
        checks.register(check_middleware)
