"""What is asked: scales, items, answer labels and zone borders, and the default instrument."""

from dataclasses import dataclass, field

# The noise of the day: this part of the variance of views is a person's better or worse day, which no number of
# items takes away. A convention until a retest measures it; simulated with a retest correlation of .80.
DAY_SHARE = 0.10
NEED_POINTS = 5  # "how closely do you need to work": five steps, each with its word


def _(text: str) -> str:
    """Mark a text for translation; it is stored as written here and translated where it is shown."""
    return text


@dataclass(frozen=True)
class Item:
    """One question; a question about a colleague holds "{name}" where the colleague's name goes."""

    key: str
    name: str
    text: str


@dataclass(frozen=True)
class Scale:
    """Items whose mean is one score: trust, shared purpose, or one of the team's practices."""

    key: str
    name: str
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError(f"Scale {self.key} has no items.")


@dataclass(frozen=True)
class Borders:
    """Where zones begin and end, on 0..100: conventions that an instrument may change, not findings.

    high: a scale is high from here. low: a scale is low below this. each_view: in leadership partnership no
    single view lies below this, because a mean of 75 can hide one who sees 100 and one who sees 50.
    """

    high: float = 75.0
    low: float = 50.0
    each_view: float = 58.0

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high <= 100:
            raise ValueError(f"Borders need 0 ≤ low < high ≤ 100, not low {self.low} and high {self.high}.")
        if not 0 <= self.each_view <= 100:
            raise ValueError(f"Border each_view must lie in 0..100, not {self.each_view}.")


@dataclass(frozen=True)
class Instrument:
    """A versioned questionnaire: what is asked about each colleague and about the team, and how it is read.

    Answers are whole numbers 1..`points`; `labels` names each point or none; `need_labels` names the five
    answers to `need_question` (both empty where it is not asked). `default_sem` (0..100) is the standard
    error of measurement of one view on four items, used until there are ratings enough to estimate it; `day_share` the
    part of the variance of views that is the noise of the day.
    Errors: ValueError where the parts do not fit together.
    """

    key: str
    version: int
    name: str
    stem: str
    points: int
    labels: tuple[str, ...]
    trust: Scale
    purpose: Scale
    practices: tuple[Scale, ...]
    need_question: str
    need_labels: tuple[str, ...]
    default_sem: float
    day_share: float = DAY_SHARE
    borders: Borders = field(default_factory=Borders)

    def __post_init__(self) -> None:
        if self.points < 2:
            raise ValueError(f"An answer scale needs at least 2 points, not {self.points}.")
        if len(self.labels) not in (0, self.points):
            raise ValueError(
                f"{self.points} points need {self.points} labels or none, not {len(self.labels)}."
            )
        if len(self.need_labels) != (NEED_POINTS if self.need_question else 0):
            raise ValueError(f"A question about needed closeness has {NEED_POINTS} labels.")
        if not 0 <= self.default_sem <= 100:
            raise ValueError(f"The default SEM must lie in 0..100, not {self.default_sem}.")
        if not 0 <= self.day_share < 1:
            raise ValueError(f"The noise of the day is a share from 0 and below 1, not {self.day_share}.")
        self._refuse_repeated_keys()

    def _refuse_repeated_keys(self) -> None:
        scales = (*self.scales, *self.practices)
        for keys in ([scale.key for scale in scales], [item.key for scale in scales for item in scale.items]):
            if len(keys) != len(set(keys)):
                raise ValueError(f"A key is used twice among {', '.join(keys)}.")

    @property
    def scales(self) -> tuple[Scale, Scale]:
        """The two scales about a colleague; their order is the order of a rating's answers."""
        return (self.trust, self.purpose)

    @property
    def pair_items(self) -> tuple[Item, ...]:
        """The questions about one colleague, in the order in which they are asked."""
        return self.trust.items + self.purpose.items


TRUST = Scale(
    "trust",
    _("Trust"),
    (
        Item("T1", _("Reliance"), _("… can you count on {name} to deliver what they promised?")),
        Item(
            "T2", _("Judgement"), _("… would you let {name} decide something that matters to your own area?")
        ),
        Item("T3", _("Disclosure"), _("… can you tell {name} early about your own mistakes or doubts?")),
        Item("T4", _("Goodwill"), _("… does {name} look after your interests when you are not present?")),
    ),
)
PURPOSE = Scale(
    "purpose",
    _("Shared purpose"),
    (
        Item(
            "P1",
            _("Same picture"),
            _("… do you and {name} mean the same thing when you describe what success looks like?"),
        ),
        Item(
            "P2",
            _("Commitment"),
            _("… do you and {name} put the joint result before your own areas when they collide?"),
        ),
        Item(
            "P3",
            _("Joint decisions"),
            _("… do you and {name} work out important decisions together before they are taken?"),
        ),
        Item(
            "P4",
            _("Mutual accountability"),
            _("… do you and {name} tell each other plainly when a joint commitment slips?"),
        ),
    ),
)
PRACTICES = (
    Scale(
        "vision",
        _("Shared vision and goals"),
        (
            Item(
                "V1",
                _("Same vision"),
                _("In this team, to what extent would we all describe our long-term vision alike?"),
            ),
            Item(
                "V2",
                _("Goals that follow"),
                _("In this team, to what extent do our goals for the coming months follow from that vision?"),
            ),
            Item(
                "V3",
                _("Alignment"),
                _("In this team, to what extent do we check regularly whether our plans still fit together?"),
            ),
        ),
    ),
    Scale(
        "communication",
        _("Open communication"),
        (
            Item(
                "C1",
                _("In time"),
                _("In this team, to what extent does each of us hear in time what matters to our own work?"),
            ),
            Item(
                "C2",
                _("Feedback"),
                _("In this team, to what extent do we give one another feedback in everyday work?"),
            ),
            Item(
                "C3",
                _("Hard subjects"),
                _("In this team, to what extent do our meetings deal with what is difficult to say?"),
            ),
        ),
    ),
    Scale(
        "respect",
        _("Mutual trust and respect"),
        (
            Item(
                "R1", _("Reliability"), _("In this team, to what extent is what we agreed on actually done?")
            ),
            Item(
                "R2",
                _("Integrity"),
                _("In this team, to what extent do we speak of absent colleagues as if they were present?"),
            ),
            Item(
                "R3",
                _("Expertise"),
                _("In this team, to what extent do we give one another credit for what each does best?"),
            ),
        ),
    ),
    Scale(
        "decisions",
        _("Shared decision-making"),
        (
            Item(
                "D1",
                _("Clear roles"),
                _("In this team, to what extent is it clear who decides what?"),
            ),
            Item(
                "D2",
                _("Debate"),
                _("In this team, to what extent are objections heard before a decision is taken?"),
            ),
            Item(
                "D3",
                _("One voice"),
                _("In this team, to what extent does each of us stand by a decision once it is taken?"),
            ),
        ),
    ),
    Scale(
        "development",
        _("Joint development"),
        (
            Item("J1", _("Learning"), _("In this team, to what extent do we take time to learn together?")),
            Item(
                "J2",
                _("Strengths"),
                _("In this team, to what extent do we make use of one another's different strengths?"),
            ),
        ),
    ),
)

# Original wording, unvalidated. The SEM, .41 of a point on 1..7, is what simulation gave for 4 items a scale.
DEFAULT = Instrument(
    key="lp-default",
    version=1,
    name=_("Leadership partnership"),
    stem=_("Thinking of your work with {name} in the last three months, to what extent …"),
    points=7,
    labels=(
        _("Not at all"),
        _("Very little"),
        _("A little"),
        _("Somewhat"),
        _("Quite a lot"),
        _("A great deal"),
        _("Completely"),
    ),
    trust=TRUST,
    purpose=PURPOSE,
    practices=PRACTICES,
    need_question=_("How closely do you and {name} need to work together?"),
    need_labels=(_("Not at all"), _("Now and then"), _("Regularly"), _("Often"), _("Constantly")),
    default_sem=100 * 0.41 / 6,
)
