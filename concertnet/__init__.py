"""Measure and map how organisations of different sectors work together.

Everything public is here: ``import concertnet as cn``. Names are loaded on first use, so that
importing the package loads neither pandas nor a drawing library.
"""

import logging

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

logging.getLogger(__name__).addHandler(logging.NullHandler())
