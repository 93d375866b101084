"""A service and what can be asked of it."""

import hashlib
import json
import os
from typing import Any, Dict, Iterator, Mapping, Optional, Sequence, Union

from afos.connection import Connection
from afos.row import Function, Table, pages
from afos.search import Search
from afos.trial import Trial
from afos.trials import trials


def connect(url: Optional[str] = None, key: Optional[str] = None, *, patience: float = 3600.0) -> "Service":
    """Connects with a service.

    Args:
        url: its address; by default that in ``AFOS_URL``, or else ``http://127.0.0.1:8080``.
        key: an API key, where the service asks for one; by default that in ``AFOS_API_KEY``. The role WORK suffices to train,
            SUBMIT is needed to submit.
        patience: for how many seconds later requests wait for a service that is away.

    Raises:
        ServiceError: if the service does not answer now, or refuses the key.
    """
    connection = Connection(
        url or os.environ.get("AFOS_URL") or "http://127.0.0.1:8080", key or os.environ.get("AFOS_API_KEY"), patience)
    connection.check()
    return Service(connection)


class Service:
    """A service; see `connect`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def search(self, name: str, *, network: str, version: str = "1", epochs: int = 15,
               settings: Optional[Mapping[str, Union[str, float, bool]]] = None,
               objective: Union[str, Mapping[str, Any]] = "accuracy_per_loss",
               screening: Optional[Mapping[str, Any]] = None, strategy: Optional[Mapping[str, Any]] = None,
               baselines: Optional[Sequence[str]] = None, space: Optional[Mapping[str, Any]] = None,
               start: Optional[Mapping[str, Any]] = None, stop: Optional[Mapping[str, Any]] = None,
               replication: Optional[Mapping[str, Any]] = None, mirror_invariant: Optional[bool] = None,
               seed: Optional[int] = None, training_seed: Optional[int] = None, priority: Optional[int] = None) -> Search:
        """Submits a search that this program trains, or joins it: the same name and arguments give the same search.

        Args:
            name: for people, and to tell searches apart.
            network: a name for what is trained: 1 to 64 lower-case letters, digits or hyphens.
            version: of program and data. Trainings are shared within a version; raise it when they would come out different.
            epochs: how many epochs a training has.
            settings: what else the program is to know, which comes back as ``trial.settings``.
            objective: ``"accuracy_per_loss"``, ``"accuracy"``, or a score of your own, such as
                ``{"type": "score", "name": "F1", "direction": "MAXIMIZE", "worst": 0}``.
            screening: such as ``{"afterEpoch": 1, "minAccuracy": 0.25}``.

        The others are the fields of a search that docs/api.md describes.

        Raises:
            ServiceError: if the service refuses, with what is wrong.
        """
        external = _without_none(network=network, version=version, settings=dict(settings) if settings else None,
                                 objective={"type": objective} if isinstance(objective, str) else dict(objective))
        request = _without_none(
            name=name, strategy=strategy, space=space, start=start, stop=stop, replication=replication,
            mirrorInvariant=mirror_invariant, seed=seed, trainingSeed=training_seed, priority=priority,
            baselines=list(baselines) if baselines is not None else None,
            recipe=_without_none(external=external, epochs=epochs, screening=screening))
        return self.submit(request)

    def submit(self, request: Mapping[str, Any]) -> Search:
        """Submits any search, or finds the one of the same request.

        Args:
            request: the body of ``POST /api/v1/searches``.
        """
        answer = self._submit("/searches", request)
        return Search(self.connection, answer["id"], answer["specification"]["recipe"])

    def benchmark(self, request: Mapping[str, Any]) -> int:
        """Submits a benchmark, or finds the one of the same request; the body of ``POST /api/v1/benchmarks``. Gives its number."""
        return int(self._submit("/benchmarks", request)["id"])

    def _submit(self, path: str, request: Mapping[str, Any]) -> Any:
        text = json.dumps(request, sort_keys=True, allow_nan=False)
        key = "python-" + hashlib.sha256(text.encode()).hexdigest()[:40]
        return self.connection.post(path, request, {"Idempotency-Key": key})

    def trials(self, *, network: str, version: str = "1", job: Optional[int] = None) -> Iterator[Trial]:
        """What is to be trained of a network and version, whoever asked for it.

        Args:
            job: the number of a search or benchmark, with whose end the trials end; without it they never do.
        """
        return trials(self.connection, network, version, job)

    def find(self, id: int) -> Search:
        """A search by its number."""
        return Search(self.connection, id, self.connection.get(f"/searches/{id}")["specification"]["recipe"])

    def leaderboard(self, *, network: Optional[str] = None, dataset: Optional[str] = None, recipe: Optional[str] = None,
                    metric: str = "FITNESS", limit: int = 50) -> Table:
        """Functions ranked under one recipe, by default the newest one that fits."""
        return pages(self.connection, "/leaderboard", limit, architecture=network, dataset=dataset, recipe=recipe,
                     metric=metric)

    def function(self, formula: str) -> Function:
        """Any function, by name or formula."""
        return Function({"formula": formula}, self.connection)


def _without_none(**entries: Any) -> Dict[str, Any]:
    return {name: value for name, value in entries.items() if value is not None}
