"""One training that a search asks for."""

import atexit
import math
import sys
import threading
import traceback
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Set

from afos.activation import Activation, function
from afos.connection import Connection, ServiceError

_HEARTBEAT = 10.0
#: How long a trial that was left is kept for an uncaught exception, which may be on its way to the interpreter.
_LEFT = 2.0


class Trial:
    """A training of one activation function, held by this process.

    Attributes:
        seed: for everything that is random.
        formula: the activation function.
        name: its name, if it is a known one.
        settings: those of the search.
        epoch: the last epoch that `epochs` gave, 0 before.
        verdict: None while the training goes on; or why it does not: TRAINED, SCREENED_OUT, PAUSED, CANCELLED, SUPERSEDED, ENDED.
        replaced: what `apply` replaced.
    """

    def __init__(self, connection: Connection, worker: str, work: Dict[str, Any]) -> None:
        self.connection = connection
        self.seed: int = work["seed"]
        self.formula: str = work["formula"]
        self.fingerprint: str = work["fingerprint"]
        self.name: Optional[str] = work["name"]
        self.settings: Dict[str, Any] = work["recipe"]["settings"]
        self.objective: Dict[str, Any] = work["recipe"]["objective"]
        self.evaluation: int = work["evaluation"]
        self.epoch = 0
        self.verdict: Optional[str] = None
        self.replaced: List[Any] = []
        self._path = f"/external/work/{work['evaluation']}/{work['attempt']}"
        self._worker = worker
        self._epochs: int = work["recipe"]["epochs"]
        self._source: str = work["source"]
        self._reported = 0
        self._over = threading.Event()
        _open.add(self)
        threading.Thread(target=self._beat, name=f"afos trial {self.evaluation}", daemon=True).start()

    def __len__(self) -> int:
        """The number of epochs."""
        return self._epochs

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<trial {self.evaluation}: {self.name or self.formula}, seed {self.seed}>"

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to do."""
        return self._over.is_set()

    def epochs(self) -> Iterator[int]:
        """1, 2 and so on to the last one; ends early when the training is not wanted any more."""
        while not self.is_over and self.epoch < self._epochs:
            self.epoch += 1
            yield self.epoch
        if not self.is_over and self._reported < self._epochs:
            raise RuntimeError("trial.report(...) was not called after the last epoch")

    def report(self, accuracy: Any = None, loss: Any = None, score: Any = None, *, train_accuracy: Any = None,
               train_loss: Any = None, seconds: Optional[float] = None, images_per_second: Optional[float] = None,
               epoch: Optional[int] = None) -> bool:
        """Tells what was measured after an epoch. After the last one it is the result.

        A number that is not finite is a divergence, which ends the training with fitness 0.

        Args:
            accuracy: from 0 to 1, on data that were not trained on.
            loss: on the same data, at least 0.
            score: in place of both, if the objective is a score.
            epoch: by default the one that `epochs` gave last.

        Returns:
            whether the training goes on.
        """
        if self.is_over:
            return False
        epoch = self.epoch if epoch is None else epoch
        if epoch < 1:
            raise RuntimeError("trial.report(...) belongs into the loop over trial.epochs(), or takes epoch=")
        metrics = {"accuracy": accuracy, "loss": loss, "score": score, "trainAccuracy": train_accuracy,
                   "trainLoss": train_loss, "seconds": seconds, "imagesPerSecond": images_per_second}
        numbers = {name: float(value) for name, value in metrics.items() if value is not None}
        if not all(math.isfinite(number) for number in numbers.values()):
            self._end({"type": "DIVERGED", "epoch": min(epoch, self._epochs)}, "DIVERGED")
            return False
        answer = self.connection.post(self._path + "/epochs", {"worker": self._worker, "epoch": epoch, **numbers})
        self._reported = max(self._reported, epoch)
        self._take(answer)
        return not self.is_over

    def fail(self, reason: str) -> None:
        """Reports that the training failed; it is tried again, three times in all."""
        self._end({"type": "FAILED", "reason": reason[:2_000]}, "FAILED")

    def release(self) -> None:
        """Gives the trial back, for somebody else."""
        self._end({"type": "RELEASED"}, "RELEASED")

    def apply(self, model: Any, *, only: Iterable[Any] = (), skip: Iterable[Any] = ()) -> Any:
        """Replaces the activations of a PyTorch model in place, and gives the model back; see `afos.replace`."""
        from afos.replacement import replace

        self.replaced = replace(model, self.module, only=only, skip=skip)
        return model

    def module(self) -> Any:
        """A new ``torch.nn.Module``."""
        return Activation(self._source).module()

    @property
    def module_class(self) -> type:
        """The class of `module`, as for ``act_layer=``."""
        return Activation(self._source).module_class

    def function(self, format: str = "numpy") -> Callable[[Any], Any]:
        """A plain function on arrays: ``numpy`` or ``jax``. That for numpy has its derivative as ``.derivative``."""
        return function(self.source(format))

    def source(self, format: str = "pytorch") -> str:
        """The function as source code, in a format of ``/api/v1/export/formats``, such as ``keras`` or ``jax``."""
        if format == "pytorch":
            return self._source
        return self.connection.text("/export", formula=self.formula, format=format)

    def _end(self, how: Dict[str, Any], verdict: str) -> None:
        if not self.is_over:
            self._stop(verdict)
            self.connection.post(self._path + "/end", {"worker": self._worker, **how})

    def _take(self, answer: Dict[str, Any]) -> None:
        if not answer["continue"]:
            self._stop(answer["verdict"])

    def _stop(self, verdict: str) -> None:
        self.verdict = verdict
        self._over.set()
        _open.discard(self)

    def _leave(self) -> None:
        """The loop over the trials was left, for a reason that is not known yet."""
        if not self.is_over:
            timer = threading.Timer(_LEFT, self.release)
            timer.daemon = True
            timer.start()

    def _beat(self) -> None:
        while not self._over.wait(_HEARTBEAT):
            try:
                self._take(self.connection.post(self._path + "/heartbeat", {"worker": self._worker}))
            except ServiceError as refused:
                print(f"afos: {self}: {refused}", file=sys.stderr)
                if refused.status in (403, 404, 409):
                    self._stop("SUPERSEDED")


_open: Set[Trial] = set()


def _end_all(failure: Optional[BaseException]) -> None:
    for trial in list(_open):
        trial.connection.patience = 5.0
        try:
            if failure is None or isinstance(failure, KeyboardInterrupt):
                trial.release()
            else:
                trial.fail(traceback.format_exception_only(type(failure), failure)[-1].strip())
        except ServiceError as refused:
            print(f"afos: {trial} could not be ended: {refused}", file=sys.stderr)


def _on_uncaught(kind: Any, error: BaseException, trace: Any) -> None:
    _previous(kind, error, trace)
    _end_all(error)


_previous = sys.excepthook
sys.excepthook = _on_uncaught
atexit.register(_end_all, None)
