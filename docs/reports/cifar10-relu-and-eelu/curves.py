"""Draws the learning curves of a benchmark's cells: python3 curves.py http://127.0.0.1:8080/api/v1/benchmarks/1 > curves.svg"""

import json
import sys
import urllib.request

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 380, 52, 96, 16, 40
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]


def get(address):
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


benchmark = get(sys.argv[1])
service = sys.argv[1].rsplit("/benchmarks/", 1)[0]
labels = {function["fingerprint"]: function["label"] for function in benchmark["activations"]}
cells = get(sys.argv[1] + "/cells")["items"]
curves = [(labels[c["fingerprint"]], get(f"{service}/evaluations/{c['evaluationId']}")["curve"]) for c in cells]

epochs = max(len(curve) for _, curve in curves)
top = max(max(p["accuracy"], p["trainAccuracy"]) for _, curve in curves for p in curve)
top = -(-top * 10 // 1) / 10


def x(epoch):
    return LEFT + (WIDTH - LEFT - RIGHT) * (epoch - 1) / max(1, epochs - 1)


def y(accuracy):
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * accuracy / top


def path(curve, key):
    return "M" + " L".join(f"{x(p['epoch']):.1f},{y(p[key]):.1f}" for p in curve)


print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="13">')
print("<title>Accuracy by epoch</title>")
print("<style>text{fill:#222}.grid{stroke:#8884}@media(prefers-color-scheme:dark){text{fill:#ddd}}</style>")
for tenth in range(int(round(top * 10)) + 1):
    print(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tenth / 10):.1f}" y2="{y(tenth / 10):.1f}"/>')
    print(f'<text x="{LEFT - 8}" y="{y(tenth / 10) + 4:.1f}" text-anchor="end">{tenth * 10} %</text>')
for epoch in range(1, epochs + 1, 2):
    print(f'<text x="{x(epoch):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{epoch}</text>')
print(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 4}" text-anchor="middle">epoch</text>')
for (label, curve), colour in zip(curves, COLOURS):
    print(f'<path d="{path(curve, "trainAccuracy")}" fill="none" stroke="{colour}" stroke-dasharray="3 4"/>')
    print(f'<path d="{path(curve, "accuracy")}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
    print(f'<text x="{x(curve[-1]["epoch"]) + 8:.1f}" y="{y(curve[-1]["accuracy"]) + 4:.1f}">{label}</text>')
print("</svg>")
