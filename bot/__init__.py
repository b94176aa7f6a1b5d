"""The bot: residents text their city, the city answers."""
