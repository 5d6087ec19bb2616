"""Work that another process does beside this one, and begins as a copy of it: nothing has to be handed over to it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Gives what waits for the result of `work`, which another process makes meanwhile.

    Where the system cannot copy a process safely, the work is done when its result is asked for. The work must not use
    an open database; its result is pickled. What it raises, the waiting raises.
    """
    if sys.platform != "linux":
        yield work
        return
    from multiprocessing import get_context

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(work, sender), daemon=True)
    process.start()
    sender.close()
    try:
        yield partial(_result, receiver)
    finally:
        process.kill()
        process.join()
        receiver.close()


def _answer(work: Callable[[], object], sender: "Connection") -> None:
    try:
        answer = True, work()
    except Exception as error:
        answer = False, error
    sender.send(answer)


def _result(receiver: "Connection") -> Any:
    try:
        done, result = receiver.recv()
    except EOFError:
        raise RuntimeError("a process ended before it was done, maybe for want of memory; try without --jobs") from None
    if not done:
        raise result
    return result
