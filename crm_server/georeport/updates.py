"""mySociety's servicerequestupdates."""

from fastapi import APIRouter

router = APIRouter()
