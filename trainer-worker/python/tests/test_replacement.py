"""Replaces the activations of real models: python3 -m unittest discover -s tests."""

import copy
import io
import math
import math as function_of_math
import types
import unittest

try:
    import torch
    import torchvision
    from torch import nn
    from torch.nn import functional as F
    from torch.nn import functional as fn
except ImportError:
    raise unittest.SkipTest("torch and torchvision are not here")

import afos

SOURCE = '''
import torch

class Eelu1(torch.nn.Module):
    def forward(self, input: torch.Tensor) -> torch.Tensor:
        return input * torch.erf(torch.exp(input))
'''
ACTIVATION = afos.Activation(SOURCE)


def replaced(model, **choice):
    return afos.replace(model, ACTIVATION.module, **choice)


def kinds(model):
    return {type(module).__name__ for module in model.modules()}


class Functional(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear, self.relu = nn.Linear(4, 4), nn.ReLU()

    def forward(self, x):
        x = F.relu(self.linear(x), inplace=True)
        x = torch.relu(x)
        x = self.relu(x).relu()
        return torch.sigmoid(F.gelu(input=x))


class Aliased(nn.Module):
    def forward(self, x):
        from torch.nn import functional as F
        return function_of_math.tanh(0.0) + fn.relu(F.relu(x))


class Child(Functional):
    def forward(self, x):
        return F.leaky_relu(super().forward(x), 0.2)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.act = nn.ReLU()

    def forward(self, x):
        return F.relu(self.act(x))


class ReplacementTest(unittest.TestCase):

    def test_replaces_the_activations_of_torchvision_models_and_leaves_gates_alone(self):
        for name, left in (("resnet18", set()), ("mobilenet_v3_small", {"Hardsigmoid"}), ("efficientnet_b0", {"Sigmoid"}),
                           ("densenet121", set()), ("vgg11_bn", set()), ("vit_b_16", set()), ("squeezenet1_0", set())):
            with self.subTest(name):
                model = getattr(torchvision.models, name)(num_classes=3).eval()
                keys = list(model.state_dict())
                self.assertTrue(replaced(model))
                self.assertIn("ActivationLayer", kinds(model))
                self.assertFalse(kinds(model) & {"ReLU", "ReLU6", "Hardswish", "SiLU", "GELU"})
                self.assertEqual(left, kinds(model) & {"Sigmoid", "Hardsigmoid"})
                self.assertEqual(keys, list(model.state_dict()))

    def test_replaces_calls_in_methods(self):
        for model, count in ((Functional(), 5), (torchvision.models.densenet121(num_classes=3), 1)):
            found = replaced(model)
            self.assertGreaterEqual(len(found), count)
            self.assertTrue(any("relu(" in each.what for each in found), found)
        model = Functional()
        replaced(model)
        x = torch.randn(3, 4)
        act = ACTIVATION.module()
        wanted = torch.sigmoid(act(act(act(act(act(model.linear(x)))))))
        self.assertTrue(torch.allclose(model(x), wanted))

    def test_modules_of_functions_may_have_any_name(self):
        model, x, act = Aliased(), torch.randn(3, 4), ACTIVATION.module()
        found = replaced(model)
        self.assertEqual(2, len(found), found)
        self.assertTrue(torch.allclose(model(x), act(act(x))))
        with self.assertRaises(afos.NothingReplaced):
            replaced(Aliased(), only=[nn.Tanh])

    def test_methods_that_call_their_parent_work(self):
        model = Child()
        replaced(model)
        self.assertEqual((3, 4), tuple(model(torch.randn(3, 4)).shape))

    def test_only_and_skip_choose_by_path_and_type(self):
        def model():
            return nn.Sequential(nn.Conv2d(3, 4, 1), nn.ReLU(), nn.Sequential(nn.SiLU(), nn.Sigmoid()))
        self.assertEqual(["1"], [each.place for each in replaced(model(), only=["1"])])
        self.assertEqual(["2.0"], [each.place for each in replaced(model(), skip=[nn.ReLU])])
        self.assertEqual(["2.1"], [each.place for each in replaced(model(), only=[nn.Sigmoid])])
        self.assertEqual(["1"], [each.place for each in replaced(model(), skip=["2.*"])])

    def test_attention_is_left_alone(self):
        model = nn.Sequential(Attention(), nn.ReLU())
        self.assertEqual(["1"], [each.place for each in replaced(model)])
        self.assertIn("ReLU", kinds(model[0]))

    def test_refuses_a_model_without_activations(self):
        for model in (nn.Linear(2, 2), nn.Sequential(nn.Linear(2, 2), nn.Softmax(dim=1))):
            with self.assertRaisesRegex(afos.NothingReplaced, "no activation"):
                replaced(model)

    def test_a_shared_module_stays_shared(self):
        shared = nn.ReLU()
        model = nn.Sequential(shared, nn.Linear(2, 2), shared)
        replaced(model)
        self.assertIs(model[0], model[2])

    def test_survives_state_dict_deepcopy_and_data_parallel(self):
        model = Functional()
        replaced(model)
        x = torch.randn(2, 4)
        again = Functional()
        replaced(again)
        again.load_state_dict(model.state_dict())
        for other in (again, copy.deepcopy(model), nn.DataParallel(model)):
            self.assertTrue(torch.equal(model(x), other(x)))

    def test_the_class_is_an_argument_of_layers(self):
        layer = torchvision.ops.Conv2dNormActivation(3, 4, activation_layer=ACTIVATION.module_class, inplace=True)
        self.assertIsInstance(layer[2], ACTIVATION.module_class)
        self.assertEqual((1, 4, 5, 5), tuple(layer(torch.randn(1, 3, 5, 5)).shape))

    def test_a_source_defines_one_function_or_one_class(self):
        row = afos.Function({"formula": "x"}, None)
        row.__dict__["_connection"] = types.SimpleNamespace(text=lambda *_, **__: "import math\n\ndef f(x):\n    return math.erf(x)")
        self.assertEqual(math.erf(0.5), row.function()(0.5))
        with self.assertRaisesRegex(ValueError, "one class, but defines 0"):
            row.module()

    def test_modules_can_be_saved_and_scripted(self):
        file = io.BytesIO()
        torch.save(ACTIVATION.module(), file)
        file.seek(0)
        x = torch.randn(5)
        self.assertTrue(torch.equal(torch.load(file)(x), ACTIVATION.module()(x)))
        self.assertTrue(torch.equal(torch.jit.script(ACTIVATION.module())(x), ACTIVATION.module()(x)))

    def test_works_under_autocast_and_channels_last(self):
        model = torchvision.models.mobilenet_v3_small(num_classes=3).to(memory_format=torch.channels_last)
        replaced(model)
        x = torch.randn(2, 3, 32, 32).to(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            model(x).float().sum().backward()
        self.assertTrue(all(torch.isfinite(p.grad).all() for p in model.parameters() if p.grad is not None))


if __name__ == "__main__":
    unittest.main()
