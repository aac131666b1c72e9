"""Our modules of JavaScript as one script: a page that is one file can hold no other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable

__all__ = ["bundle"]

# The few ways in which our modules import and export; what is written otherwise is refused.
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?=(?:(?:async )?function\*? |class |const )([A-Za-z_$][\w$]*))", re.MULTILINE
)
_OTHER = re.compile(
    r"^\s*(?:import|export)\b.*|\bimport\s*[(.].*|</script.*|<!--.*", re.MULTILINE | re.IGNORECASE
)


def bundle(entry: str, read: Callable[[str], str]) -> str:
    r"""Return a script that runs a module after all that it imports.

    Each module is a function of its own, in strict mode: names of one mean nothing in another, and
    reach it by what it imports alone. Exports do not change: each is a function, a class or a
    constant.

    Parameters
    ----------
    entry : str
        Path of the module to run.
    read : callable
        Gives the source of a module from its path.

    Returns
    -------
    str
        The script: the same bytes from the same sources.

    Raises
    ------
    ValueError
        If modules import one another in a circle, if what is imported is not exported, or if a
        module imports or exports in a way that is not known here.

    Examples
    --------
    >>> sources = {"a.mjs": 'import { two } from "./b.mjs";\nprint(two);\n',
    ...            "b.mjs": "export const two = 2;\n"}
    >>> print(bundle("a.mjs", sources.__getitem__))
    (function () {
    "use strict";
    // b.mjs
    const $0 = (() => {
    const two = 2;
    return { two };
    })();
    // a.mjs
    const $1 = (({ two }) => {
    print(two);
    return {  };
    })($0);
    })();
    <BLANKLINE>
    """
    exports: dict[str, list[str]] = {}  # by module, in the order in which they run
    written: list[str] = []

    def add(path: str, importers: tuple[str, ...]) -> None:
        if path in importers:
            raise ValueError(f"imports go round: {' > '.join((*importers, path))}")
        if path in exports:
            return
        source = read(path)
        imports = [
            (_listed(names), posixpath.normpath(posixpath.join(posixpath.dirname(path), target)))
            for names, target in _IMPORT.findall(source)
        ]
        for names, target in imports:
            add(target, (*importers, path))
            if unknown := {name.split(" as ")[0] for name in names}.difference(exports[target]):
                raise ValueError(f"{path} imports {sorted(unknown)} that {target} does not export")
        body = _EXPORT.sub("", _IMPORT.sub("", source))
        if other := _OTHER.search(body):
            raise ValueError(f"{path} cannot be put in a script: {other[0].strip()}")
        exports[path] = _EXPORT.findall(source)
        order = list(exports)
        given = ", ".join(
            _braced(name.replace(" as ", ": ") for name in names) for names, _ in imports
        )
        those = ", ".join(f"${order.index(target)}" for _, target in imports)
        written.extend(
            (
                f"// {path}",
                f"const ${order.index(path)} = (({given}) => {{",
                body.strip("\n"),
                f"return {_braced(exports[path])};",
                f"}})({those});",
            )
        )

    add(entry, ())
    return "\n".join(["(function () {", '"use strict";', *written, "})();", ""])


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _braced(names: Iterable[str]) -> str:
    return f"{{ {', '.join(names)} }}"
