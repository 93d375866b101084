"""The command ``afos``."""

import argparse
import json
import sys
from typing import List, Optional

from afos.connection import ServiceError
from afos.service import Service, connect


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs the command; 0 if it succeeded, 1 if the service refused."""
    options = _parser().parse_args(arguments)
    try:
        options.run(connect(options.url, options.key), options)
        return 0
    except (ServiceError, OSError, ValueError) as error:
        print(f"afos: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="afos", description="Searches for activation functions.")
    parser.add_argument("--url", help="address of the service; default: AFOS_URL, or http://127.0.0.1:8080")
    parser.add_argument("--key", help="API key; default: AFOS_API_KEY")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    submit = commands.add_parser("submit", help="submit a search")
    submit.add_argument("file", help="a request as JSON; - for the standard input")
    submit.set_defaults(run=_submit)

    watch = commands.add_parser("watch", help="wait for a search, with a line that tells how it goes")
    watch.add_argument("id", type=int)
    watch.set_defaults(run=lambda service, options: service.find(options.id).wait())

    board = commands.add_parser("leaderboard", help="list the best functions")
    board.add_argument("--network")
    board.add_argument("--dataset")
    board.add_argument("--recipe", help="hash of a recipe")
    board.add_argument("--limit", type=int, default=20)
    board.set_defaults(run=_leaderboard)

    export = commands.add_parser("export", help="print a function as source code")
    export.add_argument("formula", help="name or formula")
    export.add_argument("--format", default="pytorch", help="such as pytorch, keras, jax, latex")
    export.set_defaults(run=lambda service, options: print(service.function(options.formula).source(options.format)))
    return parser


def _submit(service: Service, options: argparse.Namespace) -> None:
    with open(0 if options.file == "-" else options.file, encoding="utf-8") as file:
        print(service.submit(json.load(file)).id)


def _leaderboard(service: Service, options: argparse.Namespace) -> None:
    rows = service.leaderboard(
        network=options.network, dataset=options.dataset, recipe=options.recipe, limit=options.limit)
    print(f"{'rank':>4}  {'fitness':>10}  {'accuracy':>8}  {'seeds':>5}  function")
    for row in rows:
        accuracy = "" if row.accuracy is None else f"{row.accuracy:.1%}"
        print(f"{row.rank:4}  {row.fitness:10.4g}  {accuracy:>8}  {row.seeds:5}  {row.name or row.formula}")
