"""Puts an activation function in the place of those of a PyTorch model.

The rule, without ``only`` and ``skip``: replaced are modules of the types in `ACTIVATIONS`, and calls of their functions
(``F.relu(x)``, ``torch.relu(x)``, ``x.relu()``) in the methods of modules. Left alone are sigmoid, hard sigmoid, tanh and
softmax, which are gates and outputs, and what is in a module whose
class is called ``...Attention``, its own calls included.

A call is replaced in the source of its method; the module gets a class of its own with the method changed.
"""

import ast
import fnmatch
import inspect
import textwrap
import types
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple, Union

import torch
from torch import nn

Selector = Union[str, type]

#: Functions and the modules that call them.
_FUNCTIONS: Dict[str, type] = {
    "relu": nn.ReLU, "relu6": nn.ReLU6, "leaky_relu": nn.LeakyReLU, "prelu": nn.PReLU, "rrelu": nn.RReLU, "gelu": nn.GELU,
    "silu": nn.SiLU, "mish": nn.Mish, "hardswish": nn.Hardswish, "elu": nn.ELU, "celu": nn.CELU, "selu": nn.SELU,
    "softplus": nn.Softplus, "softsign": nn.Softsign, "hardtanh": nn.Hardtanh, "tanhshrink": nn.Tanhshrink,
    "hardshrink": nn.Hardshrink, "softshrink": nn.Softshrink, "logsigmoid": nn.LogSigmoid,
    "sigmoid": nn.Sigmoid, "hardsigmoid": nn.Hardsigmoid, "tanh": nn.Tanh,
}
#: What a method may have imported by itself.
_USUAL_NAMES = {"torch": torch, "nn": nn, "F": nn.functional, "functional": nn.functional}
_KINDS: Any = tuple(_FUNCTIONS.values())
#: Replaced only where ``only`` names them.
GATES: Tuple[type, ...] = (nn.Sigmoid, nn.Hardsigmoid, nn.Tanh)
ACTIVATIONS: Tuple[type, ...] = tuple(kind for kind in _FUNCTIONS.values() if kind not in GATES)


class NothingReplaced(ValueError):
    """The model has no activation that could be replaced."""


@dataclass(frozen=True)
class Replacement:
    """What was replaced: ``place`` is the path of the module in the model, ``what`` its type or the call."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place or 'the model itself'}: {self.what}"


def replace(model: nn.Module, new: Callable[[], nn.Module], *, only: Iterable[Selector] = (),
            skip: Iterable[Selector] = ()) -> List[Replacement]:
    """Replaces the activations of ``model`` in place.

    Args:
        model: any module; one module at several places stays one.
        new: makes the module for each place.
        only: paths (``"layer1.*"``) or types (``nn.Hardswish``, which stands for ``F.hardswish`` too); without it, the rule
            above. A type named here is replaced even if it is a gate.
        skip: paths or types that are left alone.

    Returns:
        what was replaced, in the order of ``model.named_modules()``.

    Raises:
        NothingReplaced: if there was nothing to replace; the model is as it was.
    """
    wanted = _Choice(tuple(only), tuple(skip))
    replaced = list(_replace_modules(model, new, wanted)) + list(_replace_calls(model, new, wanted))
    if not replaced:
        raise NothingReplaced(
            f"{type(model).__name__} has no activation that may be replaced: looked for "
            f"{', '.join(kind.__name__ for kind in ACTIVATIONS)} and calls of their functions; see only= and skip=")
    return replaced


class _Choice:
    def __init__(self, only: Tuple[Selector, ...], skip: Tuple[Selector, ...]) -> None:
        self._only, self._skip = only, skip

    def takes(self, place: str, kind: type, in_attention: bool) -> bool:
        if any(_selects(selector, place, kind) for selector in self._skip):
            return False
        named = any(isinstance(selector, type) and _selects(selector, place, kind) for selector in self._only)
        if named:
            return True
        if not issubclass(kind, ACTIVATIONS) or in_attention:
            return False
        return not self._only or any(_selects(selector, place, kind) for selector in self._only)


def _selects(selector: Selector, place: str, kind: type) -> bool:
    return fnmatch.fnmatchcase(place, selector) if isinstance(selector, str) else issubclass(kind, selector)


def _places(model: nn.Module) -> Iterator[Tuple[str, nn.Module, bool]]:
    """Modules with their paths, and whether they are attention or inside of it."""
    attention: Tuple[str, ...] = ()
    for place, module in model.named_modules():
        if type(module).__name__.endswith("Attention"):
            attention += (place,)
        yield place, module, any(place == outer or place.startswith(outer + ".") or not outer for outer in attention)


def _replace_modules(model: nn.Module, new: Callable[[], nn.Module], wanted: _Choice) -> Iterator[Replacement]:
    if isinstance(model, _KINDS):
        raise NothingReplaced(f"{type(model).__name__} is an activation itself: use the new module in its place")
    replaced: Dict[int, nn.Module] = {}
    for place, module, in_attention in list(_places(model)):
        if isinstance(module, _KINDS) and wanted.takes(place, type(module), in_attention):
            replaced[id(module)] = new().train(module.training)
            yield Replacement(place, type(module).__name__)
    for parent in list(model.modules()):
        for name, child in parent._modules.items():
            if id(child) in replaced:
                parent._modules[name] = replaced[id(child)]


def _replace_calls(model: nn.Module, new: Callable[[], nn.Module], wanted: _Choice) -> Iterator[Replacement]:
    for place, module, in_attention in list(_places(model)):
        if type(module).__module__.startswith("torch.nn."):
            continue
        changed: Dict[str, Any] = {}
        for name, method in _methods(type(module)):
            rewriting = _Rewriting(lambda kind: wanted.takes(place, kind, in_attention))
            function = rewriting.method(type(module), method)
            if rewriting.calls:
                changed[name] = function
                for call in rewriting.calls:
                    yield Replacement(place, call)
        if changed:
            kind = type(module)
            changed.update(_afos_activation=staticmethod(new()), __module__=kind.__module__, __doc__=kind.__doc__)
            module.__class__ = type(kind.__name__, (kind,), changed)


def _methods(kind: type) -> Iterator[Tuple[str, types.FunctionType]]:
    seen = set()
    for base in kind.__mro__:
        if base is nn.Module:
            return
        for name, value in vars(base).items():
            if isinstance(value, types.FunctionType) and name not in seen and not name.startswith("__"):
                seen.add(name)
                yield name, value


class _Rewriting(ast.NodeTransformer):
    """Replaces calls of activation functions in a method by calls of ``self._afos_activation``."""

    def __init__(self, takes: Callable[[type], bool]) -> None:
        self._takes = takes
        self._self = "self"
        self._globals: Dict[str, Any] = {}
        self.calls: List[str] = []

    def method(self, kind: type, method: types.FunctionType) -> Any:
        if not set(method.__code__.co_names) & {name + end for name in _FUNCTIONS for end in ("", "_")}:
            return method
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
        except (OSError, TypeError, SyntaxError):
            return method
        definition = tree.body[0]
        if not isinstance(definition, ast.FunctionDef) or not definition.args.args:
            return method
        self._self = definition.args.args[0].arg
        self._globals = method.__globals__
        definition.decorator_list = []
        self.visit(definition)
        return self._compiled(definition, method) if self.calls else method

    @staticmethod
    def _compiled(definition: ast.FunctionDef, method: types.FunctionType) -> Any:
        free = method.__code__.co_freevars  # such as __class__, for super()
        factory = ast.parse(f"def factory({', '.join(free)}):\n    return {definition.name}").body[0]
        factory.body.insert(0, definition)  # type: ignore[attr-defined]
        module = ast.fix_missing_locations(ast.Module(body=[factory], type_ignores=[]))
        names: Dict[str, Any] = {}
        exec(compile(module, method.__code__.co_filename, "exec"), method.__globals__, names)
        function = names["factory"](*(cell.cell_contents for cell in method.__closure__ or ()))
        function.__defaults__, function.__kwdefaults__ = method.__defaults__, method.__kwdefaults__
        function.__qualname__ = method.__qualname__
        return function

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = self._function(node.func)
        kind = _FUNCTIONS.get(name[:-1] if name.endswith("_") else name)
        if kind is None or not self._takes(kind):
            return node
        self.calls.append(ast.unparse(node))
        activation = ast.Attribute(value=ast.Name(id=self._self, ctx=ast.Load()), attr="_afos_activation", ctx=ast.Load())
        return ast.copy_location(ast.Call(func=activation, args=[self._operand(node)], keywords=[]), node)

    def _function(self, called: ast.expr) -> str:
        if isinstance(called, ast.Name):
            return called.id
        if not isinstance(called, ast.Attribute) or self._of_self(called.value):
            return ""  # self.relu(x) is a module, and self.block.relu(x) one of another module
        return called.attr if self._module(called.value) in (None, torch, nn.functional) else ""

    def _module(self, value: ast.expr) -> Optional[types.ModuleType]:
        """The module that an expression names; None for a tensor."""
        first, *others = ast.unparse(value).split(".")
        found = self._globals.get(first, _USUAL_NAMES.get(first))
        for name in others:
            found = getattr(found, name, None)
        return found if isinstance(found, types.ModuleType) else None

    def _of_self(self, value: ast.expr) -> bool:
        while isinstance(value, ast.Attribute):
            value = value.value
        return isinstance(value, ast.Name) and value.id == self._self

    def _operand(self, node: ast.Call) -> ast.expr:
        named = next((keyword.value for keyword in node.keywords if keyword.arg == "input"), None)
        if named is not None:
            return named
        called = node.func
        if isinstance(called, ast.Attribute) and self._module(called.value) is None:
            return called.value
        return node.args[0]
