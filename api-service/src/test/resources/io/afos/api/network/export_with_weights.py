"""Writes the networks of which the tests compare logits with ONNX Runtime: export_with_weights.py FOLDER. Needs torch."""
import sys

import torch
from torch import nn


class Gated(nn.Module):
    """Grouped, dilated and depthwise convolutions, squeeze and excitation, branches."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU())
        self.wide = nn.Sequential(nn.Conv2d(8, 8, 3, padding=2, dilation=2, groups=2), nn.BatchNorm2d(8), nn.ReLU())
        self.deep = nn.Sequential(nn.Conv2d(8, 8, 3, padding=1, groups=8, bias=False), nn.BatchNorm2d(8), nn.ReLU())
        self.squeeze = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(16, 4, 1), nn.ReLU(), nn.Conv2d(4, 16, 1), nn.Sigmoid())
        self.pool = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.head = nn.Sequential(nn.Conv2d(16, 6, 1), nn.AvgPool2d(2, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(54, 5))

    def forward(self, image):
        x = self.stem(image)
        x = torch.cat([self.wide(x), x + self.deep(x)], 1)
        return self.head(self.pool(x * self.squeeze(x)))


class Attending(nn.Module):
    """Patches, a class token, positions, attention, layer normalisation and GELU."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 16, 4, stride=4)
        self.token = nn.Parameter(torch.randn(1, 1, 16))
        self.positions = nn.Parameter(torch.randn(1, 17, 16))
        self.first, self.second = nn.LayerNorm(16), nn.LayerNorm(16)
        self.queries, self.keys, self.values = nn.Linear(16, 16), nn.Linear(16, 16), nn.Linear(16, 16)
        self.dense = nn.Sequential(nn.Linear(16, 32), nn.GELU(), nn.Linear(32, 16))
        self.head = nn.Linear(16, 5)

    def forward(self, image):
        x = self.patches(image).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.positions
        y = self.first(x)
        heads = [part(y).reshape(x.shape[0], 17, 2, 8).transpose(1, 2) for part in (self.queries, self.keys, self.values)]
        weights = torch.softmax(heads[0] @ heads[1].transpose(2, 3) / 8 ** 0.5, -1)
        x = x + (weights @ heads[2]).transpose(1, 2).reshape(x.shape[0], 17, 16)
        return self.head((x + self.dense(self.second(x)))[:, 0])


for name, network in (("gated", Gated()), ("attending", Attending())):
    torch.manual_seed(1)
    for parameter in network.parameters():
        nn.init.normal_(parameter, std=0.4)
    torch.onnx.export(network.eval(), torch.randn(2, 3, 16, 16), f"{sys.argv[1]}/{name}.onnx", input_names=["image"],
                      output_names=["logits"], dynamic_axes={"image": {0: "n"}, "logits": {0: "n"}}, opset_version=16,
                      training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
