"""Runs walkthrough.py against a service and writes docs/python.md: its code part by part with what it printed.

    cd $(mktemp -d) && python3 .../docs/examples/render.py http://127.0.0.1:8080

Run it on a service with an empty database; files that the walk-through saves go into the working directory.
"""
import contextlib
import io
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
INTRODUCTION = """# From Python

A search from Python with `requests`, from submission to a network that uses what was found. All of it is
[one script](examples/walkthrough.py), and this page is what it printed, written by
[render.py](examples/render.py) ({versions}; the service was a [standalone](standalone.md) one with two workers, and its
database was empty).
The same with `curl`: [API](api.md#a-session). What exports are and hold: [exports](exports.md).

```bash
pip install requests torch
python3 docs/examples/walkthrough.py http://127.0.0.1:8080
```

A search on 1,000 images with 3 epochs shows how things work; it finds nothing that would hold elsewhere.
"""

sys.argv[0] = str(HERE / "walkthrough.py")
source = pathlib.Path(sys.argv[0]).read_text()
parts = re.split(r"^# %% (.*)\n", source, flags=re.MULTILINE)[1:]
scope = {"__name__": "__main__"}
sections = []
for title, code in zip(parts[::2], parts[1::2]):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, title, "exec"), scope)
    language = "python" if "import torch" in printed.getvalue() else ""
    sections.append(f"\n## {title}\n\n```python\n{code.strip()}\n```\n\n```{language}\n{printed.getvalue().strip()}\n```\n")
versions = "Python {}.{}, requests {}, torch {}".format(
    *sys.version_info[:2], scope["requests"].__version__, scope["torch"].__version__)
page = INTRODUCTION.replace("{versions}", versions) + "".join(sections)
(HERE.parent / "python.md").write_text(page)
