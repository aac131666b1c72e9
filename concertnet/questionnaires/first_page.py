"""The first page of a questionnaire: why it is not anonymous, who reads it, what is shown."""

from __future__ import annotations

from concertnet.questionnaires.instrument import Instrument
from concertnet.questionnaires.wording import Texts
from concertnet.words import words

__all__ = ["first_page"]


def first_page(made: Instrument, how: str) -> list[Texts]:
    """Return the paragraphs of the first page, by language; the last one says how to fill it in.

    Parameters
    ----------
    made : Instrument
        The questionnaire.
    how : {"excel", "form"}
        Whether it is a workbook, or a form on a screen.
    """
    keys = ["about", "not_anonymous", "readers", "shown"]
    keys += ["scores_shown"] if made.dimensions else []
    keys += ["empty", f"how_{how}"]
    return [
        {
            lang: words(lang)(f"questionnaire_page_{key}", readers=made.readers[lang])
            for lang in made.langs
        }
        for key in keys
    ]
