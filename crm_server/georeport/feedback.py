"""The survey's answers."""

from fastapi import APIRouter

router = APIRouter()
