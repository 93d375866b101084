"""Activation functions from the source that the service exports."""

import hashlib
import linecache
import sys
import types
from typing import Any, Callable


class Activation:
    """An activation function as a PyTorch module.

    Args:
        source: what ``/api/v1/export?format=pytorch`` answers. It is run: take it only from a service that you trust.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._module = _imported(source)

    @property
    def module_class(self) -> type:
        """The class, without parameters, as for ``act_layer=``; it takes and ignores ``inplace``."""
        return self._module.ActivationLayer

    def module(self) -> Any:
        """A new ``torch.nn.Module``."""
        return self.module_class()


def function(source: str) -> Callable[[Any], Any]:
    """The one function that a source defines, such as those of the formats ``numpy`` and ``jax``. The source is run."""
    return _exported(_python_module(source), types.FunctionType, "function")


def _imported(source: str) -> types.ModuleType:
    module = _python_module(source)
    if not hasattr(module, "ActivationLayer"):
        module.ActivationLayer = _layer(_exported(module, type, "class"), module.__name__)  # type: ignore[attr-defined]
    return module


def _python_module(source: str) -> types.ModuleType:
    """The source as a module of Python, which the same source gives once, so that pickle and TorchScript find it."""
    name = "afos_" + hashlib.sha256(source.encode()).hexdigest()[:16]
    if name not in sys.modules:
        file = f"<{name}>"
        module = types.ModuleType(name)
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec"), module.__dict__)
        sys.modules[name] = module
    return sys.modules[name]


def _exported(module: types.ModuleType, kind: type, what: str) -> Any:
    found = [value for name, value in vars(module).items()
             if isinstance(value, kind) and value.__module__ == module.__name__ and not name.startswith("_")]
    if len(found) != 1:
        raise ValueError(f"the source must define one {what}, but defines {len(found)}")
    return found[0]


def _layer(exported: type, module: str) -> type:
    def __init__(self: Any, *_: Any, inplace: bool = False) -> None:
        super(layer, self).__init__()

    layer: Any = type("ActivationLayer", (exported,), {"__init__": __init__, "__module__": module, "__doc__": exported.__doc__})
    return layer
