"""A file of ratings: who is whom to the eye, how programs write, and what is refused."""

from __future__ import annotations

import pytest

from assessments.files.problems import KEPT, BadFile

from .asked import HEADER, TWO, problems, ratings


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\n" + TWO.replace(",", ";"),
        '"sep=|"\r\n' + TWO.replace(",", "|").replace("\n", "\r\n"),
        TWO.replace(",", ", "),
        TWO.replace("Ada", ' "Ada"').replace(",a,", ', "a" ,'.rstrip()[:-2] + ","),
        TWO.replace("group", "group\u00a0").replace("l1", "\u200bl1"),
        TWO.replace("0,5,3,3", "٠,५,３,3.0"),
        TWO.replace("0,5,3,3", '0,"5,0",3.00,3e0'),
        TWO.replace("\n", "\r"),
    ],
    ids=["sep", "bar", "space", "quoted", "header", "digits", "decimals", "mac"],
)
def test_the_ways_in_which_programs_write(text: str) -> None:
    assert ratings(text).teams == ratings(TWO).teams


def test_a_line_of_sep_is_counted() -> None:
    said = problems("sep=;\n" + TWO.replace(",", ";").replace("1;2;3;4", "1;9;3;4"))
    assert said == ["Line 4: l2 is 9, which is not between 0 and 5."]


def test_the_delimiter_is_the_one_that_makes_the_columns() -> None:
    text = 'who;whom;group;"l1, or so";l2;m1;m2\nAda;Ben;a;0;5;3;3\nBen;Ada;a;1;2;3;4\n'
    scales = ['trust="l1, or so",l2', "purpose=m1,m2"]
    assert ratings(text, scales=scales).teams == ratings(TWO).teams


def test_codes_that_stand_for_no_answer() -> None:
    text = f"{HEADER}\nAda,Ben,a,99,refused,-1,٩٩\nBen,Ada,a,1,2,3,NA\n"
    (team,) = ratings(text, missing=["99", "Refused", "-1"]).teams
    assert team.given == {("Ada", "Ben"): (None,) * 4, ("Ben", "Ada"): (1, 2, 3, None)}
    assert len(problems(text)) == 4


def test_a_code_is_no_name() -> None:
    text = f"{HEADER}\n99,1,a,1,1,1,1\n1,99,a,1,1,1,1\n"
    assert ratings(text, missing=["99"]).teams[0].people == ("1", "99")


def test_several_columns_name_a_team_together() -> None:
    text = TWO.replace("group", "year,unit").replace(",a,", ",2026,North,")
    (team,) = ratings(text, teams=["year", "unit"]).teams
    assert team.name == "2026 / North"


def test_rows_about_oneself_are_left_out_on_request_and_counted() -> None:
    text = TWO + "Ada,Ada,a,1,1,1,1\nBen,Ben,a,,,,\nBen,Ben,a,x,,,\n"
    read = ratings(text, leave_out_oneself=True)
    assert (read.teams, read.oneself, read.rows) == (ratings(TWO).teams, 2, 5)
    assert problems(text) == [
        "Line 4: Ada rates themselves; such a row must hold no answer.",
        "Line 6: Ben rates themselves; such a row must hold no answer.",
    ]


def test_answers_are_turned_round_where_the_question_is() -> None:
    (team,) = ratings(TWO, turned=["l2", "purpose"]).teams
    assert team.given == {("Ada", "Ben"): (0, 0, 2, 2), ("Ben", "Ada"): (1, 3, 2, 1)}


@pytest.mark.parametrize("ada", ["Ada ", "A\u200bda", "\ufeffAda", "Ada\u00a0", '"Ada\n"', "Ad\u00ada"])
def test_a_person_who_looks_the_same_is_the_same(ada: str) -> None:
    text = f"{HEADER}\n{ada},Ben,a,0,5,3,3\nBen,Ada,a,1,2,3,4\n"
    assert ratings(text).teams == ratings(TWO).teams


def test_one_letter_in_two_encodings_and_one_number_in_two_forms_are_one() -> None:
    text = f"{HEADER}\nZoe\u0308,1,5,0,5,3,3\n1.0,Zoë,5.0,1,2,3,4\n"
    (team,) = ratings(text).teams
    assert (team.name, team.people) == ("5", ("1", "Zoë"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ADA,Cleo,a,1,1,1,1", "Line 4: “ADA” is “Ada” in line 2, but for how it is written. Write the same "
         "person the same way."),
        ("Ada,Cleo,A,1,1,1,1", "Line 4: the team “A” is “a” in line 2, but for how it is written. Write the "
         "same team the same way."),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_is_refused_with_both_spellings(row: str, said: str) -> None:
    assert problems(f"{TWO}{row}\n")[0] == said


def test_with_exact_names_every_spelling_is_a_person_or_team() -> None:
    text = TWO + "ADA,Ben,a,1,1,1,1\nada,Ben,A,1,1,1,1\nBen,ada,A,1,1,1,1\n"
    assert [team.people for team in ratings(text, exact_names=True).teams] == [
        ("Ben", "ada"),
        ("ADA", "Ada", "Ben"),
    ]


def test_the_same_spelling_question_is_asked_once_for_each() -> None:
    text = TWO + "ADA,Ben,a,1,1,1,1\nBen,ADA,a,1,1,1,1\n"
    assert len(problems(text)) == 1


def test_a_team_where_nobody_who_rates_is_rated_is_refused() -> None:
    text = TWO + "R1,T1,b,1,1,1,1\nR2,T2,b,1,1,1,1\n"
    said = "b: nobody who rates is rated. Does the same person have the same name in both columns?"
    assert problems(text) == [said]
    assert problems(f"{HEADER}\n1,2,b,,,,\n2,1,b,,,,\n") == [said]
    assert ratings(f"{HEADER}\n1,2,b,1,,,\n2,1,b,,,,\n").teams[0].people == ("1", "2")


def test_a_leader_called_nan_or_null_is_a_person() -> None:
    text = TWO.replace("Ada", "Nan").replace("Ben", "null")
    assert ratings(text).teams[0].people == ("Nan", "null")


def test_na_of_r_is_a_missing_id_and_said_to_be() -> None:
    assert problems(TWO + "NA,Ada,a,1,1,1,1\n") == [
        "Line 4: who is NA, which is how R writes that there is none. A person of that name needs it in full."
    ]


def test_a_hundred_problems_are_kept_and_the_rest_counted() -> None:
    text = HEADER + "\n" + "Ada,Ben,a,9,9,9,9\n" * 1000
    with pytest.raises(BadFile) as refused:
        ratings(text)
    assert (len(refused.value.problems), refused.value.count) == (KEPT, 4999)
    assert problems(text)[-1] == "and 4899 more."


def test_too_many_rows_and_teams_are_refused() -> None:
    rows = (f"{a},{b},{t},1,1,1,1\n" for t in range(12) for a in range(150) for b in range(150) if a != b)
    assert problems(HEADER + "\n" + "".join(rows)) == [
        "Line 200002: there are more than 200000 rows; what follows was not read."
    ]
    rows = (f"a,b,{t},1,1,1,1\n" for t in range(2_001))
    assert problems(HEADER + "\n" + "".join(rows)) == [
        "Line 2002: there are more than 2000 teams. Does the column of teams name teams?"
    ]


def test_a_header_of_a_thousand_columns_is_not_repeated() -> None:
    (said,) = problems(",".join(f"column {number}" for number in range(1000)))
    assert said.endswith("column 18, column 19, ….")
