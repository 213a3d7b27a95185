"""A printer as the paper knows it: where its files go, and how it wants them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xzpress.diagnostic import Place


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer of printers.yaml.

    `folder`: where deliveries go, on `server` where one is named (as `ssh` calls it), else here.
    `file_name`: of each PDF, with `{…}` for what the issue says. `pages`: a file a page, or all in
    one. `arrives`: each delivery in a folder of its own, or its files one by one in `folder` itself
    (a hot folder that looks for files). `ticket`: whether an XJDF goes along. `marker`: the name of
    what is written last. `ssh_config`: for the server, None for the machine's own.
    """

    name: str
    folder: str
    file_name: str
    pages: Literal["single", "together"]
    arrives: Literal["folder", "files"]
    ticket: bool
    marker: str
    server: str
    ssh_config: Path | None
    place: Place
