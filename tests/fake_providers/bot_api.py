"""Is this call, or this update, what Telegram's Bot API describes? Read from its machine-readable description."""

import json
from pathlib import Path
from typing import Any

SPEC = Path(__file__).resolve().parents[2] / "../shared/apis/telegram_bot_api.json"

_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "InputFile": (bytes,),
}


class BotApi:
    def __init__(self, spec: dict[str, Any]) -> None:
        self._methods, self._types = spec["methods"], spec["types"]

    @classmethod
    def load(cls) -> "BotApi | None":
        return cls(json.loads(SPEC.read_text("utf-8"))) if SPEC.is_file() else None

    def call_problems(self, method: str, fields: dict[str, Any]) -> list[str]:
        if method not in self._methods:
            return [f"no method {method}"]
        return self._fields(method, self._methods[method].get("fields", []), fields)

    def object_problems(self, type_: str, value: Any, where: str = "") -> list[str]:
        return self._value(where or type_, type_, value)

    def _fields(self, where: str, described: list[dict[str, Any]], given: dict[str, Any]) -> list[str]:
        known = {field["name"]: field for field in described}
        problems = [f"{where}: unknown field {name}" for name in given.keys() - known.keys()]
        problems += [f"{where}: {name} is missing" for name, f in known.items() if f["required"] and name not in given]
        for name in given.keys() & known.keys():
            problems += self._any_of(f"{where}.{name}", known[name]["types"], given[name])
        return problems

    def _any_of(self, where: str, types: list[str], value: Any) -> list[str]:
        tried = [self._value(where, type_, value) for type_ in types]
        return [] if [] in tried else min(tried, key=len)

    def _value(self, where: str, type_: str, value: Any) -> list[str]:
        if type_.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: not a list"]
            return [problem for item in value for problem in self._value(where, type_[9:], item)]
        if type_ in _PLAIN:
            good = isinstance(value, _PLAIN[type_]) and (type_ == "Boolean" or not isinstance(value, bool))
            return [] if good else [f"{where}: not {type_}"]
        described = self._types[type_]
        if described.get("subtypes"):
            return self._any_of(where, described["subtypes"], value)
        if not isinstance(value, dict):
            return [f"{where}: not {type_}"]
        return self._fields(where, described.get("fields", []), value)
