"""Times exported PyTorch modules against the naive formula: measure_export.py URL.

Each pair runs in turn, so that what else the machine does hits both; printed are medians of the ratios.
"""
import statistics
import sys
import time
import urllib.parse
import urllib.request

import torch

NAIVE = {
    "eelu-2": lambda x: -x * torch.erf(torch.exp(-x)),
    "eelu-1": lambda x: x * torch.erf(torch.exp(x)),
    "silu": lambda x: x * torch.sigmoid(x),
    "mish": lambda x: x * torch.tanh(torch.nn.functional.softplus(x)),
    "elu": lambda x: torch.clamp(x, min=0) + torch.exp(x - torch.clamp(x, min=0)) - 1,
    "sigmoid(exp(-x)+x)*atan(x)": lambda x: torch.sigmoid(torch.exp(-x) + x) * torch.atan(x),
    "softplus(x)*exp(-x)": lambda x: torch.nn.functional.softplus(x) * torch.exp(-x),
}


def module(service, formula):
    query = urllib.parse.urlencode({"formula": formula, "format": "pytorch"})
    code = {}
    with urllib.request.urlopen(f"{service}/api/v1/export?{query}") as answer:
        exec(answer.read(), code)
    return next(v for k, v in code.items() if isinstance(v, type) and not k.startswith("_"))()


def training(function, x, gradient):
    x.grad = None
    start = time.perf_counter()
    function(x).backward(gradient)
    return time.perf_counter() - start


def inference(function, x, _):
    with torch.no_grad():
        start = time.perf_counter()
        function(x)
        return time.perf_counter() - start


def ratio(measure, exported, naive, *tensors):
    ratios = [measure(exported, *tensors) / measure(naive, *tensors) for _ in range(43)]
    return statistics.median(ratios[3:])


torch.manual_seed(1)
torch.set_num_threads(1)
x = torch.randn(1000, 1000, requires_grad=True)
wide = (60 * torch.randn(1000, 1000)).requires_grad_(True)  # some inputs beyond plain arithmetic
gradient = torch.randn(1000, 1000)
print(f"{'function':30} training  inference  training, inputs of deviation 60")
for formula, naive in NAIVE.items():
    exported = module(sys.argv[1], formula)
    figures = (ratio(training, exported, naive, x, gradient), ratio(inference, exported, naive, x, gradient),
               ratio(training, exported, naive, wide, gradient))
    print(f"{formula:30} {figures[0]:8.2f} {figures[1]:10.2f} {figures[2]:10.2f}")
