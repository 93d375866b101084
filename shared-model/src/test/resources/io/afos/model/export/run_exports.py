"""Runs exported functions: run_exports.py FRAMEWORK DIRECTORY.

Reads points from points.txt and code from N.py, and writes for each N and each float type a line of values and one of
slopes. JAX and Keras are not run themselves but a stand-in for them over numpy.
"""
import math
import pathlib
import sys
import types

import numpy as np

framework, directory = sys.argv[1], pathlib.Path(sys.argv[2])
points = [float(line) for line in (directory / "points.txt").read_text().split()]


class Dual:
    """A tensor with the derivative of each element by the input."""

    def __init__(self, value, slope):
        self.value, self.slope, self.dtype = value, slope, value.dtype

    def astype(self, dtype):
        return Dual(self.value.astype(dtype), self.slope.astype(dtype))


class CustomJvp:
    """jax.custom_jvp."""

    def __init__(self, function):
        self.function = function

    def defjvp(self, rule):
        self.rule = rule
        return rule

    def __call__(self, x):
        return Dual(*self.rule((x.value,), (x.slope,))) if isinstance(x, Dual) else self.function(x)


class CustomGradient:
    """keras.ops.custom_gradient, with the two ways in which backends call the gradient."""

    def __init__(self, function):
        self.function = function

    def __call__(self, x):
        if not isinstance(x, Dual):
            return self.function(x)[0]
        value, gradient = self.function(x.value)
        slope = gradient(x.slope)
        assert np.array_equal(slope, gradient(x.value, upstream=x.slope), equal_nan=True)
        return Dual(value, slope)


def erf(x):
    return np.array([math.erf(element) for element in x.tolist()], dtype=x.dtype)


def softplus(x):
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e)).astype(x.dtype)


def numpy_like(name, **more):
    module = types.ModuleType(name)
    for key in dir(np):
        if not key.startswith("__"):
            setattr(module, key, getattr(np, key))
    for key, value in more.items():
        setattr(module, key, value)
    return module


def jax_stand_in():
    jax = types.ModuleType("jax")
    jax.numpy = numpy_like("jax.numpy", asarray=lambda x: x)
    jax.custom_jvp = CustomJvp
    jax.lax = types.SimpleNamespace(cond=lambda condition, yes, no, x: yes(x) if condition else no(x))
    jax.nn = types.SimpleNamespace(sigmoid=sigmoid, softplus=softplus)
    jax.scipy = types.SimpleNamespace(special=types.SimpleNamespace(erf=erf))
    return {"jax": jax, "jax.numpy": jax.numpy}


def keras_stand_in():
    keras = types.ModuleType("keras")
    keras.ops = numpy_like("keras.ops", erf=erf, sigmoid=sigmoid, softplus=softplus, custom_gradient=CustomGradient,
                           cond=lambda condition, yes, no: yes() if condition else no(),
                           cast=lambda x, dtype: x.astype(dtype))
    keras.backend = types.SimpleNamespace(standardize_dtype=lambda dtype: np.dtype(dtype).name)
    keras.layers = types.SimpleNamespace(Layer=object)
    keras.saving = types.SimpleNamespace(register_keras_serializable=lambda package: lambda layer: layer)
    return {"keras": keras, "keras.ops": keras.ops}


def exported(path):
    """What the code defines. Every other function for numpy has to do without scipy."""
    if framework == "numpy":
        sys.modules.pop("scipy.special", None) if int(path.stem) % 2 else sys.modules.update({"scipy.special": None})
    code = {}
    exec(compile(path.read_text(), str(path), "exec"), code)
    return [value for name, value in code.items() if name[0] != "_" and not isinstance(value, types.ModuleType)][0]


def run_torch(definition, dtype):
    import torch
    x = torch.tensor(points, dtype=getattr(torch, dtype), requires_grad=True)
    y = definition()(x)
    y.sum().backward()
    assert y.dtype == x.dtype and y.shape == x.shape
    return y.detach().numpy(), x.grad.numpy()


def run_stand_in(definition, dtype):
    x = np.array(points, dtype=dtype)
    y = (definition().call if isinstance(definition, type) else definition)(Dual(x, np.ones_like(x)))
    assert y.value.dtype == x.dtype
    return y.value, y.slope


def run_numpy(function, dtype):
    x = np.array(points, dtype=dtype)
    y, slope = function(x), function.derivative(x)
    assert y.dtype == slope.dtype == x.dtype and not np.shares_memory(x, y)
    assert isinstance(function(0.5), float) and function(np.ones((2, 0, 3))).shape == (2, 0, 3)
    return y, slope


RUNS = {"torch": run_torch, "numpy": run_numpy, "jax": run_stand_in, "keras": run_stand_in}
if framework == "torch":
    import torch
    torch.set_num_threads(1)
elif framework != "numpy":
    sys.modules.update(jax_stand_in() if framework == "jax" else keras_stand_in())
np.seterr(all="ignore")
for path in sorted(directory.glob("*.py"), key=lambda path: int(path.stem)):
    definition = exported(path)
    for dtype in ["float64", "float32"]:
        for results in RUNS[framework](definition, dtype):
            print(" ".join(repr(float(result)) for result in results))
