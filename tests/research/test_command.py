"""The researchers' command: what it prints, what it withholds, and how it refuses bad files."""

import json
import subprocess
import sys

import numpy as np
import pytest

from assessments.measurement.simulation import draw_answers, draw_teams
from assessments.research.__main__ import main
from tests.measurement import reference, tripler
from tests.measurement.tripler import close

COLUMNS = ["--rater", "rater", "--about", "about"]
SCALES = ["--scale", "trust=T1,T2,T3,T4", "--scale", "purpose=P1,P2,P3,P4", "--range", "1", "7"]
ONE_SCALE = [*COLUMNS, "--scale", "trust=T1,T2", "--range", "1", "7"]


def run(capsys, file, *flags, options=(*COLUMNS, *SCALES)):
    assert main([str(file), *options, *flags]) == 0
    return capsys.readouterr().out


def as_json(capsys, file, *flags, options=(*COLUMNS, *SCALES)):
    return json.loads(run(capsys, file, "--json", *flags, options=options))


def refusal(capsys, tmp_path, content, options=ONE_SCALE):
    file = tmp_path / "ratings.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    assert main([str(file), *options]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err.replace(f"{file}: ", "").splitlines()


def ratings(tmp_path, n, holes=(), team="1", name="ratings.csv"):
    """A simulated team as a file; holes are (rater, about) places left out."""
    rng = np.random.default_rng(n)
    answers = np.concatenate(list(draw_answers(rng, draw_teams(rng, n))), axis=-1)
    lines = [f"team,rater,about,{','.join(reference.TRUST + reference.PURPOSE)}"]
    for i, j in np.argwhere(~np.eye(n, dtype=bool)):
        if (i, j) not in holes:
            lines.append(f"{team},{i + 1},{j + 1}," + ",".join(f"{value:.0f}" for value in answers[i, j]))
    file = tmp_path / name
    file.write_text("\n".join(lines) + "\n")
    return file


@pytest.mark.parametrize("team", tripler.TEAMS)
def test_unrestricted_numbers_are_those_of_tripler(capsys, team):
    report = as_json(capsys, reference.HERE / f"{team}.csv", "--unrestricted")["teams"]["1"]
    for scale in tripler.SCALES:
        ours, theirs = report["round_robin"]["scales"][scale], tripler.says(f"{team}_{scale}")
        for row in theirs["varComp"]:
            if row["type"] in tripler.FIELDS:
                part = ours[tripler.FIELDS[row["type"]]]
                assert part.get("raw", part["estimate"]) == close(row["estimate"])
                assert part["standardised"] == close(row["standardized"])
                tripler.assert_errors(part["se"], part["t"], row, kept="why" in part and "raw" not in part)
        assert [ours["reliability"][side] for side in ("perceiver", "target")] == [
            close(theirs["reliability"][side]) for side in ("actor", "partner")
        ]
        assert [(person["id"], person["perceiver"]) for person in ours["persons"]] == [
            (person["id"], close(person["actor"])) for person in theirs["persons"]
        ]
        said = {(dyad["rater"], dyad["about"]): dyad["relationship"] for dyad in ours["dyads"]}
        assert said == {
            (dyad["actor"], dyad["partner"]): close(dyad["relationship"]) for dyad in theirs["dyads"]
        }
    both = report["bivariate"][0]
    for row in tripler.says(f"{team}_bivariate")["bivariate"]:
        assert both[OF_TWO[row["type"]]]["estimate"] == close(row["estimate"])
    parcels = {row["type"]: row for row in tripler.says(f"{team}_trust_latent")["varComp"]}
    error = report["round_robin"]["scales"]["trust"]["parcels"]["error_variance"]
    assert error["standardised"] == close(parcels["error variance"]["standardized"])


OF_TWO = {
    "actor-actor covariance": "perceiver_covariance",
    "partner-partner covariance": "target_covariance",
    "actor-partner covariance": "perceiver_target_covariance",
    "partner-actor covariance": "target_perceiver_covariance",
    "intrapersonal relationship covariance": "intrapersonal_covariance",
    "interpersonal relationship covariance": "interpersonal_covariance",
}


def test_teams_are_pooled_as_tripler_pools_them(capsys):
    report = as_json(capsys, reference.HERE / "teams_6.csv", "--team", "team")
    assert list(report["teams"]) == list("123456")
    for row in tripler.says("teams_6_trust")["varComp"]:
        if row["type"] in tripler.FIELDS:
            assert report["pooled"]["scales"]["trust"][tripler.FIELDS[row["type"]]]["se"] == close(row["se"])
    assert report["pooled"]["bivariate"][0]["intrapersonal_covariance"]["estimate"] > 0


def test_reliability_is_in_answer_points_and_says_from_how_many_ratings(capsys):
    found = as_json(capsys, reference.HERE / "team_10.csv")["reliability"]["trust"]
    psych = json.loads((reference.HERE / "alpha_sem.json").read_text())["team_10"]
    assert found["alpha"] == close(psych["alpha_trust"])
    assert found["sem"] == close(psych["sem_trust"])
    assert found["ratings"] == 90
    assert found["interval"][0] < found["alpha"] < found["interval"][1]


def test_pairs_have_views_score_gap_interval_flag_and_zone(capsys):
    first, *_ = as_json(capsys, reference.HERE / "team_08.csv")["teams"]["1"]["pairs"]
    assert (first["a"], first["b"]) == ("L01", "L02")
    assert first["scales"]["trust"]["views"] == [87.5, pytest.approx(100 * (5.25 - 1) / 6)]
    assert first["scales"]["trust"]["score"] == pytest.approx(sum(first["scales"]["trust"]["views"]) / 2)
    assert first["scales"]["purpose"]["gap_flag"] == "headline"
    assert first["place"]["zone"] == "developing"
    assert 0.9 < first["place"]["certainty"] <= 1


def test_a_pair_with_one_view_says_so_and_is_never_filled_in(capsys, tmp_path):
    report = as_json(capsys, ratings(tmp_path, 8, holes=[(0, 1)]))["teams"]["1"]
    first = report["pairs"][0]
    assert first["scales"]["trust"]["views"][0] is None
    trust = first["scales"]["trust"]
    assert (trust["score"], trust["why"]) == (None, "one of the two views is missing")
    assert (first["place"]["zone"], first["place"]["why"]) == (None, "a zone needs both views on both scales")
    found = report["round_robin"]["scales"]["trust"]
    fit = [found[name] for name in ("method", "settled", "at_border")]
    assert fit in (["REML", True, False], ["MINQUE", True, True])
    assert len(found["dyads"]) == 55


@pytest.mark.parametrize(
    ("n", "shares", "parts"), [(4, False, False), (5, False, False), (6, True, False), (8, True, True)]
)
def test_small_teams_are_told_less_and_why(capsys, tmp_path, n, shares, parts):
    result = as_json(capsys, ratings(tmp_path, n))["teams"]["1"]["round_robin"]["scales"]["trust"]
    assert (result["shares"] is not None, result["perceiver_variance"] is not None) == (shares, parts)
    assert set(result.get("why", {})) >= {name for name in ("shares", "tests") if result[name] is None}
    everything = as_json(capsys, ratings(tmp_path, n), "--unrestricted")["teams"]["1"]["round_robin"][
        "scales"
    ]["trust"]
    assert everything["perceiver_variance"]["estimate"] is not None
    assert "why" not in everything


def test_too_many_holes_leave_pairs_only(capsys, tmp_path):
    holes = [(0, j) for j in range(1, 8)] + [(1, 0), (1, 2)]
    report = as_json(capsys, ratings(tmp_path, 8, holes))["teams"]["1"]
    assert (
        report["round_robin"]["scales"]["trust"]["why"]["shares"]
        == "too many ratings are missing: at most 8 may be"
    )
    assert report["pairs"][-1]["scales"]["trust"]["score"] is not None


def test_three_people_have_pairs_and_no_round_robin(capsys, tmp_path):
    report = as_json(capsys, ratings(tmp_path, 3), "--unrestricted")["teams"]["1"]
    assert len(report["pairs"]) == 3
    assert report["round_robin"]["scales"]["trust"] is None
    assert "at least 4" in report["round_robin"]["why"]["trust"]


def test_one_undefined_team_leaves_the_others_alone(capsys, tmp_path):
    whole = ratings(tmp_path, 8, team="whole")
    upper = ratings(tmp_path, 6, [(i, j) for i in range(6) for j in range(i)], team="upper", name="upper.csv")
    whole.write_text(whole.read_text() + "".join(upper.read_text().splitlines(keepends=True)[1:]))
    teams = as_json(capsys, whole, "--team", "team", "--unrestricted")["teams"]
    assert teams["whole"]["round_robin"]["scales"]["trust"]["perceiver_variance"]["estimate"] is not None
    assert "too few ratings" in teams["upper"]["round_robin"]["why"]["trust"]


def test_one_item_has_no_alpha_and_other_scale_names_no_zone(capsys):
    options = [*COLUMNS, "--scale", "talk=T1", "--range", "1", "7"]
    report = as_json(capsys, reference.HERE / "team_08.csv", options=options)
    assert report["reliability"]["talk"]["alpha"] is None
    assert report["reliability"]["talk"]["noise"] == {"sem": None, "default": False}
    (pair, *_) = report["teams"]["1"]["pairs"]
    assert (pair["scales"]["talk"]["interval"], pair["scales"]["talk"]["gap_flag"]) == (None, None)
    assert "one item" in pair["scales"]["talk"]["why"]
    assert "place" not in report["teams"]["1"]["pairs"][0]


def test_a_rater_with_a_pattern_is_named(capsys, tmp_path):
    file = ratings(tmp_path, 6)
    lines = [
        f"1,6,{line.split(',')[2]}" + ",4" * 8 if ",6," in line[:4] else line
        for line in file.read_text().split()
    ]
    file.write_text("\n".join(lines))
    patterns = as_json(capsys, file)["teams"]["1"]["patterns"]
    assert patterns == [{"rater": "6", "patterns": ["same_to_all"]}]


def test_numbers_that_mean_no_answer_are_missing(capsys, tmp_path):
    file = ratings(tmp_path, 8)
    lines = file.read_text().splitlines()
    lines[1] = "1,1,2" + ",99" * 8
    file.write_text("\n".join(lines))
    result = as_json(capsys, file, "--missing", "99")["teams"]["1"]
    assert result["pairs"][0]["scales"]["trust"]["views"][0] is None


def test_empty_self_ratings_numbers_as_names_and_other_separators_are_read(capsys, tmp_path):
    file = ratings(tmp_path, 10)
    text = file.read_text().replace(",", ";") + "1;3;3" + ";" * 8 + "\n\n"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    report = as_json(capsys, file)["teams"]["1"]
    assert (report["n"], report["pairs"][0]["b"], report["pairs"][8]["b"]) == (10, "2", "10")


def test_the_text_has_every_pair_every_part_and_every_reason(capsys, tmp_path):
    text = run(capsys, ratings(tmp_path, 8))
    assert text.count("·") == 28 * 3
    for words in (
        "who rates",
        "special regard is returned",
        "REML" if "REML" in text else "closed form",
        "alpha",
    ):
        assert words in text
    assert "cannot be known from fewer than 6 people" in run(capsys, ratings(tmp_path, 5))
    assert "roughly" in run(capsys, ratings(tmp_path, 7))
    assert "one of the two views is missing" in run(capsys, ratings(tmp_path, 6, holes=[(2, 3)]))


def test_a_missing_column_names_those_there_are(capsys, tmp_path):
    found = refusal(capsys, tmp_path, "rater,about,T1\nA,B,3\n")
    assert found == ["There is no column T2. The first line of the file has: rater, about, T1."]


def test_every_bad_line_is_said_with_its_number(capsys, tmp_path):
    content = "rater,about,T1,T2\nA,B,3,8\nA,B,3,4\nB,B,5,5\nB,A,x,1\nC,,1,1\nC,A,1\nD,A,1,2.5\n"
    assert refusal(capsys, tmp_path, content) == [
        "Line 2: T2 is 8, which is not between 1 and 7.",
        "Line 3: the same two people as in line 2.",
        "Line 4: B rates themselves; such a row must hold no answer.",
        "Line 5: T1 is “x”, which is not a number.",
        "Line 6: about is empty.",
        "Line 7: 3 columns, where the first line has 4.",
        "Line 8: T2 is “2.5”, which is not a whole number.",
        "A number that stands for no answer is given with --missing.",
        "--leave-out-oneself leaves out and counts rows in which people rate themselves.",
        "A word or number that stands for no answer is given with --missing.",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"rater,about,T1,T2\n", b'rater,about,T1,T2\nA,"B"x,1,2\n', b"\0" * 9]
)
def test_a_file_that_is_no_file_of_ratings_is_refused(capsys, tmp_path, content):
    assert len(refusal(capsys, tmp_path, content)) == 1


def test_answers_between_the_points_are_taken_on_request(capsys, tmp_path):
    file = tmp_path / "means.csv"
    file.write_text("rater,about,T1,T2\nA,B,2.5,2.5\nB,A,4,4\n")
    report = as_json(capsys, file, "--fractions", options=ONE_SCALE)
    assert report["teams"]["1"]["pairs"][0]["scales"]["trust"]["views"] == [25, 50]


def test_what_was_left_out_and_guessed_is_said_beside_the_report(capsys, tmp_path):
    file = tmp_path / "latin.csv"
    file.write_bytes("rater,about,T1,T2\nA,André,2,2\nAndré,A,4,4\nA,A,7,7\n".encode("cp1252"))
    assert main([str(file), *ONE_SCALE, "--leave-out-oneself", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["teams"]["1"]["pairs"][0]["b"] == "André"
    assert printed.err.splitlines() == [
        "1 rows in which people rate themselves were left out.",
        "The file is not UTF-8; it was read as Windows-1252.",
    ]


def test_a_file_that_is_not_there_is_refused(capsys, tmp_path):
    assert main([str(tmp_path / "none.csv"), *ONE_SCALE]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([*COLUMNS, "--scale", "trust", "--range", "1", "7"], "does not name a scale and its columns"),
        ([*COLUMNS, "--scale", "trust=T1", "--range", "7", "1"], "from a lower to a higher"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(capsys, options, said):
    with pytest.raises(SystemExit) as ended:
        main(["ratings.csv", *options])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_it_runs_where_nothing_but_numpy_is_installed(tmp_path):
    """As a program of its own, with Django, pandas and scipy made impossible to import."""
    file = ratings(tmp_path, 5)
    blocked = "import sys; sys.modules.update(dict.fromkeys(['django', 'pandas', 'scipy', 'plotly'])); "
    program = blocked + "import runpy; runpy.run_module('assessments.research', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", program, str(file), *COLUMNS, *SCALES, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["teams"]["1"]["n"] == 5


@pytest.mark.parametrize("name", ["a", "b", "zone", "why", "scales", "place"])
def test_no_name_of_a_scale_takes_the_place_of_a_field(tmp_path, capsys, name):
    file = ratings(tmp_path, 8)
    scales = ["--scale", f"{name}=T1,T2,T3,T4", "--scale", "purpose=P1,P2,P3,P4", "--range", "1", "7"]
    assert main([str(file), *COLUMNS, *scales, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    team = report["teams"]["1"]
    assert (team["pairs"][0]["a"], team["pairs"][0]["b"]) == ("1", "2")
    assert list(team["pairs"][0]["scales"]) == list(team["round_robin"]["scales"]) == [name, "purpose"]
    assert team["bivariate"][0]["scales"] == [name, "purpose"]
    assert main([str(file), *COLUMNS, *scales]) == 0
    assert f"{name}: closed form" in capsys.readouterr().out


def test_a_reader_that_has_seen_enough_gets_no_traceback(tmp_path):
    file = ratings(tmp_path, 12)
    command = [sys.executable, "-m", "assessments.research", str(file), *COLUMNS, *SCALES, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.read(1)
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


def test_a_plan_says_what_a_team_will_be_able_to_see(capsys):
    assert main(["plan", "--leaders", "8"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("8 leaders, 28 pairs, 56 ratings, 4 items a scale\n")
    assert "with intervals, reliabilities and tests." in printed
    assert main(["plan", "--leaders", "4", "--items", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["half_width"], found["shares"], found["pairs"]) == (None, "none", 6)


def test_a_plan_without_a_team_is_refused(capsys):
    with pytest.raises(SystemExit) as refused:
        main(["plan", "--leaders", "1"])
    assert refused.value.code == 2
    assert "two leaders" in capsys.readouterr().err


def test_groups_that_have_not_rated_each_other_are_told_so_and_have_no_parts(capsys, tmp_path):
    apart = [(i, j) for i in range(10) for j in range(10) if (i < 5) != (j < 5)]
    found = as_json(capsys, ratings(tmp_path, 10, holes=apart))["teams"]["1"]["round_robin"]
    assert found["scales"] == {"trust": None, "purpose": None}
    assert set(found["why"].values()) == {"the ratings fall into parts that do not rate each other"}


def test_shares_have_their_intervals_and_several_teams_are_pooled_by_parcels_too(capsys):
    found = as_json(capsys, reference.HERE / "teams_6.csv", "--team", "team")
    shares = [team["round_robin"]["scales"]["trust"]["shares"] for team in found["teams"].values()]
    for share in (one[side] for one in shares if one for side in ("perceiver", "target", "relationship")):
        assert 0 <= share["low"] <= share["estimate"] <= share["high"] <= 1
    assert any(shares)
    parcels = found["pooled"]["scales"]["trust"]["parcels"]
    assert (parcels["teams"], parcels["people"]) == (6, 48)
    assert 0 < parcels["error_variance"]["standardised"] < 0.5
