"""A search from Python, step by step: the code of docs/python.md.

    python3 walkthrough.py http://127.0.0.1:8080

needs `requests`, and `torch` for the last step but one. A part begins at each line with "# %%".
"""

# %% Submit a search
import sys
import time

import requests

SERVICE = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
API = SERVICE + "/api/v1"

session = requests.Session()
# session.headers["X-API-Key"] = "..."  # where the service asks for one


def get(path, **parameters):
    answer = session.get(API + path, params=parameters, timeout=60)
    answer.raise_for_status()
    return answer


submitted = session.post(API + "/searches", timeout=60, headers={"Idempotency-Key": "walk-through"}, json={
    "name": "walk-through",
    "strategy": {"type": "afos", "population": 8, "generations": 3},
    "recipe": {"dataset": "fashion-mnist-mini", "trainImages": 1000, "validationImages": 500, "width": 0.25,
               "epochs": 3, "batchSize": 32, "optimizer": {"learningRate": 0.01}, "screening": {"minAccuracy": 0}},
    "baselines": ["relu", "silu", "eelu-2"],
})
submitted.raise_for_status()
search = submitted.json()
print(submitted.status_code, submitted.headers["Location"].removeprefix(SERVICE))

# %% Wait for it
while search["state"] in ("RUNNING", "PAUSED"):
    time.sleep(2)
    search = get(f"/searches/{search['id']}").json()

progress = search["progress"]
print(search["state"], "-", progress["proposed"], "candidates,", progress["evaluations"]["SUCCEEDED"], "trainings")
best = search["best"]
print("best:", best["formula"], "with fitness", round(best["fitness"], 3), "when it was found and",
      round(best["replicated"]["fitness"], 3), "with", best["replicated"]["seeds"], "further seeds")

# %% The leaderboard as a table
board = get("/leaderboard", recipe=search["recipeHash"], limit=6).json()["items"]
print(f"{'rank':>4}  {'fitness':>7}  {'to relu':>7}  {'accuracy':>8}  function")
for entry in board:
    print(f"{entry['rank']:>4}  {entry['fitness']:7.3f}  {entry['differenceToRelu']:+7.3f}  {entry['accuracy']:8.1%}  "
          + (entry["name"] or entry["formula"]))

# %% Learning curves
for entry in (board[0], next(entry for entry in board if entry["name"] == "relu")):
    evaluations = get(f"/activations/{entry['fingerprint']}/evaluations").json()["items"]
    trained = next(e for e in evaluations if e["recipeHash"] == search["recipeHash"])
    print(f"{entry['name'] or entry['formula']}:", " ".join(f"{point['accuracy']:.3f}" for point in trained["curve"]))

# %% Take the first of the leaderboard home as a PyTorch module
exported = get(f"/activations/{board[0]['fingerprint']}/export", format="pytorch")
name = exported.headers["Content-Disposition"].split('"')[1]
open(name, "wb").write(exported.content)
print(exported.text)

# %% Use it in a model
import importlib

import torch

sys.path.insert(0, ".")
module = importlib.import_module(name.removesuffix(".py"))
Activation = next(kind for kind in vars(module).values() if isinstance(kind, type))

torch.manual_seed(1)
angle = torch.rand(512) * 6.28
radius = 0.4 + torch.rand(512)
points = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
inside = (radius < 0.9).long()

model = torch.nn.Sequential(
    torch.nn.Linear(2, 16), Activation(), torch.nn.Linear(16, 16), Activation(), torch.nn.Linear(16, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(201):
    loss = torch.nn.functional.cross_entropy(model(points), inside)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 50 == 0:
        accuracy = (model(points).argmax(dim=1) == inside).float().mean().item()
        print(f"step {step:3}  loss {loss.item():.3f}  accuracy {accuracy:.3f}")

# %% Keep the whole search
archive = get(f"/searches/{search['id']}/export").content
open("search.jsonl", "wb").write(archive)
kinds = [line.split(b'"')[3].decode() for line in archive.splitlines()]
print(len(archive), "bytes:", {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)})

again = session.post(API + "/searches/import", data=archive, headers={"Content-Type": "application/x-ndjson"}, timeout=600)
print(again.status_code, again.json())
