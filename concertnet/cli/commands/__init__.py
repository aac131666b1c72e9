"""The commands, a module for each family: a command is one function, and one library call."""

from concertnet.cli.commands.answers import conditions, gaps, measure, results
from concertnet.cli.commands.comparing import compare, regress
from concertnet.cli.commands.drawing import map_
from concertnet.cli.commands.exchanging import convert, export
from concertnet.cli.commands.filling import questionnaire, template
from concertnet.cli.commands.reading import check, describe, names
from concertnet.cli.commands.sample import demo
from concertnet.cli.commands.serving import app
from concertnet.cli.commands.surveys import survey
from concertnet.cli.commands.writing import report

__all__ = ["COMMANDS"]

# In the order of help: what is tried first, what is filled in, read, answered, drawn.
COMMANDS = (
    demo, results, app, report, template, questionnaire, survey, check, names, describe, measure,
    compare, regress, conditions, gaps, map_, export, convert,
)  # fmt: skip
