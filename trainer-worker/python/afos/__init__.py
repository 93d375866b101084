"""AFOS in one's own training code: activation functions in PyTorch models."""

from afos.activation import Activation
from afos.replacement import NothingReplaced, Replacement, replace

__all__ = ["Activation", "NothingReplaced", "Replacement", "replace"]
