"""Hinges are values: what stands between data and formulas is never changed once made."""

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

import concertnet.hinges

MODULES = [module.name for module in pkgutil.iter_modules(concertnet.hinges.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_records_of_a_hinge_are_frozen(name):
    module = importlib.import_module(f"concertnet.hinges.{name}")
    for _, made in inspect.getmembers(module, inspect.isclass):
        if made.__module__ == module.__name__ and dataclasses.is_dataclass(made):
            assert made.__dataclass_params__.frozen, made.__name__
