"""The door of the knowledge base: what the plans say, and what a question means."""

from .catalogue import Catalogue, PlanBook, load_catalogue
from .checks import check_catalogue
from .faults import Fault, KnowledgeError
from .months import month_end, months_after, months_between
from .places import Place, Places
from .points import PlanPoint
from .queries.due import DueItem, DueList, due_between, fixed, past_due, phases_on, to_come
from .queries.shifting import first_day, shifted, shifted_book
from .reporting import Amendment, Part, Quantity, Reporting, ReportLine, Share, TaskChoice
from .schema.base import Cite, Facet, Point, Precision, Role, Silence
from .schema.duty import Basis, Cycle, Duty, Every
from .schema.language import Confusable
from .schema.money import Money, Rate
from .schema.organisation import Body, Liaison, LinkedCounty, Person
from .schema.plan import Phase
from .schema.rest import Checklist, ListItem
from .schema.task import Target, Task
from .snapshot import load_knowledge
from .understanding import (
    Hit,
    Mention,
    Number,
    Period,
    Reading,
    Side,
    Understanding,
    blanked,
    each_of,
    find_numbers,
    parse_number,
)

__all__ = [
    "Amendment", "Basis", "Body", "Catalogue", "Checklist", "Cite", "Confusable", "Cycle", "DueItem",
    "DueList", "Duty", "Every", "Facet", "Fault", "Hit", "KnowledgeError", "Liaison", "LinkedCounty",
    "ListItem", "Mention", "Money", "Number", "Part", "Period", "Person", "Phase", "Place", "Places",
    "PlanBook", "PlanPoint", "Point", "Precision", "Quantity", "Rate", "Reading", "ReportLine",
    "Reporting", "Role", "Share", "Side", "Silence", "Target", "Task", "TaskChoice", "Understanding",
    "blanked", "check_catalogue", "due_between", "each_of", "find_numbers", "first_day", "fixed",
    "load_catalogue", "load_knowledge", "month_end", "months_after", "months_between", "parse_number",
    "past_due", "phases_on", "shifted", "shifted_book", "to_come",
]  # fmt: skip
