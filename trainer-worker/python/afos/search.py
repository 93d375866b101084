"""A search, its trials and its results."""

import sys
import time
import traceback
from typing import Any, Callable, Dict, Iterator, Optional

from afos.connection import Connection
from afos.row import Function, Row, Table, pages
from afos.trial import Trial
from afos.trials import trials


class Search:
    """A search; see `Service.search`."""

    def __init__(self, connection: Connection, id: int, recipe: Dict[str, Any]) -> None:
        self.connection = connection
        self.id = id
        self._recipe = recipe

    def __repr__(self) -> str:
        return f"<search {self.id} at {self.connection.url}>"

    def trials(self) -> Iterator[Trial]:
        """The trainings that are to be done, until the search has ended; in as many processes as you like.

        They are those of this search's network and version, whichever search asked for them. A paused search is waited for. If
        the body of the loop raises, the trial is reported as failed with the last line; Ctrl-C and break give it back.
        """
        if "external" not in self._recipe:
            raise ValueError(f"search {self.id} is trained by the service's own workers")
        return trials(self.connection, self._recipe["external"], self._recipe["version"], self.id)

    def run(self, train: Callable[[Trial], Any], *, most_failures: int = 3) -> None:
        """Calls ``train`` with each trial, until the search has ended.

        An exception fails the trial and is printed; after ``most_failures`` in a row it is raised.
        """
        failures = 0
        for trial in self.trials():
            try:
                train(trial)
                failures = 0
            except Exception as error:
                trial.fail(_last_line(error))
                failures += 1
                if failures >= most_failures:
                    raise
                traceback.print_exc()

    @property
    def status(self) -> Row:
        """All that ``GET /api/v1/searches/{id}`` tells."""
        return Row(self.connection.get(f"/searches/{self.id}"))

    @property
    def state(self) -> str:
        """RUNNING, PAUSED, COMPLETED, FAILED or CANCELLED."""
        return self.status["state"]

    @property
    def best(self) -> Optional[Function]:
        """The best function so far, with ``formula`` and ``fitness``; None if there is none yet."""
        best = self.status["best"]
        return None if best is None else Function(best, self.connection)

    def candidates(self, limit: int = 1_000, **filters: Any) -> Table:
        """The candidates in the order of their proposal; ``sort="FITNESS"`` for the best first."""
        return pages(self.connection, f"/searches/{self.id}/candidates", limit, **filters)

    def leaderboard(self, limit: int = 50, metric: str = "FITNESS") -> Table:
        """Functions ranked under this search's recipe, baselines among them."""
        return pages(self.connection, "/leaderboard", limit, recipe=self.status["recipeHash"], metric=metric)

    def wait(self, *, every: float = 2.0) -> "Search":
        """Waits until the search has ended, with a line that tells how it goes."""
        while True:
            status = self.status
            trained = status["progress"]["evaluations"]["SUCCEEDED"]
            best = status["best"]
            line = f"search {self.id} {status['state'].lower()}: {trained} trainings"
            if best is not None:
                line += f", best {best['formula']} with fitness {best['fitness']:.4g}"
            if status.get("obstacle"):
                line += f" ({status['obstacle']})"
            ended = status["state"] not in ("RUNNING", "PAUSED")
            if sys.stderr.isatty():
                print("\r\033[K" + line, end="\n" if ended else "", file=sys.stderr, flush=True)
            elif ended:
                print(line, file=sys.stderr)
            if ended:
                return self
            time.sleep(every)


def _last_line(error: BaseException) -> str:
    return traceback.format_exception_only(type(error), error)[-1].strip()[:2_000]
