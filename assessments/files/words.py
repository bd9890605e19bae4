"""The sentence for each kind of problem: in English, and marked so that forms can translate it."""

from __future__ import annotations

from collections.abc import Callable

from .problems import BadFile, Problem


def gettext_noop(text: str) -> str:
    """Marks a sentence for translation, as Django's function of this name does; this floor has no Django."""
    return text


_ = gettext_noop

SENTENCES = {
    # the bytes
    "cannot_read": _("%(file)s cannot be read: %(why)s."),
    "empty_file": _("The file is empty."),
    "too_large": _("The file is larger than %(most)d MB."),
    "not_utf8": _("this is not UTF-8. Save the file as “CSV UTF-8”."),
    "not_text": _("this is not text. Save the file as “CSV UTF-8”."),
    "not_columns": _("this cannot be split into columns. Is there a stray quotation mark?"),
    # its columns
    "no_column": _("There is no column %(absent)s. The first line of the file has: %(header)s."),
    "column_twice": _("The first line has a column twice: %(columns)s."),
    "no_rows": _("The file names its columns, and has nothing below them."),
    "ragged": _("%(here)d columns, where the first line has %(first)d."),
    "too_many_rows": _("there are more than %(most)d rows; what follows was not read."),
    # its rows
    "no_id": _("%(column)s is empty."),
    "na_id": _(
        "%(column)s is NA, which is how R writes that there is none. A person of that name needs it in full."
    ),
    "long_id": _("%(column)s is longer than %(most)d characters."),
    "no_number": _("%(column)s is “%(cell)s”, which is not a number."),
    "not_whole": _("%(column)s is “%(cell)s”, which is not a whole number."),
    "outside": _("%(column)s is %(cell)s, which is not between %(low)s and %(high)s."),
    "oneself": _("%(name)s rates themselves; such a row must hold no answer."),
    "repeated": _("the same two people as in line %(first)d."),
    "person_alike": _(
        "“%(here)s” is “%(there)s” in line %(first)d, but for how it is written. Write the same person the same way."
    ),
    "team_alike": _(
        "the team “%(here)s” is “%(there)s” in line %(first)d, but for how it is written. Write the same team the "
        "same way."
    ),
    # its teams
    "too_many_teams": _("there are more than %(most)d teams. Does the column of teams name teams?"),
    "too_many_people": _("%(team)s has more than %(most)d people by here. Does a column tell teams apart?"),
    "alone": _("%(team)s: one person alone is no pair."),
    "no_way_back": _(
        "%(team)s: nobody who rates is rated. Does the same person have the same name in both columns?"
    ),
    # a list of leaders
    "not_workbook": _("This workbook cannot be read. Save it anew as XLSX, or as “CSV UTF-8”."),
    "large_workbook": _("This workbook unpacks to more than %(most)d MB."),
    "nobody": _("Nobody is named there."),
    "no_name": _("there is no name."),
    "long_name": _("a name or job title is longer than %(most)d characters."),
    "bad_address": _("“%(typed)s” is not an e-mail address."),
    "repeated_address": _("%(typed)s stands in line %(first)d already."),
    "repeated_name": _(
        "%(typed)s stands in line %(first)d already; give each an e-mail address to tell two apart."
    ),
    "too_many_leaders": _("there are more than %(most)d people."),
    # what was asked for
    "bad_scale": _("“%(typed)s” does not name a scale and its columns, as in trust=COL,COL."),
    "scale_twice": _("Two scales have the same name: %(name)s."),
    "both_scales": _("Both scales are needed, once each: trust=COL,COL and purpose=COL,COL."),
    "used_twice": _("A column has one meaning; used twice: %(columns)s."),
    "bad_range": _("The range goes from a lower to a higher number, over at most %(most)d points."),
    "uneven_range": _("The highest answer must lie a whole number of steps above the lowest."),
    "nothing_to_turn": _("“%(name)s” cannot be turned round: it is neither a scale nor a column of one."),
    "bad_option": _("“%(typed)s” is not text."),
}
LINE = _("Line %(line)d: %(what)s")
MORE = _("and %(count)d more.")

# What somebody at a command line can do about it.
HINTS = {
    "outside": "A number that stands for no answer is given with --missing.",
    "no_number": "A word or number that stands for no answer is given with --missing.",
    "oneself": "--leave-out-oneself leaves out and counts rows in which people rate themselves.",
    "person_alike": "--exact-names takes every spelling for a person or team of its own.",
    "team_alike": "--exact-names takes every spelling for a person or team of its own.",
}


def sentence(problem: Problem, translate: Callable[[str], str] = str) -> str:
    what = translate(SENTENCES[problem.code]) % problem.values
    return what if problem.line is None else translate(LINE) % {"line": problem.line, "what": what}


def sentences(error: BadFile, translate: Callable[[str], str] = str) -> list[str]:
    """Of all that is known to be wrong, and of how many more."""
    said = [sentence(problem, translate) for problem in error.problems]
    return [*said, translate(MORE) % {"count": error.more}] if error.more else said


def hints(error: BadFile) -> list[str]:
    """Each once, for those who typed options."""
    return list(dict.fromkeys(HINTS[one.code] for one in error.problems if one.code in HINTS))
