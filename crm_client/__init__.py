"""An Open311 GeoReport v2 client; knows nothing of bots.

    async with aiohttp.ClientSession() as session:
        city = GeoReportClient("https://city.example/open311/v2", session, api_key="…")
        filed = await city.submit(NewServiceRequest("POTHOLE", "deep one", Point(42.36, -71.06)), idempotency_key)

Errors (`crm_client.errors`) are drawn as a tree of what to do next.
"""

from crm_client.client import GeoReportClient
from crm_client.detect import detected_profile
from crm_client.errors import Complaint, DeskError, Misconfigured, NotFound, OutcomeUnknown, Refused, TryLater
from crm_client.listing import Filters
from crm_client.models import (
    Attribute,
    AttributeValue,
    Circle,
    Discovery,
    Feedback,
    Filed,
    MediaFile,
    NewServiceRequest,
    NewUpdate,
    Point,
    Service,
    ServiceDefinition,
    ServiceRequest,
    ServiceRequestUpdate,
)
from crm_client.profile import PRESETS, Profile
from crm_client.transport import MAX_BYTES, Timeouts

__all__ = [
    "MAX_BYTES",
    "PRESETS",
    "Attribute",
    "AttributeValue",
    "Circle",
    "Complaint",
    "DeskError",
    "Discovery",
    "Feedback",
    "Filed",
    "Filters",
    "GeoReportClient",
    "MediaFile",
    "Misconfigured",
    "NewServiceRequest",
    "NewUpdate",
    "NotFound",
    "OutcomeUnknown",
    "Point",
    "Profile",
    "Refused",
    "Service",
    "ServiceDefinition",
    "ServiceRequest",
    "ServiceRequestUpdate",
    "Timeouts",
    "TryLater",
    "detected_profile",
]
