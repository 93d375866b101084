"""What the service answers, as dictionaries whose entries are attributes too."""

from typing import Any, Callable, Dict, List

from afos.activation import Activation, function
from afos.connection import Connection


class Row(Dict[str, Any]):
    """A dictionary; ``row.fitness`` is ``row["fitness"]``."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"there is no {name!r}, only {', '.join(map(str, self))}") from None


class Function(Row):
    """An activation function with what is known of it, such as its ``formula`` and ``fitness``."""

    def __init__(self, entries: Dict[str, Any], connection: Connection) -> None:
        super().__init__(entries)
        self.__dict__["_connection"] = connection

    def source(self, format: str = "pytorch") -> str:
        """The function as source code, in a format of ``/api/v1/export/formats``."""
        return self.__dict__["_connection"].text("/export", formula=self["formula"], format=format)

    def module(self) -> Any:
        """A new ``torch.nn.Module``."""
        return Activation(self.source()).module()

    def function(self, format: str = "numpy") -> Callable[[Any], Any]:
        """A plain function on arrays: ``numpy`` or ``jax``. That for numpy has its derivative as ``.derivative``."""
        return function(self.source(format))


class Table(List[Function]):
    """A list of functions."""

    def frame(self) -> Any:
        """The list as a ``pandas.DataFrame``; entries of entries are columns such as ``replicated.fitness``.

        Raises:
            ImportError: if pandas is not installed.
        """
        try:
            import pandas
        except ImportError as absent:
            raise ImportError("frame() requires pandas: pip install pandas, or use the list itself") from absent
        return pandas.json_normalize([dict(row) for row in self])


def pages(connection: Connection, path: str, limit: int, **parameters: Any) -> Table:
    """The first ``limit`` items of a list of the API."""
    items = Table()
    cursor = None
    while len(items) < limit:
        page = connection.get(path, limit=min(200, limit - len(items)), cursor=cursor, **parameters)
        items += [Function(item, connection) for item in page["items"]]
        cursor = page.get("next")
        if cursor is None:
            break
    return items
