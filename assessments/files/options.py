"""The options of every command that reads a file of ratings: the same names, the same words."""

from typing import Any

OPTIONS: dict[str, dict[str, Any]] = {
    "--rater": {"required": True, "metavar": "COL", "help": "who rates"},
    "--about": {"required": True, "metavar": "COL", "help": "who is rated"},
    "--team": {
        "action": "append",
        "default": [],
        "metavar": "COL",
        "help": "in which team; given several times, the columns name it together; without it all are one team",
    },
    "--scale": {
        "required": True,
        "action": "append",
        "metavar": "NAME=COL,COL",
        "help": "a scale and the columns of its items; a name that holds a comma stands in quotes: trust='\"a, b\",c'",
    },
    "--missing": {
        "action": "append",
        "default": [],
        "metavar": "CODE",
        "help": "what stands for no answer, like 99 or refused; may come several times; empty, NA and NaN always do",
    },
    "--turned": {
        "action": "append",
        "default": [],
        "metavar": "NAME",
        "help": "a scale, or the column of one item, that asks for the opposite: its answers are turned round",
    },
    "--leave-out-oneself": {
        "action": "store_true",
        "help": "leave out and count the rows in which people rate themselves; otherwise they must be empty",
    },
    "--exact-names": {
        "action": "store_true",
        "help": "“Ada” and “ADA”, 7 and 07 are two people, or two teams; otherwise such a file is refused",
    },
}
