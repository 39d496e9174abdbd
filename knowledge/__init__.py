"""The door of the knowledge base: what the plans say, and what a question means."""

from .catalogue import Catalogue, PlanBook, load_catalogue
from .checks import check_catalogue
from .faults import Fault, KnowledgeError
from .places import Place, Places
from .points import PlanPoint
from .queries.due import DueItem, DueList, due_between, fixed, past_due, phases_on
from .schema.base import Cite, Facet, Point, Role, Silence
from .schema.duty import Basis, Cycle, Duty
from .schema.money import Money
from .schema.organisation import Liaison, LinkedCounty, Person
from .schema.plan import Phase
from .schema.rest import ListItem
from .schema.task import Task
from .understanding import Hit, Mention, Number, Period, Reading, Understanding, find_numbers

__all__ = [
    "Basis", "Catalogue", "Cite", "Cycle", "DueItem", "DueList", "Duty", "Facet", "Fault", "Hit",
    "KnowledgeError", "Liaison", "LinkedCounty", "ListItem", "Mention", "Money", "Number", "Period",
    "Person", "Phase", "Place", "Places", "PlanBook", "PlanPoint", "Point", "Reading", "Role", "Silence",
    "Task", "Understanding", "check_catalogue", "due_between", "find_numbers", "fixed", "load_catalogue",
    "past_due", "phases_on",
]  # fmt: skip
