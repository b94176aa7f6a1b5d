"""The ports of `bot.ports` over real services."""
