"""The trials that a program is given, one after the other."""

import os
import re
import secrets
import socket
import sys
from typing import Any, Dict, Iterator, Optional

from afos.connection import Connection, ServiceError
from afos.trial import Trial

_WAIT = 20


def trials(connection: Connection, network: str, version: str, job: Optional[int]) -> Iterator[Trial]:
    """What is to be trained of a network and version, until the job has ended; without one, for ever."""
    worker = _worker_name()
    while True:
        work = _ask(connection, {"network": network, "version": version, "worker": worker, "waitSeconds": _WAIT, **_machine(),
                                 **({} if job is None else {"job": job})})
        if work is None:
            return
        if not work:
            continue
        trial = Trial(connection, worker, work)
        try:
            yield trial
        except GeneratorExit:
            trial._leave()
            raise
        if not trial.is_over:
            reason = (f"left after {trial.epoch} of {len(trial)} epochs: report every epoch up to the last, or call"
                      " trial.release()")
            trial.fail(reason)
            raise RuntimeError(f"{trial} was {reason}")


def _ask(connection: Connection, request: Dict[str, Any]) -> Optional[Dict[str, Any]]:
    """Work; empty if there is none at present, None if there will be none."""
    try:
        return connection.post("/external/work", request, timeout=_WAIT + 30.0) or {}
    except ServiceError as refused:
        if refused.status == 410:
            return None
        raise


def _worker_name() -> str:
    host = re.sub(r"[^A-Za-z0-9._-]", "-", socket.gethostname())[:32]
    return f"{host}-{os.getpid()}-{secrets.token_hex(4)}"


def _machine() -> Dict[str, str]:
    torch = sys.modules.get("torch")
    described = {"host": socket.gethostname()[:200], "engine": f"Python {sys.version.split()[0]}", "device": "cpu"}
    if torch is not None:
        described["engine"] = f"PyTorch {torch.__version__}"[:200]
        if torch.cuda.is_available():
            described["device"] = f"cuda:{torch.cuda.current_device()}"
    return described
