"""Reader: in which part somebody is looking."""

from enum import StrEnum


class Reader(StrEnum):
    LEADER = "leader"
    FACILITATOR = "facilitator"
    ADMIN = "admin"
