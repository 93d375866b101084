"""Trains nothing, and reads what came of it."""

import sys

import afos

search = afos.connect().search("results", network="none", epochs=1, strategy={"type": "random", "candidates": 3},
                               baselines=["relu"], replication={"candidates": 0})
for trial in search.trials():
    function = trial.function("numpy")
    print("value", trial.formula, float(function(0.5)), float(function.derivative(0.5)), sep="\t")
    for epoch in trial.epochs():
        trial.report(accuracy=0.5, loss=float(trial.seed + len(trial.formula)))

search.wait()
candidates = search.candidates(sort="FITNESS")
frame = candidates.frame()
print("candidates as a frame", frame.formula[0] == candidates[0].formula == search.best.formula)
print("leaderboard as a frame", list(search.leaderboard().frame().formula) == [row.formula for row in search.leaderboard()])
sys.modules["pandas"] = None
try:
    candidates.frame()
except ImportError as absent:
    print(absent)
