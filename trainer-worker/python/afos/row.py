"""What the service answers, as dictionaries whose entries are attributes too."""

from typing import Any, Dict, List

from afos.activation import Activation
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


def pages(connection: Connection, path: str, limit: int, **parameters: Any) -> List[Function]:
    """The first ``limit`` items of a list of the API."""
    items: List[Function] = []
    cursor = None
    while len(items) < limit:
        page = connection.get(path, limit=min(200, limit - len(items)), cursor=cursor, **parameters)
        items += [Function(item, connection) for item in page["items"]]
        cursor = page.get("next")
        if cursor is None:
            break
    return items
