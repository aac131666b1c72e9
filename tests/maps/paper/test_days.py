"""Dates as figures write them."""

import datetime

import pandas as pd
import pytest

from concertnet.maps.paper.days import month_text, range_text, when_text
from concertnet.words import words

FR, EN = words("fr"), words("en")


@pytest.mark.parametrize(
    ("given", "fr", "en"),
    [
        ("2024-12-31", "31 déc. 2024", "31 Dec. 2024"),
        ("2024-02-01", "1er févr. 2024", "1 Feb. 2024"),
        ("2024-05-09", "9 mai 2024", "9 May 2024"),
        (pd.Timestamp("2024-08-15 13:00"), "15 août 2024", "15 Aug. 2024"),
        (datetime.date(2024, 7, 2), "2 juill. 2024", "2 July 2024"),
        ("2022-01-01 – 2024-12-31", "1er janv. 2022 – 31 déc. 2024", "1 Jan. 2022 – 31 Dec. 2024"),
        ("printemps 2024", "printemps 2024", "printemps 2024"),
        ("2024", "2024", "2024"),
        ("2024-13-01", "2024-13-01", "2024-13-01"),
        ("2023-02-29", "2023-02-29", "2023-02-29"),
    ],
)
def test_days_are_words(given, fr, en):
    assert when_text(FR, given).replace("\u00a0", " ") == fr
    assert when_text(EN, given).replace("\u00a0", " ") == en


def test_a_date_stays_on_its_line():
    assert " " not in when_text(FR, "2024-12-31")
    assert range_text(FR, "2024-01-02", "2024-03-04").split(" ") == [
        "2\u00a0janv.\u00a02024",
        "–",
        "4\u00a0mars\u00a02024",
    ]


def test_months():
    march = datetime.date(2023, 3, 1)
    assert month_text(FR, march).replace("\u00a0", " ") == "mars 2023"
    assert month_text(EN, march) == "March\u00a02023"
