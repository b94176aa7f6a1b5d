"""`python -m crm_server.performance`: an order on standard input, what was counted on standard output."""

import os
import sys

import msgspec

from crm_server.database import Database
from crm_server.performance.counting import Order, counted

NICE = 10
"""Residents' messages come first."""


def main() -> None:
    os.nice(NICE)
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    database = Database(order.database_url)
    text = counted(order, database)
    database.dispose()
    sys.stdout.buffer.write(text.encode())


if __name__ == "__main__":
    main()
