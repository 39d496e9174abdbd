"""From a typed line to a report: what kind it is, which task, which numbers, which day, how far."""

from .line import Amendment, Part, Quantity, ReportLine, Share, TaskChoice
from .reporting import Reporting

__all__ = ["Amendment", "Part", "Quantity", "ReportLine", "Reporting", "Share", "TaskChoice"]
