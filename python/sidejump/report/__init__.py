"""Reports: results as one page of HTML that needs nothing else."""

from sidejump.report.page import page, write_report

__all__ = ["page", "write_report"]
