"""What every peer in Python shares: the pages of a month, and the figures of who reads them."""

import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import requests

KEY = "simulator-key"
Rows = TypeVar("Rows")


def first_page(url: str) -> str:
    return f"{url}/rest/100100/usage-report/paginatedV3?month=2026-10&pageindex=0&fmt=json"


def pages(url: str, read: Callable[[requests.Response], tuple[Rows, str | None]]) -> Iterator[Rows]:
    """The month's pages in their order; `read` takes an answer apart into its rows and the address of the next page."""
    link: str | None = first_page(url)
    with requests.Session() as session:
        session.headers["authorization"] = f"Bearer {KEY}"
        while link is not None:
            answer = session.get(link)
            answer.raise_for_status()
            rows, link = read(answer)
            yield rows


def measure(load: Callable[[str, str], tuple[int, str]]) -> None:
    """Runs `load(url, directory)`, which answers rows and total, and writes its figures as one line; the time to import libraries is not counted."""
    directory = tempfile.mkdtemp(prefix="bench-peer-")
    try:
        cpu, clock = cpu_seconds(), time.perf_counter()
        rows, total = load(sys.argv[1], directory)
        seconds, used = time.perf_counter() - clock, cpu_seconds() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        print(json.dumps({"rows": rows, "total": total, "seconds": seconds, "cpuSeconds": used, "peakMb": peak}))
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def cpu_seconds() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
