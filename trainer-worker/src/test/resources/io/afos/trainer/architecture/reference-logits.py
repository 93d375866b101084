"""Logits of the networks in PyTorch, for ReferenceLogitsTest: python3 reference-logits.py > reference-logits.csv

Weights, running statistics and images are formulas that the test computes too. ResNet is torchvision's own, made narrow;
the others are put together from PyTorch's layers after torchvision (AlexNet, VGG), tensorflow/models (MobileNet) and
SHI-Labs/Compact-Transformers (CCT).
Made with torch 1.13 and torchvision 0.14.
"""

import numpy as np
import torch
from torch import nn
from torchvision.models.resnet import Bottleneck, ResNet

WIDTH = 1 / 16


def wave(index, shape):
    return torch.tensor(np.sin(0.7 * np.arange(np.prod(shape)) + index).reshape(shape), dtype=torch.float32)


def fill(model, scale):
    for index, parameter in enumerate(model.parameters()):
        values = wave(index, tuple(parameter.shape))
        if parameter.dim() == 1:
            values = 0.1 * values + (1 if norm_weight(model, parameter) else 0)
        else:
            values = values * scale / np.sqrt(parameter[0].numel())
        parameter.data = values
    statistics = (b for name, b in model.named_buffers() if name.endswith(("running_mean", "running_var")))
    for index, statistic in enumerate(statistics):
        mean = index % 2 == 0
        statistic.data = (0.1 if mean else 0.5) * wave(index, tuple(statistic.shape)) + (0 if mean else 1)


def norm_weight(model, parameter):
    return any(
        isinstance(m, (nn.BatchNorm2d, nn.LayerNorm)) and m.weight is parameter for m in model.modules()
    )


def scaled(channels):
    return int(channels * WIDTH)


class NarrowResNet(ResNet):
    def __init__(self, blocks):
        super().__init__(Bottleneck, blocks, num_classes=10)
        self.conv1 = nn.Conv2d(3, scaled(64), 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(scaled(64))
        self.fc = nn.Linear(scaled(2048), 10)

    def _make_layer(self, block, planes, *args, **kwargs):
        if planes == 64:
            self.inplanes = scaled(64)
        return super()._make_layer(block, scaled(planes), *args, **kwargs)


def alexnet():
    c = [scaled(n) for n in (64, 192, 384, 256, 256)]
    h = scaled(4096)
    return nn.Sequential(
        nn.Conv2d(3, c[0], 11, 4, 2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(c[0], c[1], 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(c[1], c[2], 3, padding=1), nn.ReLU(),
        nn.Conv2d(c[2], c[3], 3, padding=1), nn.ReLU(),
        nn.Conv2d(c[3], c[4], 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.AdaptiveAvgPool2d(6), nn.Flatten(),
        nn.Linear(36 * c[4], h), nn.ReLU(), nn.Linear(h, h), nn.ReLU(), nn.Linear(h, 10),
    )


def vgg(normalised):
    layers, before = [], 3
    for channels, convolutions in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(convolutions):
            layers += [nn.Conv2d(before, scaled(channels), 3, padding=1)]
            layers += [nn.BatchNorm2d(scaled(channels))] if normalised else []
            layers += [nn.ReLU()]
            before = scaled(channels)
        layers += [nn.MaxPool2d(2, 2)]
    h = scaled(4096)
    return nn.Sequential(
        *layers, nn.AdaptiveAvgPool2d(7), nn.Flatten(),
        nn.Linear(49 * before, h), nn.ReLU(), nn.Linear(h, h), nn.ReLU(), nn.Linear(h, 10),
    )


def mobilenet():
    def unit(convolution):
        return [convolution, nn.BatchNorm2d(convolution.out_channels), nn.ReLU()]

    before = scaled(32)
    layers = unit(nn.Conv2d(3, before, 3, 2, 1, bias=False))
    for channels, stride in (
        (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1),
        (1024, 2), (1024, 1),
    ):
        layers += unit(nn.Conv2d(before, before, 3, stride, 1, groups=before, bias=False))
        layers += unit(nn.Conv2d(before, scaled(channels), 1, bias=False))
        before = scaled(channels)
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, 10))


class Encoder(nn.Module):
    def __init__(self, channels, heads, expansion):
        super().__init__()
        self.heads = heads
        self.norm_before = nn.LayerNorm(channels)
        self.joint = nn.Linear(channels, 3 * channels, bias=False)
        self.projection = nn.Linear(channels, channels)
        self.norm_between = nn.LayerNorm(channels)
        self.expand = nn.Linear(channels, expansion * channels)
        self.shrink = nn.Linear(expansion * channels, channels)

    def forward(self, x):
        batch, tokens, channels = x.shape
        joint = self.joint(self.norm_before(x)).view(batch, tokens, 3, self.heads, channels // self.heads)
        q, k, v = (joint[:, :, i].transpose(1, 2) for i in range(3))
        share = torch.softmax(q @ k.transpose(2, 3) / (channels // self.heads) ** 0.5, 3)
        x = x + self.projection((share @ v).transpose(1, 2).reshape(batch, tokens, channels))
        x = self.norm_between(x)
        return x + self.shrink(nn.functional.gelu(self.expand(x)))


class Positions(nn.Module):
    def __init__(self, tokens, channels):
        super().__init__()
        self.embedding = nn.Parameter(torch.zeros(1, tokens, channels))

    def forward(self, x):
        return x + self.embedding


class Waves(nn.Module):
    def forward(self, x):
        _, tokens, channels = x.shape
        exponent = 2 * (torch.arange(channels) // 2) / channels
        angle = torch.arange(tokens, dtype=x.dtype)[:, None] / 10000 ** exponent.to(x.dtype)
        angle[:, 0::2].sin_()
        angle[:, 1::2].cos_()
        return x + angle


class Cct(nn.Module):
    """The activation under trial stands in both places, so GELU stands in that of the tokenizer's ReLU too."""

    def __init__(self, tokenizer, positions, heads, expansion, layers):
        super().__init__()
        channels = heads * scaled(64)
        self.tokenizer = nn.Sequential(*tokenizer)
        self.positions = positions
        self.layers = nn.Sequential(*[Encoder(channels, heads, expansion) for _ in range(layers)])
        self.norm = nn.LayerNorm(channels)
        self.importance = nn.Linear(channels, 1)
        self.classifier = nn.Linear(channels, 10)

    def forward(self, x):
        x = self.positions(self.tokenizer(x).flatten(2).transpose(1, 2))
        x = self.norm(self.layers(x))
        share = torch.softmax(self.importance(x), 1).transpose(1, 2)
        return self.classifier((share @ x).squeeze(1))


def tokenizer_unit(before, channels, kernel, stride):
    return [nn.Conv2d(before, channels, kernel, stride, kernel // 2, bias=False), nn.GELU(), nn.MaxPool2d(3, 2, 1)]


def cct_7(positions):
    return Cct(tokenizer_unit(3, 4 * scaled(64), 3, 1), positions, 4, 2, 7)


def cct_14():
    tokenizer = tokenizer_unit(3, scaled(64), 7, 2) + tokenizer_unit(scaled(64), 6 * scaled(64), 7, 2)
    return Cct(tokenizer, Positions(36, 6 * scaled(64)), 6, 3, 14)


for name, depth, mode, model, side, scale in (
    ("resnet50", "TINY", "training", NarrowResNet([1, 1, 1, 1]), 64, 1.5),
    ("resnet50", "FULL", "training", NarrowResNet([3, 4, 6, 3]), 64, 1.5),
    ("resnet50", "FULL", "measuring", NarrowResNet([3, 4, 6, 3]), 64, 1.5),
    ("alexnet", "FULL", "measuring", alexnet(), 100, 4),
    ("vgg16", "FULL", "measuring", vgg(False), 70, 2),
    ("vgg16-bn", "FULL", "measuring", vgg(True), 70, 2),
    ("mobilenet-v1", "FULL", "measuring", mobilenet(), 64, 3),
    ("cct-7-3x1", "FULL", "measuring", cct_7(Positions(256, 4 * scaled(64))), 32, 1.5),
    ("cct-7-3x1-sine", "FULL", "measuring", cct_7(Waves()), 32, 1.5),
    ("cct-14-7x2", "FULL", "measuring", cct_14(), 96, 1.5),
):
    fill(model, scale)
    model.double().train(mode == "training")
    images = (wave(0, (2, 3, side, side)) + 1) / 2
    with torch.no_grad():
        for row, logits in enumerate(model(images.double())):
            print(name, depth, mode, side, scale, row, *("%.6g" % v for v in logits.tolist()), sep=",")
