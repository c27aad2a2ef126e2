"""What mypy reads: the settings of Commesso and of the demo shop at once. Nothing runs with them."""

from commesso.config import settings, shop_settings
from commesso.config.settings import *  # noqa: F403 (settings are read by their names)

COMMESSO = shop_settings.COMMESSO
INSTALLED_APPS = [*settings.INSTALLED_APPS, "commesso.demo"]
