"""Tables, constraints, and the words queries are made of; a file per noun."""

from .cohorts import Cohort, Leader, Membership
from .events import Event
from .instruments import Instrument, Item, Scale
from .mails import Mail, MailText, MailWording
from .organisations import Organisation
from .participants import Participant
from .people import User
from .practices import PracticeAnswers
from .promises import Named
from .ratings import Rating
from .reveals import Reveal
from .roles import Role
from .rounds import Round

__all__ = [
    "Cohort",
    "Event",
    "Instrument",
    "Item",
    "Leader",
    "Mail",
    "MailText",
    "MailWording",
    "Membership",
    "Named",
    "Organisation",
    "Participant",
    "PracticeAnswers",
    "Rating",
    "Reveal",
    "Role",
    "Round",
    "Scale",
    "User",
]
