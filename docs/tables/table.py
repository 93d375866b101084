"""Writes the table of exhaustive searches: python3 table.py TABLE.csv.gz ARCHIVE.jsonl...

Each archive is the export of a search that trained the same functions with another training seed:
curl -s http://127.0.0.1:8080/api/v1/searches/1/export > 1.jsonl
"""

import csv
import gzip
import io
import json
import sys

COLUMNS = [
    "chromosome", "fingerprint", "formula", "seed", "outcome",
    "epoch", "train_loss", "train_accuracy", "loss", "accuracy",
]


def read(path):
    """The training seed, the first candidate of each function, and the trainings by fingerprint."""
    candidates, trainings = {}, {}
    with open(path, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if line["type"] == "search":
                seed = line["specification"]["trainingSeed"]
                if line["state"] != "COMPLETED":
                    sys.exit(f"{path}: the search is {line['state']}, not COMPLETED")
            elif line["type"] == "evaluation":
                trainings[line["evaluation"]["fingerprint"]] = line["evaluation"]
            elif line["type"] == "candidate" and line["rejection"] is None:
                candidates.setdefault(line["fingerprint"], line)
    return seed, candidates, trainings


def rows(archives):
    _, candidates, _ = archives[0]
    for fingerprint, candidate in candidates.items():
        for seed, _, trainings in archives:
            training = trainings[fingerprint]
            head = [candidate["genes"], fingerprint, candidate["formula"], seed, training["outcome"]]
            for epoch in training["curve"]:
                numbers = [round(epoch[name], 6) for name in ("trainLoss", "trainAccuracy", "loss", "accuracy")]
                yield [*head, epoch["epoch"], *numbers]
            if not training["curve"]:
                yield [*head, None, None, None, None, None]


def main():
    target, *paths = sys.argv[1:]
    archives = [read(path) for path in paths]
    with open(target, "wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as zipped:
        text = io.TextIOWrapper(zipped, encoding="utf-8", newline="")
        table = csv.writer(text, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(rows(archives))
        text.close()


main()
