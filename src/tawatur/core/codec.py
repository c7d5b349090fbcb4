"""Values of `core.model` to and from plain JSON data, driven by their type hints."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: Any) -> Any:
    """`value` as JSON data: dataclasses as lists of their fields in order (compact), tuples as lists, enums as text."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return [encode(getattr(value, name)) for name in _names(type(value))]
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def describe(value: Any) -> Any:
    """`value` as JSON data for people and other programs: dataclasses as objects with named fields, plus their `id`."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        named = {name: describe(getattr(value, name)) for name in _names(type(value))}
        return {"id": value.id, **named} if hasattr(value, "id") and "id" not in named else named
    if isinstance(value, tuple):
        return [describe(item) for item in value]
    return value


def decode(cls: type[T], data: Any) -> T:
    """The value of type `cls` that `encode` turned into `data`."""
    return cast(T, _decoder(cast(Any, cls))(data))


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(cls))


def _same(data: Any) -> Any:
    return data


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = _decoder(next(arm for arm in get_args(hint) if arm is not type(None)))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        return _tuple_decoder(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_decoder(hint)
    return _same


def _tuple_decoder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        item = _decoder(args[0])
        return lambda data: tuple(item(part) for part in data)
    items = [_decoder(arg) for arg in args]
    return lambda data: tuple(item(part) for item, part in zip(items, data, strict=True))


def _dataclass_decoder(cls: type) -> Callable[[Any], Any]:
    hints = get_type_hints(cls)
    decoders = [_decoder(hints[name]) for name in _names(cls)]
    required = sum(item.default is MISSING and item.default_factory is MISSING for item in fields(cls))

    def build(data: Any) -> Any:
        if len(data) < required:
            raise ValueError(f"{cls.__name__}: {len(data)} values for {required} fields")
        return cls(*(decoder(part) for decoder, part in zip(decoders, data, strict=False)))

    return build
