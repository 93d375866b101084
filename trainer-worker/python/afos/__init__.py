"""AFOS in one's own training code: searches for activation functions, and activation functions in PyTorch models."""

from typing import TYPE_CHECKING, Any

from afos.activation import Activation
from afos.connection import ServiceError
from afos.row import Function, Table
from afos.search import Search
from afos.service import Service, connect
from afos.trial import Trial

if TYPE_CHECKING:
    from afos.replacement import NothingReplaced, Replacement, replace

__all__ = [
    "Activation", "Function", "NothingReplaced", "Replacement", "Search", "Service", "ServiceError", "Table", "Trial", "connect",
    "replace"]


def __getattr__(name: str) -> Any:
    """What needs torch, or looks for the installed package, is imported when it is asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("afos")
    if name in ("NothingReplaced", "Replacement", "replace"):
        import afos.replacement

        return getattr(afos.replacement, name)
    raise AttributeError(f"module 'afos' has no attribute '{name}'")
