"""Jobs in threads of this process: what is slow is done after the answer, without anything else to start.

A job that is lost with its process must be found again by whoever asked for it; nothing is kept here.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from django.db import connections
from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import DEFAULT_TASK_PRIORITY

AT_ONCE = 2  # jobs of each kind; those in a hurry never wait for the others


@cache
def _threads(in_a_hurry: bool) -> ThreadPoolExecutor:
    """Made with the first job, and so after a web server has forked. A process that ends finishes its jobs first."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hurry" if in_a_hurry else "job")


class ThreadBackend(ImmediateBackend):
    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        _threads(task_result.task.priority > DEFAULT_TASK_PRIORITY).submit(self._in_its_thread, task_result)

    def _in_its_thread(self, task_result: TaskResult[Any]) -> None:
        try:
            super()._execute_task(task_result)
        finally:
            connections.close_all()
