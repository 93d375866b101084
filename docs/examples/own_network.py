"""Searches with a training program of one's own: torchvision's ResNet-18 on a folder of images.

    python3 own_network.py beans

The folder has train/CLASS/*.jpg and validation/CLASS/*.jpg. Start it as often as you like: all share one search.
"""

import sys

import afos
import torch
from torch.nn.functional import cross_entropy
from torchvision import datasets, models, transforms

SIZE = 32
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def images(part):
    folder = datasets.ImageFolder(f"{sys.argv[1]}/{part}", transforms.Compose(
        [transforms.Resize(SIZE), transforms.CenterCrop(SIZE), transforms.ToTensor()]))
    pixels, classes = zip(*folder)
    return torch.stack(pixels).to(DEVICE), torch.tensor(classes, device=DEVICE)


train_images, train_classes = images("train")
test_images, test_classes = images("validation")


def train_epoch(model, optimizer):
    model.train()
    for batch in torch.randperm(len(train_images)).to(DEVICE).split(16):
        flipped = train_images[batch].flip(3) if torch.rand(()) < 0.5 else train_images[batch]
        loss = cross_entropy(model(flipped), train_classes[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@torch.no_grad()
def measure(model):
    model.eval()
    outputs = model(test_images)
    accuracy = (outputs.argmax(1) == test_classes).float().mean()
    return accuracy.item(), cross_entropy(outputs, test_classes).item()


service = afos.connect()
search = service.search("leaves with resnet18", network="resnet18-leaves", version="1", epochs=15,
                        strategy={"type": "surrogate", "candidates": 8, "concurrency": 2}, baselines=["relu", "gelu", "silu"],
                        replication={"candidates": 1, "seeds": 2})
for trial in search.trials():
    torch.manual_seed(trial.seed)
    model = trial.apply(models.resnet18(num_classes=3)).to(DEVICE)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
    for epoch in trial.epochs():
        train_epoch(model, optimizer)
        accuracy, loss = measure(model)
        trial.report(accuracy=accuracy, loss=loss)
    print(f"{trial.name or trial.formula}, seed {trial.seed}: {trial.verdict.lower()}, accuracy {accuracy:.3f}, loss {loss:.3f}")

print("\nreplaced in each model:", len(trial.replaced), "activations")
print(f"best: {search.best.formula} with fitness {search.best.fitness:.3f}\n")
for row in search.leaderboard(limit=6):
    print(f"{row.rank}  {row.fitness:6.3f}  {row.accuracy:5.1%}  {row.seeds} seeds  {row.name or row.formula}")
