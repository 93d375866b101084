"""Writes torch.csv: named activation functions and their slopes as torch computes them, in float64.

python3 torch_values.py > torch.csv
"""

import torch
from torch import nn

FUNCTIONS = {
    "relu": nn.ReLU(), "leaky-relu": nn.LeakyReLU(), "elu": nn.ELU(), "elu ": nn.CELU(), "selu": nn.SELU(),
    "gelu": nn.GELU(), "silu": nn.SiLU(), "mish": nn.Mish(), "softplus": nn.Softplus(threshold=40), "tanh": nn.Tanh(),
    "sigmoid": nn.Sigmoid(), "hard-swish": nn.Hardswish(), "relu6": nn.ReLU6(), "prelu": nn.PReLU(dtype=torch.float64),
    "rrelu": nn.RReLU().eval(), "relu-squared": lambda x: nn.functional.relu(x) ** 2,
    "gelu-tanh": nn.GELU(approximate="tanh"), "softsign": nn.Softsign(), "log-sigmoid": nn.LogSigmoid(),
    "hard-tanh": nn.Hardtanh(), "hard-sigmoid": nn.Hardsigmoid(), "tanh-shrink": nn.Tanhshrink(),
    "soft-shrink": nn.Softshrink(), "hard-shrink": nn.Hardshrink(), "linear": nn.Identity(), "exponential": torch.exp,
}
POINTS = [-20.0, -7.0, -3.0, -1.5, -1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0, 1.5, 2.75, 3.0, 6.0, 7.0, 20.0]

print("name,x,value,slope")
for name, function in FUNCTIONS.items():
    x = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    y = function(x)
    (slopes,) = torch.autograd.grad(y.sum(), x)
    for row in zip(POINTS, y.tolist(), slopes.tolist()):
        if (name, row[0]) != ("hard-swish", -3.0):  # the kink, where torch takes the slope on the right and AFOS that on the left
            print(name.strip(), *row, sep=",")
