"""The whole way in a real browser: a file dropped, questions answered, a report downloaded."""

import zipfile

import pytest

from concertnet.samples import sample_path
from tests.app.conftest import READY

pytestmark = pytest.mark.browser


def test_a_workbook_is_dropped_mended_explored_and_handed_in(starts, window, messy, tmp_path):
    page = window(starts().address)
    page.set_input_files("#files", messy)
    page.wait_for_selector("#ready")
    assert "Ville de Rive" in page.inner_text("#answers")
    assert page.locator("#ready .button").count() == 0
    # one answer, and what it unlocks is shown without anything else being asked
    page.locator(".question.actor input[type=radio]").first.check()
    page.wait_for_selector("#ready .button")
    page.click("button[name=accept]")
    page.wait_for_selector("#ready .button")
    page.click("#ready .button")
    page.wait_for_selector("iframe")
    shown = page.frame_locator("iframe").locator("#finding")
    shown.wait_for()
    page.click("text=3. Remettre")
    page.wait_for_selector("form.report")
    page.click("form.report button.main")
    with page.expect_download() as taken:
        page.click(".made a.main")
    path = tmp_path / "rapport.docx"
    taken.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode()
    assert "L’essentiel" in text
    assert "decisions.csv" in text, "the record of what was decided"
    page.wait_for_selector(READY)


def test_the_way_in_english_by_keyboard_alone(starts, window, messy, tmp_path):
    page = window(starts(lang="en").address)

    def reach(selector):
        """Move with the tabulation key until what is looked for has the focus."""
        wanted = page.locator(selector).first
        wanted.wait_for()
        for _ in range(120):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached")

    reach("#files")
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Space")
    chosen.value.set_files(messy)
    page.wait_for_selector("#ready")
    assert page.locator("html").get_attribute("lang") == "en"
    # the questions, each by its arrows: the first choice is the likeliest
    names = page.locator(".question input[type=radio]").evaluate_all(
        "all => [...new Set(all.map(one => one.name))]"
    )
    for name in names:
        reach(f'input[name="{name}"]:checked')
        page.keyboard.press("ArrowDown")  # from the last, round to the first
    reach("#answers button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ready .button")
    reach(".steps li:last-child a")
    page.keyboard.press("Enter")
    reach("#format-docx")
    page.keyboard.press("ArrowDown")
    reach("form.report button.main")
    page.keyboard.press("Enter")
    reach(".made a")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    path = tmp_path / "report.html"
    taken.value.save_as(path)
    assert taken.value.suggested_filename == "report.html"
    assert '<html lang="en"' in path.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_keeps_the_rules_of_access_and_fits_a_phone(starts, window, messy, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    phone = {"width": 360, "height": 740}
    page = window(starts().address, color_scheme=scheme, viewport=phone)
    seen = {}

    def look(name, ready=READY):
        page.wait_for_selector(ready, timeout=180_000)
        found = axe.run(page, options={"iframes": False}).response["violations"]
        seen[name] = [(one["id"], one["nodes"][0]["html"][:150]) for one in found]
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, name

    look("start")
    page.set_input_files("#files", messy)
    page.wait_for_selector("#ready")
    look("check")
    page.click("button[name=accept]")
    page.wait_for_selector("#ready .button")
    at = page.url.rpartition("/")[0]
    for name in ("map", "told", "tables", "figures", "compare?compare=2022-06-01", "hand-in"):
        page.goto(f"{at}/{name}")
        look(name)
    page.goto(f"{at}/map?at=1900-01-01")
    look("failed")
    assert page.locator("[role=alert]").count() == 1
    page.goto(f"{at}/hand-in")
    page.wait_for_selector("form.report")
    told = '{"over": false, "done": 1, "total": 3, "what": "La place du secteur privé"}'
    page.route("**/job/*", lambda asked: asked.fulfill(body=told))  # it waits while it is looked at
    page.click("form.report button.main")
    look("waiting", "progress[value='1']")
    page.unroute("**/job/*")
    page.wait_for_selector(".made")
    page.goto(f"{at.partition('/d/')[0]}/")
    sample = sample_path()
    page.set_input_files("#survey", sample.parent / "enquete" / "ms_forms.xlsx")
    page.set_input_files("#members", sample.parent / "territoire.xlsx")
    page.click("text=Lire les réponses")
    page.wait_for_selector("form.survey")
    look("survey")
    assert {name: wrong for name, wrong in seen.items() if wrong} == {}


def test_hostile_texts_run_nothing(starts, window, tmp_path):
    import pandas as pd

    evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}'
    path = tmp_path / "a'b<b>.xlsx"
    actors = pd.DataFrame({"organisme": [evil, "B", "C"], "secteur": [evil, "privé", "OBNL"],
                           evil[:60]: ["=cmd|' /C calc'!A0", evil, ""]})  # fmt: skip
    ties = pd.DataFrame({"source": [evil, "B", evil + "x"], "target": ["B", "C", "C"],
                         "niveau": ["concertation", evil, "collaboration"]})  # fmt: skip
    with pd.ExcelWriter(path) as book:
        actors.to_excel(book, sheet_name="acteurs", index=False)
        ties.to_excel(book, sheet_name="liens", index=False)
    page = window(starts().address)
    page.set_input_files("#files", path)
    page.wait_for_selector("#ready")
    assert "7*7" in page.inner_text("#answers")
    assert page.locator("main img, main script").count() == 0
    for choice in page.locator(".question .choice:first-of-type input[type=radio]").all():
        choice.check()
    page.click("#answers button.main")
    page.wait_for_selector("#ready")
    at = page.url.rpartition("/")[0]
    for name in ("map", "told?section=who", "tables?table=actors", "hand-in"):
        page.goto(f"{at}/{name}")
        page.wait_for_selector(READY)
        assert page.locator("main script").count() == 0


def test_a_survey_is_imported(starts, window):
    sample = sample_path()
    page = window(starts().address)
    page.set_input_files("#survey", sample.parent / "enquete" / "ms_forms.xlsx")
    page.set_input_files("#members", sample.parent / "territoire.xlsx")
    page.click("text=Lire les réponses")
    page.wait_for_selector("form.survey")
    assert page.locator("text=« Aucune relation »").count() == 1
    assert "[nom d’un organisme]" in page.inner_text("form.survey")
    assert "{actor}" not in page.inner_text("form.survey")
    page.click("form.survey button.main")
    page.wait_for_selector("#ready .button")
