"""What everyone may see of a shop."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from commesso.kernel.errors import NotFound
from commesso.stores.queries.brand import open_logo


@require_safe
def logo(_request: HttpRequest, name: str) -> HttpResponseBase:
    """Send the shop's logo, for its mails and its pages."""
    try:
        picture = open_logo(name)
    except NotFound as error:
        raise Http404(str(error)) from None
    response = FileResponse(picture, filename=name)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # Whatever the file turns out to be, nothing in it runs.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
