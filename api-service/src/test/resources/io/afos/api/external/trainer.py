"""Trains nothing: its metrics follow from function, seed and epoch. Arguments: what goes wrong."""

import os
import signal
import sys
import time
import zlib

import afos

signal.signal(signal.SIGINT, signal.default_int_handler)  # which a program started in the background ignores
wrong = sys.argv[1] if len(sys.argv) > 1 else ""
version = sys.argv[2] if len(sys.argv) > 2 else "v1"
begun = []
service = afos.connect()


def take_part(network):
    number = service.benchmark({
        "networks": [{"external": {"network": "one"}, "epochs": 2}, {"external": {"network": "two"}, "epochs": 2}],
        "activations": ["silu", "gelu"], "baselines": ["relu"], "seeds": [1, 2]})
    for trial in service.trials(network=network, job=number):
        mark = zlib.crc32(f"{trial.fingerprint} {trial.seed} {network}".encode()) % 1000
        for epoch in trial.epochs():
            trial.report(accuracy=0.3 + mark / 2000, loss=0.5)
    print("done", number)


if wrong == "benchmark":
    take_part(sys.argv[2])
    sys.exit()

search = service.search("from Python", network="none", version=version, epochs=3, baselines=["relu", "silu"],
                        strategy={"type": "afos", "population": 6, "generations": 3, "elites": 1},
                        replication={"candidates": 1, "seeds": 2})


def train(trial):
    begun.append(trial)
    mark = zlib.crc32(f"{trial.fingerprint} {trial.seed}".encode()) % 1000
    for epoch in trial.epochs():
        if epoch == 2 and wrong == "hang":
            print("hangs", flush=True)
            time.sleep(600)
        if epoch == 2 and wrong == "wait" and len(begun) == 4:
            print("waits", flush=True)
            while not os.path.exists("go"):
                time.sleep(0.05)
        if epoch == 2 and wrong == "raise":
            raise KeyError("leaf 17")
        if epoch == 2 and wrong == "leave":
            return
        loss = float("nan") if wrong == "nan" and epoch == 2 else 0.5
        trial.report(accuracy=0.3 + mark / 2000 + 0.05 * epoch, loss=loss)


if wrong == "run":
    wrong = "raise"
    search.run(train)
else:
    for trial in search.trials():
        train(trial)
        if wrong == "break":
            break
        if wrong == "nan":
            print("verdict", trial.verdict, flush=True)
            break
    print(search.state, search.best and search.best.formula, search.best and repr(search.best.fitness))
