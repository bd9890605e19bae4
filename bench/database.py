"""Databases to measure on: empty, next to the real ones, gone afterwards."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import environ
import psycopg2
from psycopg2 import sql

LOCAL_POSTGRESQL = "postgres:///partnership"


def postgresql_url() -> str:
    """As for the tests: the server is named, its databases are made for the run."""
    url = os.environ.get("DATABASE_URL", "")
    named = url if url.startswith("postgres") else ""
    return named or os.environ.get("TEST_DATABASE_URL", LOCAL_POSTGRESQL)


def postgresql_answers() -> bool:
    try:
        _connect(postgresql_url()).close()
    except psycopg2.OperationalError:
        return False
    return True


def postgresql_place() -> str:
    """Without the password, if the address holds one."""
    at = urlsplit(postgresql_url())
    return f"{at.hostname or 'the local socket'}{f':{at.port}' if at.port else ''}"


def version(kind: str) -> str:
    if kind == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    connection = _connect(postgresql_url())
    number = connection.server_version
    connection.close()
    return f"PostgreSQL {number // 10000}.{number % 10000}"


@contextmanager
def scratch(kind: str, name: str, folder: Path) -> Iterator[str]:
    """The address of an empty database; SQLite's is in `folder`, which must be on a disk that keeps what it is told."""
    if kind == "sqlite":
        with TemporaryDirectory(dir=folder) as place:
            yield f"sqlite:///{Path(place).resolve() / name}.sqlite3"
        return
    database = f"bench_{os.getpid()}_{name}"
    _tell("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", database)
    try:
        yield urlunsplit(urlsplit(postgresql_url())._replace(path=f"/{database}"))
    finally:
        _tell("DROP DATABASE {} WITH (FORCE)", database)


def _tell(command: str, database: str) -> None:
    connection = _connect(postgresql_url())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(command).format(sql.Identifier(database)))
    connection.close()


def _connect(url: str) -> psycopg2.extensions.connection:
    at = environ.Env.db_url_config(url)
    named = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"], "password": at["PASSWORD"]}
    given = {key: value for key, value in named.items() if value}
    return psycopg2.connect(dbname="postgres", connect_timeout=3, **given)
