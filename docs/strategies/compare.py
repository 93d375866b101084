"""Compares strategies with real trainings, through the queue of a running service, with equal training epochs for each search.

    python3 compare.py http://127.0.0.1:8080 --seeds 3 --epochs 600 --recipe request.json > real.md

Each search is cancelled when its own trainings, each counted once although searches share them, have taken the epochs. What
AFOS as published would have taken, without a memory, is reckoned from the search with one: each candidate counts, and one that
cannot be trained counts as an epoch. Then the best function of each search is trained again with further seeds, which the last column
shows. The rows are written when all searches are over; what is at work stands on standard error.
An interrupted comparison goes on where it was when it is run again: searches are submitted under idempotency keys.
"""

import argparse
import json
import statistics
import sys
import time
import urllib.error
import urllib.request

MARKS = (0.25, 0.5, 1)

EVOLUTION = {"type": "evolution", "candidates": 2000, "population": 40, "sample": 10, "concurrency": 4}
SURROGATE = {"type": "surrogate", "candidates": 1000, "batch": 2, "concurrency": 4}
STRATEGIES = {
    "random": {"type": "random", "candidates": 2000},
    "AFOS": {"type": "afos", "population": 30, "generations": 50},
    "regularized evolution": EVOLUTION,
    "surrogate": SURROGATE,
    "ASHA + regularized evolution": {"type": "asha", "strategy": EVOLUTION},
    "ASHA + surrogate": {"type": "asha", "strategy": SURROGATE},
}


def call(path, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        arguments.service + "/api/v1" + path, data=data, headers={"Content-Type": "application/json", **(headers or {})}
    )
    if arguments.key:
        request.add_header("Authorization", "Bearer " + arguments.key)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{path}: {refusal.read().decode()}")


def candidates(search):
    cursor, found = "", []
    while cursor is not None:
        page = call(f"/searches/{search}/candidates?limit=200" + (f"&cursor={cursor}" if cursor else ""))
        found += page["items"]
        cursor = page["next"]
    return found


def course(found, memory):
    """Epochs and best fitness of full trainings after each candidate, in the order of proposal."""
    spent, best, seen, points = 0, 0, set(), [(0, 0)]
    for candidate in found:
        evaluation = candidate["evaluation"]
        if evaluation is None:
            spent += 0 if memory else 1
        elif evaluation["epochs"] is None:
            continue
        elif not memory or evaluation["id"] not in seen:
            seen.add(evaluation["id"])
            spent += evaluation["epochs"]
        if evaluation is not None and candidate["epochs"] == full and candidate["fitness"] is not None:
            best = max(best, candidate["fitness"])
        points.append((spent, best))
    return points


def best_after(points, epochs):
    return max((best for spent, best in points if spent <= epochs), default=0)


def cell(values):
    return f"{statistics.median(values):.3f} ({min(values):.3f} to {max(values):.3f})" if values else "-"


def row(name, courses, replicated):
    cells = [cell([best_after(points, mark * arguments.epochs) for points in courses]) for mark in MARKS]
    return f"| {name} | " + " | ".join(cells + [cell(replicated)]) + " |"


def submit(name, key, **fields):
    request = {"name": name, "recipe": recipe, "baselines": [], **fields}
    key = f"compare {arguments.run} {key} {arguments.epochs}".replace(" ", "-")
    return call("/searches", request, {"Idempotency-Key": key})["id"]


def replicate(name, seed, search):
    """A search that starts from the best function of another one, has no other candidate, and replicates it."""
    return submit(f"best of {name}, seed {seed}", f"best of {name} {seed}", trainingSeed=seed,
                  strategy={"type": "random", "candidates": 1}, start={"best": [{"search": search, "count": 1}]},
                  replication={"candidates": 1, "seeds": arguments.further})


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("service")
parser.add_argument("--seeds", type=int, default=3)
parser.add_argument("--epochs", type=int, default=600)
parser.add_argument("--further", type=int, default=5, help="further seeds for the best function of each search")
parser.add_argument("--recipe", required=True, help="a file with the recipe")
parser.add_argument("--key", help="an API key")
parser.add_argument("--run", default="1", help="another word makes new searches")
arguments = parser.parse_args()
with open(arguments.recipe) as file:
    recipe = json.load(file)
full = recipe.get("epochs", 15)

searches = {}
for seed in range(1, arguments.seeds + 1):
    for name, strategy in STRATEGIES.items():
        searches[name, seed] = submit(f"{name}, seed {seed}", f"{name} {seed}", strategy=strategy, seed=seed,
                                      trainingSeed=seed, replication={"candidates": 0})

running = dict(searches)
while running:
    time.sleep(5)
    for (name, seed), search in list(running.items()):
        spent = course(candidates(search), True)[-1][0]
        state = call(f"/searches/{search}")["state"]
        print(f"{name}, seed {seed}: {state}, {spent} of {arguments.epochs} epochs", file=sys.stderr)
        if spent >= arguments.epochs and state == "RUNNING":
            call(f"/searches/{search}/cancel", {})
        if spent >= arguments.epochs or state != "RUNNING":
            del running[name, seed]

again = {key: replicate(*key, search) for key, search in searches.items()}
replicated = {}
while len(replicated) < len(again):
    time.sleep(5)
    for key, search in again.items():
        status = call(f"/searches/{search}")
        if status["state"] not in ("RUNNING", "PAUSED"):
            replicated[key] = status["best"]["replicated"]["fitness"]
    print(f"{len(replicated)} of {len(again)} trained again", file=sys.stderr)

print("| strategy | " + " | ".join(f"best fitness after {mark * arguments.epochs:,.0f} epochs" for mark in MARKS)
      + f" | that function with {arguments.further} further seeds |")
print("|---|" + "---:|" * (len(MARKS) + 1))
for name in STRATEGIES:
    found = [candidates(searches[name, seed]) for seed in range(1, arguments.seeds + 1)]
    if name == "AFOS":
        print(row("AFOS as published, faults mended", [course(some, False) for some in found], []))
    print(row(name if name != "AFOS" else "AFOS with memory", [course(some, True) for some in found],
              [replicated[name, seed] for seed in range(1, arguments.seeds + 1)]))
