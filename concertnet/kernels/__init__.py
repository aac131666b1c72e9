"""Arrays in, arrays out. Compiled kernels are imported inside the functions that call them."""

import sys

__all__ = ["already_compiled"]


def already_compiled(module: str, kernel: str) -> bool:
    """Say whether a kernel was compiled in this session, without loading what compiles it.

    Small work is done without kernels, to spare the wait of the first call; once they are there,
    they are faster.

    Examples
    --------
    >>> already_compiled("no_such_module", "no_such_kernel")
    False
    """
    loaded = sys.modules.get(f"{__name__}.{module}")
    if loaded is None:
        return False
    from numba.extending import is_jitted

    # where numba is told to compile nothing, a kernel is the function itself
    function = getattr(loaded, kernel)
    return is_jitted(function) and bool(function.signatures)
