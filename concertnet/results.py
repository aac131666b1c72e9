"""The records that functions return: what ``cn.tenure(net)`` gives is a ``cn.results.Tenure``.

They are read, not made: what a user builds (a scale, a style, a period) is in `concertnet` itself.
"""

import lazy_loader

# the stub beside this file names them by their modules in the package, and each loads on first use
__getattr__, __dir__, __all__ = lazy_loader.attach_stub("concertnet", __file__)
