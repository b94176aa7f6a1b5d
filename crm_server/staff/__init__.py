"""City Worker: the crews' pages. They work without JavaScript, on a phone, by keyboard."""

from fastapi import APIRouter, FastAPI

from crm_server.staff import actions, ground, queue_page, request_page, sign_in, signed_in

router = APIRouter()
for part in (queue_page, ground, request_page, actions, sign_in):
    router.include_router(part.router)


def answer_strangers(app: FastAPI) -> None:
    signed_in.install(app)
