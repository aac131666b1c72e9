"""Values and keys as TOML writes them: the standard library reads it, and writes none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

__all__ = ["toml_document", "toml_key", "toml_text"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(value: Any) -> str:
    r"""Return a value as TOML writes it.

    Examples
    --------
    >>> toml_text('a "b"'), toml_text(["x", 1]), toml_text({"a b": "1"})
    ('"a \\"b\\""', '["x", 1]', '{ "a b" = "1" }')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, str):
        # JSON and TOML write a text alike, but for the delete character
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        parts = [f"{toml_key(key)} = {toml_text(one)}" for key, one in value.items()]
        return f"{{ {', '.join(parts)} }}"
    return f"[{', '.join(toml_text(one) for one in value)}]"


def toml_key(text: str) -> str:
    """Return a key as TOML writes it, between quotation marks where it needs them.

    Examples
    --------
    >>> toml_key("SQ001"), toml_key("a b")
    ('SQ001', '"a b"')
    """
    return text if _BARE.fullmatch(text) else toml_text(text)


def toml_document(data: Mapping[str, Any]) -> str:
    """Return a mapping of a survey as a TOML document: its tables, then its lists of tables.

    Examples
    --------
    >>> print(toml_document({"survey": {"shape": "wide"}, "relation": [{"values": {"0": "none"}}]}))
    [survey]
    shape = "wide"
    <BLANKLINE>
    [[relation]]
    values = { 0 = "none" }
    <BLANKLINE>
    """
    blocks = []
    for name, held in data.items():
        several = isinstance(held, list)
        for table in held if several else [held]:
            head = f"[[{toml_key(name)}]]" if several else f"[{toml_key(name)}]"
            lines = [f"{toml_key(key)} = {toml_text(value)}" for key, value in table.items()]
            blocks.append("\n".join([head, *lines]) + "\n")
    return "\n".join(blocks)
