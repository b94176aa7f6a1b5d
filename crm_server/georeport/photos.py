"""Photos that came as files with a form."""

from crm_server.crm import Crm
from crm_server.forms import Form
from crm_server.georeport.errors import GeoReportError
from crm_server.media import PhotoRefusedError, keep_photo

FIELDS = ("media", "media[]")


def keep_photos(crm: Crm, form: Form) -> list[str]:
    """Their addresses. Raises GeoReportError for a file that is not a photo."""
    try:
        return [keep_photo(crm.settings, content) for name, content in form.files if name in FIELDS]
    except PhotoRefusedError as refused:
        raise GeoReportError(400, str(refused)) from refused
