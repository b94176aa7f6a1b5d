"""Refusals as GeoReport wants them: the HTTP status, and an array of what is wrong in the asked format."""

from collections.abc import Sequence

from crm_server.georeport.answers import Answer, Format, answer


class GeoReportError(Exception):
    """A refusal. `descriptions` are meant for the person who asked, one per thing that is wrong."""

    def __init__(self, status_code: int, *descriptions: str) -> None:
        super().__init__(status_code, *descriptions)
        self.status_code = status_code
        self.descriptions = descriptions


def refusal(format_: Format, status_code: int, descriptions: Sequence[str]) -> Answer:
    rows = [{"code": status_code, "description": description} for description in descriptions]
    return answer(format_, "errors", rows, status_code)
