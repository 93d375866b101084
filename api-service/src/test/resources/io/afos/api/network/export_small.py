"""Writes small.onnx, the network of the tests: export_small.py FILE. Needs torch."""
import sys

import torch
from torch import nn

torch.manual_seed(0)
network = nn.Sequential(
    nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(4, 8, 3, padding=1), nn.SiLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(8, 10))
torch.onnx.export(network, torch.randn(2, 1, 28, 28), sys.argv[1], input_names=["image"], output_names=["logits"],
                  dynamic_axes={"image": {0: "n"}, "logits": {0: "n"}}, opset_version=16,
                  training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False)
