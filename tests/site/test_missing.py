"""The page that a host shows where there is none: it finds the one that was meant."""

from __future__ import annotations

import pytest

from tests.browser import Handler, barriers, serve
from tests.built import MISSING
from tests.site.test_validity import validate


class Host(Handler):
    """Answers with 404.html where there is no file, as static hosts do."""

    def send_error(self, code, *_):
        page = MISSING.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def host(site):
    """Where such a host serves the site, below a prefix."""
    with serve(site, handler=Host) as address:
        yield address


# What arrives, and what was sent.
MANGLED = {
    "filters.html%23sec-filters-predict": "filters.html#sec-filters-predict",
    "filters.html%2523gain": "filters.html#gain",
    "filters.html.": "filters.html",
    "filters.html%29,": "filters.html",
    "filters.html%3E": "filters.html",
    "filters%20": "filters.html",
    "Filters.HTML": "filters.html",
    "filters": "filters.html",
    "filters/": "filters.html",
    "filters.htm#gain": "filters.html#gain",
    "chapters/filters.html#gain": "filters.html#gain",
    "embed/gain.html%3Ftheme=dark": "embed/gain.html?theme=dark",
    "search.html%3Fq=gain%26amp;area=default": "search.html?q=gain&area=default",
    "search.html%3Fq=area&amp;x=1.": "search.html?q=area&x=1",
    "index.html)": "index.html",
}


def test_an_address_that_mail_has_changed_leads_to_its_page(new_window, host):
    tab = new_window().new_page()
    for arrived, sent in MANGLED.items():
        tab.goto(host + arrived, wait_until="commit")
        tab.wait_for_url(host + sent)


@pytest.mark.parametrize("place", ["synapse", "a/synapse.html", "a/b/synapse/", "lite/a/synapse"])
def test_where_nothing_is_meant_the_search_and_the_contents_lead_on(new_window, host, place):
    tab = new_window().new_page()
    assert tab.goto(host + place).status == 404
    tab.get_by_role("link", name="9. Derivatives and integrals as filters").click()
    tab.wait_for_url(host + "filters.html")
    tab.goto(host + place)
    field = tab.get_by_label("Search the book")
    assert field.input_value() in ("synapse", "")  # a folder has no name of its own
    field.fill("synapse")
    field.press("Enter")
    tab.wait_for_url(host + "search.html?q=synapse")
    tab.locator(".search-page .search-results li").first.wait_for()


def test_a_reader_without_scripts_is_told_what_to_do(new_window, host):
    tab = new_window(java_script_enabled=False).new_page()
    tab.goto(host + "nowhere.html")
    assert tab.get_by_text("shorten the address").is_visible()
    assert not tab.get_by_role("search").is_visible()
    tab.get_by_role("link", name="Calculus for Neuroscience").click()
    tab.wait_for_url(host + "index.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_suits_every_reader(new_window, host, scheme):
    tab = new_window(width=320, color_scheme=scheme).new_page()
    tab.goto(host + "a/nowhere")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert barriers(tab) == []


def test_the_page_is_valid_html(site, tmp_path):
    assert validate(MISSING, tmp_path / "report.json") in ({}, {str(MISSING): []})
