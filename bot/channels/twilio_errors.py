"""What to do about Twilio's error codes, as a table. https://www.twilio.com/docs/api/errors"""

from twilio.base.exceptions import TwilioRestException, TwilioServiceException

from bot.channels.base import SendFailed

OPTED_OUT = frozenset({21610})

PERMANENT = {
    21211: "not a valid number",
    21214: "the number cannot be reached",
    21217: "not a phone number",
    21408: "no permission to send to this region",
    21602: "no text",
    21604: "no recipient",
    21612: "no route from our number to this one",
    21614: "not a mobile number",
    21617: "longer than 1,600 characters",
    21623: "the media cannot be sent",
    21656: "the template's variables are wrong",
    30003: "handset unreachable",
    30004: "blocked",
    30005: "unknown handset",
    30006: "landline or unreachable carrier",
    30007: "filtered by the carrier",
    63003: "not on this channel",
    63013: "against the channel's policy",
    63016: "outside WhatsApp's 24 hours, needs a template",
    63024: "not a WhatsApp user",
}

RETRY_AFTER: dict[int, float | None] = {
    14107: None,  # too many messages a second
    20429: None,  # too many requests; the header says when
    20003: 60,  # credentials refused: the city mends them, nothing is lost meanwhile
    20404: 60,  # no such account: likewise
    21611: 60,  # the sender's queue is full
    30001: 60,  # likewise
    30022: 10,  # above the 10DLC rate
    63018: 1,  # WhatsApp's rate
}


def send_failed(error: TwilioRestException | TwilioServiceException) -> SendFailed:
    """Codes first; without a known one the status decides: 400 and its kin will never be taken, the rest may be."""
    code = int(error.code or 0)
    reason = f"twilio {error.status}, code {code}"
    if code in OPTED_OUT:
        return SendFailed(reason, opted_out=True)
    if code in PERMANENT:
        return SendFailed(f"{reason}: {PERMANENT[code]}", permanent=True)
    if code in RETRY_AFTER:
        return SendFailed(reason, retry_after=RETRY_AFTER[code])
    return SendFailed(reason, permanent=error.status in {400, 405, 413, 415, 422})
