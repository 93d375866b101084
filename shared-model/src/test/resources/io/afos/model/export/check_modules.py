"""Checks exported PyTorch modules against mpmath: check_modules.py DIRECTORY.

The directory holds N.py and, in formulas.txt, the formula of each on line N. Every disagreement is a line; the last line
tells how much was compared.
"""
import functools
import importlib.util
import io
import math
import pathlib
import sys
import warnings

import mpmath
import onnx
import torch

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
mpmath.mp.prec = 500
directory = pathlib.Path(sys.argv[1])
INFINITE = float("inf")
ORDINARY = [-7.3, -5.5, -3.1, -2.0, -1.0, -0.6, -0.25, -0.01, 0.0, 0.003, 0.04, 0.3, 0.75, 1.0, 1.9, 2.7, 4.2, 6.0, 7.9]
EXTREME = [sign * x for x in (1e-40, 1e-30, 1e-7, 12.0, 20.0, 44.0, 87.0, 89.0, 104.0, 300.0, 1000.0, 6e4, 1e10, 1.9e19, 1e30, 3e38)
           for sign in (-1, 1)]
# relative to the larger of 1 and the exact number
TOLERANCES = {torch.float64: 1e-10, torch.float32: 1e-4, torch.float16: 2 ** -10, torch.bfloat16: 2 ** -7}
# what the functions tend to, with their slopes: first at minus infinity, then at infinity
LIMITS = {
    "relu": ((0, 0), (INFINITE, 1)), "leaky-relu": ((-INFINITE, 0.01), (INFINITE, 1)), "elu": ((-1, 0), (INFINITE, 1)),
    "gelu": ((0, 0), (INFINITE, 1)), "silu": ((0, 0), (INFINITE, 1)), "mish": ((0, 0), (INFINITE, 1)),
    "softplus": ((0, 0), (INFINITE, 1)), "tanh": ((-1, 0), (1, 0)), "sigmoid": ((0, 0), (1, 0)),
    "hard-swish": ((0, 0), (INFINITE, 1)), "eelu-1": ((0, 0), (INFINITE, 1)), "eelu-2": ((INFINITE, -1), (0, 0)),
    "eelu-3": ((0, 0), (INFINITE, 1)), "eelu-4": ((0, 0), (INFINITE, 1)),
    "x/sqrt(1+x^2)": ((-1, 0), (1, 0)), "1/x": ((0, 0), (0, 0)), "x^2": ((INFINITE, -INFINITE), (INFINITE, INFINITE)),
    "sqrt(x+abs(x))": ((0, 0), (INFINITE, 0)), "ln(x)": ((math.nan, math.nan), (INFINITE, 0)),
    "sinh(x)": ((-INFINITE, INFINITE), (INFINITE, INFINITE)), "asinh(x)": ((-INFINITE, 0), (INFINITE, 0)),
    "atan(x)": ((-math.pi / 2, 0), (math.pi / 2, 0)), "sin(x)/x": ((0, 0), (0, 0)), "sin(x)": ((math.nan, math.nan),) * 2,
    "exp(x)-exp(2*x)": ((0, 0), (-INFINITE, -INFINITE)), "softplus(x)*exp(-x)": ((1, 0), (0, 0)),
}


def real(function):
    """Undefined outside of the real numbers."""
    def guarded(*operands):
        result = function(*operands)
        if isinstance(result, mpmath.mpc):
            raise ValueError("not real")
        return result
    return guarded


def bounded(function, most, beyond):
    """mpmath would work out the digits of numbers of any size."""
    return lambda u: function(u) if abs(u) < most else beyond(u)


def unknown(u):
    raise OverflowError


def decaying(u):
    return mpmath.mpf(0) if u < 0 else unknown(u)


exp = bounded(mpmath.exp, 1e45, decaying)
FUNCTIONS = {
    "abs": abs, "exp": exp, "ln": real(mpmath.log), "sqrt": real(mpmath.sqrt), "erf": bounded(mpmath.erf, 1e3, mpmath.sign),
    "sigmoid": lambda u: 1 / (1 + exp(-u)) if u > -1e45 else exp(u), "tanh": bounded(mpmath.tanh, 1e6, mpmath.sign), "softplus": lambda u: mpmath.log1p(exp(u)) if u < 1000 else u,
    "sin": bounded(mpmath.sin, 1e45, unknown), "cos": bounded(mpmath.cos, 1e45, unknown), "atan": mpmath.atan, "sinh": bounded(mpmath.sinh, 1e45, unknown), "cosh": bounded(mpmath.cosh, 1e45, unknown),
    "asinh": mpmath.asinh, "atanh": real(mpmath.atanh), "max": max, "min": min, "sign": mpmath.sign,
    "step": lambda u: mpmath.mpf(u > 0),
}
# from where on a product of something huge and something tiny is lost in the digits of their logarithms
LOST = {"sinh(x)*exp(-x)": 1e6}
problems, compared = [], 0


@functools.lru_cache(maxsize=None)
def exact(code, x):
    """Value, slopes to the left and to the right, and second derivative; None where mpmath has no such number."""
    def value(at):
        return eval(code, {"__builtins__": {}}, {**FUNCTIONS, "x": at})
    try:
        at = mpmath.mpf(x)
        step = (abs(at) or mpmath.mpf(1e-12)) * mpmath.mpf(2) ** -120
        low, middle, high = value(at - step), value(at), value(at + step)
        return middle, (middle - low) / step, (high - middle) / step, (low - 2 * middle + high) / step ** 2
    except (ValueError, ZeroDivisionError, OverflowError, MemoryError):
        return None


def agrees(got, wanted, dtype, scale=1.0):
    largest = torch.finfo(dtype).max
    if abs(wanted) > largest * 0.98:
        return abs(got) > largest * 0.9 and (got > 0) == (wanted > 0)
    smallest = 1e-4 if dtype in (torch.float16, torch.bfloat16) else 0
    return abs(got - float(wanted)) <= TOLERANCES[dtype] * max(1.0, scale, abs(float(wanted))) + smallest


def same(got, wanted):
    return math.isnan(got) and math.isnan(wanted) or got == wanted or abs(got - wanted) < 1e-3


def load(path):
    spec = importlib.util.spec_from_file_location("exported" + path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, next(v for k, v in vars(module).items() if isinstance(v, type) and not k.startswith("_"))()


def values_and_slopes(activation, points, dtype):
    x = torch.tensor(points, dtype=dtype, requires_grad=True)
    y = activation(x)
    y.sum().backward()
    assert y.dtype == x.grad.dtype == dtype
    with torch.no_grad():
        alone = activation(x)
    return x.tolist(), y.tolist(), x.grad.tolist(), alone.tolist()


def check_numbers(name, code, activation):
    global compared
    for dtype in TOLERANCES:
        for x, value, slope, alone in zip(*values_and_slopes(activation, ORDINARY + EXTREME, dtype)):
            wanted = exact(code, x) if math.isfinite(x) else None
            if wanted is None or abs(x) > LOST.get(name, INFINITE):
                continue
            middle, left, right, _ = wanted
            place = f"{name} at {x!r} in {dtype}"
            compared += 1
            if not agrees(value, middle, dtype):
                problems.append(f"{place}: {value} instead of {mpmath.nstr(middle, 10)}")
            if not agrees(alone, middle, dtype):
                problems.append(f"{place} without a gradient: {alone} instead of {mpmath.nstr(middle, 10)}")
            kink = abs(left) > 1e40 or abs(left - right) > mpmath.mpf(2) ** -60 * max(abs(left), abs(right), 1)
            rounded_tie = ("max" in name or "min" in name) and 0 < abs(x) < 1e-6
            if not kink and not rounded_tie and not agrees(slope, (left + right) / 2, dtype):
                problems.append(f"{place}: slope {slope} instead of {mpmath.nstr(left, 10)}")


def check_second(name, code, activation, formula):
    x = torch.tensor(ORDINARY, dtype=torch.float64, requires_grad=True)
    slope, = torch.autograd.grad(activation(x).sum(), x, create_graph=True)
    try:
        second, = torch.autograd.grad(slope.sum(), x)
    except RuntimeError as refusal:
        if "second derivative" not in str(refusal):
            problems.append(f"{name}: {refusal}")
        return
    for at, got in zip(ORDINARY, second.tolist()):
        wanted = exact(code, at)
        smooth = wanted is not None and abs(wanted[1] - wanted[2]) <= mpmath.mpf(2) ** -60 * max(1, abs(wanted[1]))
        kink = at == 0 and any(word in formula for word in ("max", "min", "abs"))
        if smooth and not kink and not agrees(got, wanted[3], torch.float64, 1e4):
            problems.append(f"{name} at {at}: second derivative {got} instead of {mpmath.nstr(wanted[3], 10)}")


def check_infinities(name, activation):
    for dtype in (torch.float64, torch.float32, torch.float16):
        _, values, slopes, alone = values_and_slopes(activation, [-INFINITE, INFINITE], dtype)
        for side, (value, slope) in enumerate(LIMITS[name]):
            right_slope = math.isnan(value) or same(slopes[side], slope)
            if not (same(values[side], value) and same(alone[side], value) and right_slope):
                problems.append(f"{name} at {'-+'[side]}infinity in {dtype}: {values[side]}, {slopes[side]}, {alone[side]}")


def check_shapes_and_types(name, activation):
    for wrong in (torch.tensor([-1, 0, 2]), torch.tensor([True]), torch.tensor([1j])):
        try:
            activation(wrong)
            problems.append(f"{name} takes {wrong.dtype}")
        except TypeError as refusal:
            if "floating-point" not in str(refusal):
                problems.append(f"{name}: {refusal}")
    for shape in ((0,), (2, 0, 3), ()):
        x = torch.full(shape, 0.5, requires_grad=True)
        y = activation(x)
        y.sum().backward()
        if y.shape != x.shape or x.grad.shape != x.shape:
            problems.append(f"{name} changes the shape {shape}")


def check_inference(name, module, activation):
    slopes = []
    with_slope = module._value_and_slope
    module._value_and_slope = lambda x: slopes.append(x) or with_slope(x)
    with torch.no_grad():
        activation(torch.randn(8, requires_grad=True))
    activation(torch.randn(8))
    module._value_and_slope = with_slope
    if slopes:
        problems.append(f"{name} computes the slope though no gradient is wanted")


def check_graphs(name, activation):
    x = torch.linspace(-4, 4, 33, requires_grad=True)
    value = activation(x)
    gradient = torch.autograd.grad(value.sum(), x)[0]
    finite = torch.isfinite(gradient) & torch.isfinite(value.detach())
    traced, scripted = torch.jit.trace(activation, torch.randn(3)), torch.jit.script(activation)
    for how, graph in (("traced", traced), ("scripted", scripted)):
        with torch.jit.optimized_execution(False):
            again = torch.autograd.grad(graph(x).sum(), x)[0]
            dtype = graph(torch.ones(1, dtype=torch.bfloat16)).dtype
        if not torch.allclose(again[finite], gradient[finite], atol=1e-4, rtol=1e-4):
            problems.append(f"{name} {how} has another slope")
        if dtype != torch.bfloat16:
            problems.append(f"{name} {how} changes bfloat16")
    file = io.BytesIO()
    torch.onnx.export(activation, torch.randn(2, 3), file, opset_version=13)
    onnx.checker.check_model(onnx.load_model_from_string(file.getvalue()), full_check=True)


for number, formula in enumerate((directory / "formulas.txt").read_text().splitlines()):
    name, _, text = formula.partition("\t")
    module, activation = load(directory / f"{number}.py")
    code = compile(text.replace("^", "**"), name, "eval")
    for check in (lambda: check_numbers(name, code, activation), lambda: check_second(name, code, activation, text),
                  lambda: check_infinities(name, activation) if name in LIMITS else None,
                  lambda: check_shapes_and_types(name, activation), lambda: check_inference(name, module, activation),
                  lambda: check_graphs(name, activation)):
        try:
            check()
        except Exception as problem:
            problems.append(f"{name}: {type(problem).__name__} {problem}")
print("\n".join(problems + [f"{compared} numbers compared"]))
