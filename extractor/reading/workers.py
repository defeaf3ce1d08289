"""Pages read in processes of their own: several at once, each within its time and memory; a crash costs one page.

Set ``EXTRACTOR_JOBS`` to the number of processes (default: the cores that this process may use); 0 reads in this
process, without the limits. A worker that is killed for its time, or dies, is replaced.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, NamedTuple

#: Seconds that one page may take, and bytes that its process may claim.
PAGE_SECONDS = 60.0
PAGE_BYTES = 4 << 30
#: So many pages are asked for ahead of the one that is awaited, for each process.
_AHEAD = 4


class PageFault(NamedTuple):
    """Why a page was not read: "time", "memory", "crash" or "damaged", with what the reader said."""

    cause: str
    detail: str = ""


def count_jobs() -> int:
    """Return how many processes read pages.

    >>> count_jobs() >= 0
    True
    """
    named = os.environ.get("EXTRACTOR_JOBS", "")
    if named.isdigit():
        return int(named)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_each(work: Callable[..., Any], calls: Sequence[tuple[Any, ...]], *, seconds: float = PAGE_SECONDS) -> Iterator[Any]:
    """Yield what the work returns for each call, in order; PageFault in the place of what failed."""
    if count_jobs() == 0:
        for call in calls:
            try:
                yield work(*call)
            except Exception as error:
                yield _fault(error)
        return
    pool = _pool(count_jobs())
    ahead = _AHEAD * count_jobs()
    futures = [pool.schedule(work, args=call, timeout=seconds) for call in calls[:ahead]]
    for index in range(len(calls)):
        future = futures[index]
        futures[index] = None
        try:
            yield future.result()
        except Exception as error:
            yield _fault(error)
        finally:
            if index + ahead < len(calls):
                futures.append(pool.schedule(work, args=calls[index + ahead], timeout=seconds))


def _fault(error: Exception) -> Any:
    from concurrent.futures import TimeoutError as TooSlow

    from pebble import ProcessExpired

    from extractor.errors import ExtractorError

    if isinstance(error, ExtractorError):  # a cause that a user can act on is passed on as it is
        return error
    if isinstance(error, (TooSlow, TimeoutError)):
        return PageFault("time")
    if isinstance(error, MemoryError):
        return PageFault("memory")
    if isinstance(error, ProcessExpired):
        return PageFault("crash", str(error))
    return PageFault("memory" if "memory" in str(error).lower() else "damaged", f"{type(error).__name__}: {error}")


class _Process(SpawnProcess):
    """A worker that knows nothing of the user's script: one without ``if __name__ == "__main__"`` is not run anew in it."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        main = sys.modules["__main__"]
        hidden = {name: getattr(main, name) for name in ("__spec__", "__file__") if hasattr(main, name)}
        for name in hidden:
            setattr(main, name, None)
        try:
            return SpawnProcess._Popen(process_obj)  # type: ignore[attr-defined]  # what multiprocessing itself overrides
        finally:
            for name, value in hidden.items():
                setattr(main, name, value)


class _Context(SpawnContext):
    Process = _Process


@lru_cache(maxsize=1)
def _pool(jobs: int) -> Any:
    from pebble import ProcessPool

    pool = ProcessPool(max_workers=jobs, max_tasks=500, context=_Context(), initializer=_start_worker)
    atexit.register(_stop, pool)
    return pool


def _stop(pool: Any) -> None:
    pool.stop()
    pool.join(timeout=5)


def _start_worker() -> None:
    """Keep to one thread and to the memory that a page may take; leave Ctrl-C to the parent."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what the libraries under a page mutter is no message of ours
    for name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (PAGE_BYTES, PAGE_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):  # Windows, or a stricter limit already: the time limit remains
        pass
