"""Writes reference-operations.csv: what PyTorch gives for the plans of OperationCases, and the gradients of what they hold.

Images and parameters are waves, in float64. The first parameter is added to the images, so its gradient is that of the images.
Windows that torch does not have are computed pixel by pixel.
"""
import numpy as np
import torch
import torch.nn.functional as F


def wave(index, shape):
    return torch.tensor(np.sin(0.7 * np.arange(int(np.prod(shape))) + index).reshape(shape), dtype=torch.float32).double()


def windows(x, k, s, d, p, ceil, empty):
    """All pixels of all windows, (..., positions, positions, pixels), and which of them are padding that counts or nothing."""
    count, starts = [], []
    for axis in range(2):
        size, covered = x.shape[2 + axis], d[axis] * (k[axis] - 1) + 1
        free = p[axis] + size + p[axis + 2] - covered
        n = (-(-free // s[axis]) if ceil else free // s[axis]) + 1
        if ceil and (n - 1) * s[axis] >= size + p[axis]:
            n -= 1
        count.append(n)
    rows = []
    for i in range(count[0]):
        row = []
        for j in range(count[1]):
            pixels = []
            for a in range(k[0]):
                for b in range(k[1]):
                    y, z = i * s[0] + a * d[0] - p[0], j * s[1] + b * d[1] - p[1]
                    inside = 0 <= y < x.shape[2] and 0 <= z < x.shape[3]
                    padding = -p[0] <= y < x.shape[2] + p[2] and -p[1] <= z < x.shape[3] + p[3]
                    pixels.append((x[:, :, y, z] if inside else None, padding))
            row.append(pixels)
        rows.append(row)
    return rows


def pooled(x, take, **window):
    return torch.stack([torch.stack([take(pixels) for pixels in row], -1) for row in windows(x, **window, empty=0)], -2)


def largest(pixels):
    return torch.stack([v for v, _ in pixels if v is not None]).amax(0)


def average(counting):
    def take(pixels):
        values = [v for v, _ in pixels if v is not None]
        n = sum(1 for v, padding in pixels if (padding if counting else v is not None))
        return torch.stack(values).sum(0) / n
    return take


def window(k=(3, 3), s=(1, 1), d=(1, 1), p=(0, 0, 0, 0), ceil=False):
    return {"k": k, "s": s, "d": d, "p": p, "ceil": ceil}


def lrn(x, size, alpha, beta, bias):
    channels = x.shape[1]
    low, high = (size - 1) // 2, -(-(size - 1) // 2)
    sums = torch.stack([(x[:, max(0, c - low):c + high + 1] ** 2).sum(1) for c in range(channels)], 1)
    return x / (bias + alpha / size * sums) ** beta


def norm(x, scale, shift, training):
    channels = x.shape[1]
    mean, variance = torch.zeros(channels).double(), torch.ones(channels).double()
    y = F.batch_norm(x, mean, variance, scale, shift, training, 0.2, 1e-3)
    return y, mean, variance


INDICES = torch.tensor([[3, 0, 3], [5, 1, 1]])

# name: (channels, height, width), shapes of the parameters, the network without its last reshaping
CASES = {
    "convolution": ((4, 7, 6), [(6, 2, 3, 2), (6,)],
                    lambda x, w, b: F.conv2d(F.pad(x, (0, 1, 1, 2)), w, b, (1, 2), 0, (2, 1), 2)),
    "convolution-wide": ((20, 6, 6), [(24, 20, 3, 3)], lambda x, w: F.conv2d(x, w, None, 2, 1)),
    "convolution-grouped": ((48, 5, 5), [(40, 12, 3, 3), (40,)], lambda x, w, b: F.conv2d(x, w, b, 1, 1, 1, 4)),
    "convolution-depthwise": ((20, 5, 5), [(20, 1, 3, 3)], lambda x, w: F.conv2d(x, w, None, 2, 1, 1, 20)),
    "convolution-dilated": ((20, 7, 7), [(24, 20, 3, 3)], lambda x, w: F.conv2d(x, w, None, 1, 2, 2)),
    "convolution-flat": ((20, 6, 9), [(20, 20, 1, 7)], lambda x, w: F.conv2d(x, w, None, 1, (0, 3))),
    "dense": ((3, 4, 5), [(7, 5), (7,)], lambda x, w, b: F.linear(x, w, b)),
    "dense-unbiased": ((3, 4, 5), [(7, 5)], lambda x, w: F.linear(x, w)),
    "matmul": ((3, 4, 5), [], lambda x: x @ x.transpose(2, 3)),
    "matmul-left": ((3, 4, 5), [(3, 2, 4)], lambda x, w: w @ x),
    "batchnorm": ((3, 4, 5), [(3,), (3,)], lambda x, a, b: norm(x, a, b, TRAINING)[0]),
    "batchnorm-flat": ((3, 1, 1), [(3,), (3,)], lambda x, a, b: norm(x.flatten(1), a, b, TRAINING)[0]),
    "layernorm": ((3, 4, 5), [(4, 5), (4, 5)], lambda x, a, b: F.layer_norm(x, (4, 5), a, b, 1e-3)),
    "layernorm-scale": ((3, 4, 5), [(5,)], lambda x, a: F.layer_norm(x, (5,), a, None, 1e-3)),
    "layernorm-plain": ((3, 4, 5), [], lambda x: F.layer_norm(x, (5,), None, None, 1e-3)),
    "lrn": ((7, 3, 2), [], lambda x: lrn(x, 5, 0.5, 0.75, 2)),
    "lrn-even": ((7, 3, 2), [], lambda x: lrn(x, 4, 0.5, 0.75, 2)),
    "maxpool": ((2, 7, 6), [], lambda x: F.max_pool2d(x, 3, 2, 1)),
    "maxpool-ceil": ((2, 7, 6), [], lambda x: F.max_pool2d(x, 3, 2, 0, ceil_mode=True)),
    "maxpool-uneven": ((2, 7, 6), [], lambda x: pooled(x, largest, **window((3, 2), (2, 3), (1, 1), (0, 1, 2, 0), True))),
    "maxpool-dilated": ((2, 9, 8), [], lambda x: F.max_pool2d(x, (3, 2), (2, 1), (1, 1), (2, 3))),
    "maxpool-padded": ((2, 5, 4), [], lambda x: pooled(x, largest, **window((3, 3), (2, 2), (1, 1), (2, 2, 2, 2)))),
    "averagepool": ((2, 7, 6), [], lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=True)),
    "averagepool-inside": ((2, 7, 6), [], lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)),
    "averagepool-ceil": ((2, 8, 6), [],
                         lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=True)),
    "averagepool-uneven": ((2, 7, 6), [],
                           lambda x: pooled(x, average(True), **window((3, 2), (2, 3), (1, 1), (0, 1, 2, 0), True))),
    "averagepool-uneven-inside": (
        (2, 7, 6), [], lambda x: pooled(x, average(False), **window((3, 2), (2, 3), (1, 1), (0, 1, 2, 0), True))),
    "averagepool-dilated": ((2, 9, 8), [],
                            lambda x: pooled(x, average(False), **window((3, 2), (2, 1), (2, 3), (1, 1, 1, 1)))),
    "mean": ((3, 4, 5), [], lambda x: x.mean((2, 3), keepdim=True)),
    "mean-dropped": ((3, 4, 5), [], lambda x: x.mean((1, 3))),
    "sum": ((3, 4, 5), [], lambda x: x.sum((1, 2))),
    "largest": ((3, 4, 5), [], lambda x: x.amax((1, 3))),
    "smallest": ((3, 4, 5), [], lambda x: x.amin((2,), keepdim=True)),
    "activation": ((3, 4, 5), [], lambda x: -x * torch.erf(torch.exp(-x))),
    "pointwise": ((3, 4, 5), [], lambda x: F.hardsigmoid(4 * x)),
    "sigmoid": ((3, 4, 5), [], lambda x: torch.sigmoid(x)),
    "add": ((3, 4, 5), [(4, 1)], lambda x, p: p + x),
    "subtract": ((3, 4, 5), [(3, 4, 5)], lambda x, p: x - p),
    "multiply": ((3, 4, 5), [(3, 1, 1)], lambda x, p: p * x),
    "divide": ((3, 4, 5), [(5,)], lambda x, p: p / (x + 3)),
    "max": ((3, 4, 5), [(5,)], lambda x, p: torch.maximum(x, p)),
    "min": ((3, 4, 5), [(5,)], lambda x, p: torch.minimum(x, p)),
    "power": ((3, 4, 5), [(5,)], lambda x, p: (x + 3) ** p),
    "where": ((3, 4, 5), [(4, 1)], lambda x, p: torch.where(torch.tensor([1., 0, -2, 0, 3]) != 0, x, p)),
    "softmax": ((3, 4, 5), [], lambda x: torch.softmax(x, 1)),
    "concat": ((3, 4, 5), [(2, 3, 1, 5)], lambda x, p: torch.cat([x, p[:1].expand(2, 3, 1, 5), x], 2)),
    "slice": ((3, 4, 5), [], lambda x: x[:, :, :, 1:5:2]),
    "transpose": ((3, 4, 5), [], lambda x: x.permute(0, 3, 1, 2)),
    "windows": ((3, 4, 6), [], lambda x: x.reshape(2, 3, 2, 2, 2, 3).permute(0, 2, 4, 1, 3, 5).reshape(8, 18).softmax(1)
                .reshape(2, 4, 18)),
    "pad": ((3, 4, 5), [], lambda x: F.pad(x, (1, 0, 0, 2), value=0.5)),
    "expand": ((1, 1, 4), [(1, 3, 1)], lambda x, p: x.expand(2, 2, 3, 4) * p.expand(2, 3, 4)),
    "gather": ((3, 4, 6), [], lambda x: x[:, :, :, INDICES]),
    "gather-one": ((3, 4, 6), [], lambda x: x[:, :, 2]),
    "gather-parameter": ((3, 2, 3), [(6, 3)], lambda x, p: x + p[INDICES].permute(2, 0, 1)),
}

for name, ((c, h, w), shapes, network) in CASES.items():
    for TRAINING in (True, False):
        if not TRAINING and not name.startswith("batchnorm"):
            continue
        parameters = [wave(i, shape).requires_grad_() for i, shape in enumerate([(c, h, w)] + shapes)]
        images = (wave(0, (2, c, h, w)) + 1) / 2
        logits = network(images + parameters[0], *parameters[1:]).reshape(2, -1)
        (logits * wave(1, logits.shape)).sum().backward()
        mode = "training" if TRAINING else "measuring"
        for what, values in [("logits", logits)] + [(str(i), p.grad) for i, p in enumerate(parameters)]:
            print(name, mode, what, " ".join("%.7g" % v for v in values.flatten().tolist()), sep=",")
