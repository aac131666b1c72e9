import sys
from types import ModuleType

from concertnet.kernels import already_compiled


def test_where_numba_compiles_nothing_a_kernel_is_not_compiled(monkeypatch):
    """Under NUMBA_DISABLE_JIT a kernel is the function itself."""
    module = ModuleType("concertnet.kernels.plain")
    module.__dict__["kernel"] = lambda: None
    monkeypatch.setitem(sys.modules, module.__name__, module)
    assert not already_compiled("plain", "kernel")
