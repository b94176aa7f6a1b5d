"""`python -m bot …` is `text311 …`."""

from bot.cli import main

if __name__ == "__main__":
    main()
