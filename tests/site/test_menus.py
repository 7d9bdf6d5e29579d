"""The menus above each page: what they offer is there, costs what they say, and opens for all."""

from __future__ import annotations

import re
import shutil
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.browser import OF_COLOURS, barriers, serve, wait_for_letters
from tests.built import ROOT
from tools.books import FRONT_MATTER, build, lay_out

pytestmark = pytest.mark.xdist_group("menus")  # the small book is built once for all
MENUS = ("launch", "downloads", "source")
BOOK = "downloads/calculus-for-neuroscience"


def soup_of(path):
    return BeautifulSoup(path.read_bytes(), "html5lib")


def entries(soup, menu):
    """What a menu offers: the text of each entry with single spaces, and where it leads."""
    links = soup.select(f".article-header-buttons .dropdown-{menu} a")
    return {" ".join(link.get_text().split()): link["href"] for link in links}


# -- A small book, with files of known sizes ------------------------------------------------------

HOME = """(chap-home)=
# A trial

```{toctree}
slope
plain
```

(sec-editions)=
## Take it along

:::{editions}
See {ref}`sec-chapters`.
:::

(sec-chapters)=
## Chapters

:::{editions} chapters
:::
"""
SLOPE = FRONT_MATTER.replace("file_format", "minutes: 5\nfile_format", 1) + (
    """\
(chap-slope)=
# How steep & how long?

{opening}

:::{{figure}} /spike.svg
:name: a-figure
:alt: A line that jumps up once and comes back.

One spike.
:::

{sections}
"""
)
WORDS = "Words that fill the window.\n\n"
SECTION = "(sec-part-{n})=\n## Part {n}\n\n" + WORDS * 40
SPIKE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10" width="30" height="10">'
    '<path d="M0 9h12l2-8 2 8h14" fill="none" stroke="#777"/></svg>'
)
PLAIN = "(chap-plain)=\n# No code\n\nHere is no code.\n"
FILES = {
    f"{BOOK}.pdf": 2_149_000,
    f"{BOOK}-handout.pdf": 95_000,
    f"{BOOK}.epub": 12_400_000,
    "downloads/chapters/slope.pdf": 349_000,
    "notebooks/slope.ipynb": 94_999,
    "notebooks/complete/slope.ipynb": 400,
    "lite/notebooks/index.html": 10,
    "lite/tree/index.html": 10,
}
PUBLISHED = {"BOOK_URL": "https://example.org/course", "BOOK_REPOSITORY": "someone/book"}


def build_trial(folder, output, environment=()):
    """Build a trial with what the publisher's environment holds, and nothing of the tester's."""
    build(folder, output, environment=dict.fromkeys(PUBLISHED, "") | dict(environment))
    return output


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    """A book of three pages, and editions of it."""
    folder = tmp_path_factory.mktemp("menus") / "book"
    sections = "".join(SECTION.format(n=n) for n in (1, 2, 3))
    slope = SLOPE.format(opening=WORDS * 20, sections=sections)
    pages = {"index.md": HOME, "slope.md": slope, "plain.md": PLAIN}
    lay_out(folder, pages | {"spike.svg": SPIKE})
    for name, octets in FILES.items():
        path = folder / "build" / "editions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * octets)
    return folder


@pytest.fixture(scope="module")
def with_editions(trial, tmp_path_factory):
    """The trial as `make` builds it."""
    folder = tmp_path_factory.mktemp("editions") / "book"
    shutil.copytree(trial, folder, symlinks=True)
    conf = (folder / "conf.py").read_text(encoding="utf-8")
    (folder / "conf.py").write_text(f'tags.add("editions")\n{conf}', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def published(with_editions):
    """The trial as it is published."""
    return build_trial(with_editions, with_editions / "published", PUBLISHED)


@pytest.fixture(scope="module")
def local(with_editions, published):
    """The trial with editions, built where no address is known."""
    return build_trial(with_editions, with_editions / "local")


def test_what_other_sites_show_of_a_page_is_whole_and_has_a_picture_of_the_page(published):
    pictures = {}
    for name in ("index", "slope", "plain", "genindex"):
        soup = soup_of(published / f"{name}.html")
        said = {one["property"]: one["content"] for one in soup.select('meta[property^="og:"]')}
        address = "" if name == "index" else f"{name}.html"
        assert said["og:url"] == f"https://example.org/course/{address}"
        assert all(said[f"og:{name}"] for name in ("title", "description", "image:alt"))
        assert soup.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"
        picture = published / said["og:image"].removeprefix("https://example.org/course/")
        with Image.open(picture) as drawn:
            assert drawn.size == (1200, 630)
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert picture.stat().st_size < 100_000
        pictures[picture.name] = said["og:title"]
    assert len(pictures) == len(set(pictures.values())) == 4, "each page has its own"


def test_a_book_whose_address_is_unknown_says_nothing_to_other_sites(local):
    assert not soup_of(local / "slope.html").select('meta[property^="og:"]')


def test_a_chapter_offers_its_files_and_those_of_the_book_with_their_sizes(published):
    offered = entries(soup_of(published / "slope.html"), "downloads")
    assert offered == {
        "This page as PDF 0.3 MB": "downloads/chapters/slope.pdf",
        "This page as a notebook 95 kB": "notebooks/slope.ipynb",
        "Notebook with solutions 1 kB": "notebooks/complete/slope.ipynb",
        "The book as PDF 2.1 MB": f"{BOOK}.pdf",
        "Handout without solutions 0.1 MB": f"{BOOK}-handout.pdf",
        "The book as EPUB 12.4 MB": f"{BOOK}.epub",
    }
    for path in offered.values():
        assert (published / path).stat().st_size == FILES[path]


def test_a_page_without_files_of_its_own_offers_those_of_the_book(published):
    for page in ("index.html", "plain.html", "genindex.html", "search.html"):
        offered = entries(soup_of(published / page), "downloads").values()
        assert list(offered) == [f"{BOOK}.pdf", f"{BOOK}-handout.pdf", f"{BOOK}.epub"], page


COLAB = "https://colab.research.google.com/github/someone/book/blob/notebooks/slope.ipynb"
BINDER = "https://mybinder.org/v2/gh/someone/book/notebooks?urlpath=lab/tree/slope.ipynb"


def test_a_chapter_opens_as_a_notebook_in_three_places_and_each_says_its_price(published):
    offered = entries(soup_of(published / "slope.html"), "launch")
    assert list(offered.values()) == [
        "lite/notebooks/index.html?path=slope.ipynb",
        COLAB,
        BINDER,
    ]
    here, colab, binder = offered
    assert re.fullmatch(r"Open here, .*no account · loads \d+ to \d+ MB once", here)
    assert re.fullmatch(r"Open in Google Colab Google account · .*minute", colab)
    assert re.fullmatch(r"Open in Binder no account · .*minutes", binder)


def test_a_page_without_a_notebook_leads_to_those_of_the_book(published):
    for page in ("index.html", "plain.html", "search.html"):
        offered = entries(soup_of(published / page), "launch")
        assert list(offered.values()) == [
            "lite/tree/index.html",
            COLAB,
            "https://mybinder.org/v2/gh/someone/book/notebooks?urlpath=lab",
        ], page
        here, colab, binder = offered
        assert here.startswith("All notebooks here, in JupyterLite no account"), page
        assert colab.startswith("First chapter in Google Colab"), page
        assert binder.startswith("All notebooks in Binder"), page


def test_a_page_leads_to_its_source_and_to_a_form_that_knows_the_page(published):
    repository = "https://github.com/someone/book"
    offered = entries(soup_of(published / "slope.html"), "source")
    report = urlsplit(offered.pop("Report a problem"))
    assert offered == {
        "Edit this page": f"{repository}/edit/main/book/slope.md",
        "View source": f"{repository}/blob/main/book/slope.md?plain=1",
        "Repository": repository,
    }
    assert report._replace(query="").geturl() == f"{repository}/issues/new"
    assert parse_qs(report.query) == {
        "template": ["page.yml"],
        "where": ["How steep & how long?: https://example.org/course/slope.html"],
    }


def test_the_form_exists_and_asks_for_the_place():
    form = (ROOT / ".github" / "ISSUE_TEMPLATE" / "page.yml").read_text(encoding="utf-8")
    assert re.search(r"type: input\s+id: where$", form, re.MULTILINE)


def test_a_page_that_is_made_from_no_source_offers_none(published):
    assert list(entries(soup_of(published / "genindex.html"), "source")) == [
        "Report a problem",
        "Repository",
    ]


def test_the_landing_page_lists_each_edition_with_its_size(published):
    rows = soup_of(published / "index.html").select("#sec-editions tbody tr")
    listed = {row.a["href"]: row.select("td")[1].get_text(strip=True) for row in rows}
    lite = listed.pop("lite/tree/index.html")
    assert re.fullmatch(r"\d+ to \d+ MB, once", lite)
    assert {path: said.replace("\N{NO-BREAK SPACE}", " ") for path, said in listed.items()} == {
        f"{BOOK}.pdf": "2.1 MB",
        f"{BOOK}-handout.pdf": "0.1 MB",
        f"{BOOK}.epub": "12.4 MB",
    }
    assert soup_of(published / "index.html").select_one("#sec-editions p a[href='#sec-chapters']")


def test_the_list_of_chapters_links_their_files(published):
    [row] = soup_of(published / "index.html").select("#sec-chapters tbody tr")
    assert [link["href"] for link in row.select("a")] == [
        "downloads/chapters/slope.pdf",
        "notebooks/slope.ipynb",
        "notebooks/complete/slope.ipynb",
    ]


def test_without_an_address_everything_stays_that_needs_none(local):
    page = soup_of(local / "slope.html")
    assert list(entries(page, "launch").values()) == ["lite/notebooks/index.html?path=slope.ipynb"]
    assert len(entries(page, "downloads")) == 6
    assert entries(page, "source") == {}
    assert page.select(".dropdown-source") == []


def test_pages_that_are_built_alone_offer_no_files_and_say_what_makes_them(trial):
    html = build_trial(trial, trial / "html", PUBLISHED)
    page, home = soup_of(html / "slope.html"), soup_of(html / "index.html")
    assert page.select(".dropdown-launch, .dropdown-downloads") == []
    assert len(entries(page, "source")) == 4
    assert "Type make in the folder" in home.select_one("#sec-editions").get_text()
    assert not (html / "downloads").exists()


def test_a_page_is_written_anew_when_a_file_has_another_size_or_has_gone(with_editions, local):
    output = with_editions / "again"
    shutil.copytree(local, output)
    path = with_editions / "build" / "editions" / f"{BOOK}.pdf"
    kept = path.read_bytes()
    try:
        path.write_bytes(b"x" * 3_000_000)
        (with_editions / "build" / "editions" / f"{BOOK}.epub").rename(with_editions / "epub")
        build_trial(with_editions, output)
    finally:
        path.write_bytes(kept)
        (with_editions / "epub").rename(with_editions / "build" / "editions" / f"{BOOK}.epub")
    offered = entries(soup_of(output / "plain.html"), "downloads")
    assert list(offered) == ["The book as PDF 3.0 MB", "Handout without solutions 0.1 MB"]


def test_an_unknown_list_of_editions_is_refused(trial, tmp_path):
    folder = tmp_path / "book"
    shutil.copytree(trial, folder, symlinks=True)
    (folder / "book" / "plain.md").write_text(f"{PLAIN}\n:::{{editions}} films\n:::\n")
    with pytest.raises(RuntimeError, match="no editions of 'films'"):
        build_trial(folder, folder / "html")


# -- In the browser -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published_address(published):
    """Where the published trial is served."""
    with serve(published) as address:
        yield address


@pytest.fixture
def open_page(new_window, published_address):
    """Open a page of the trial: ``open_page("slope.html", width=360)``."""

    def open_one(page, **options):
        tab = new_window(height=700, **options).new_page()
        tab.goto(published_address + page)
        wait_for_letters(tab)
        return tab

    return open_one


def focused(tab):
    return tab.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


def outside(tab, menu):
    """The entries of an open menu that do not lie in the window, all of them if it is closed."""
    return tab.evaluate(
        """(menu) => [...document.querySelectorAll(`.dropdown-${menu} > ul a`)]
          .filter((a) => {
            const {left, right, top, width} = a.getBoundingClientRect();
            return !width || left < 0 || right > document.documentElement.clientWidth || top < 0;
          }).map((a) => a.textContent)""",
        menu,
    )


NAMES = {"launch": "Open a notebook", "downloads": "Download", "source": "Source and feedback"}


@pytest.mark.parametrize("width", [1280, 360])
def test_a_menu_is_used_by_keyboard_and_fits_into_the_window(open_page, width, published):
    tab = open_page("slope.html", width=width)
    for menu in MENUS:
        button = tab.get_by_role("button", name=NAMES[menu], exact=True)
        button.focus()
        tab.keyboard.press("Enter")
        expanded = tab.locator(f".dropdown-{menu} > [aria-expanded=true]")
        expanded.wait_for()
        assert outside(tab, menu) == []
        for text in entries(soup_of(published / "slope.html"), menu):
            tab.keyboard.press("ArrowDown")
            assert focused(tab) == text
        tab.keyboard.press("Escape")
        assert expanded.count() == 0
        assert button.evaluate("(button) => button === document.activeElement")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_text_stays_where_it_is_while_a_key_walks_along_the_menus(open_page, width):
    tab = open_page("slope.html", width=width)
    scroll_to(tab, "sec-part-2")
    place = tab.evaluate("scrollY")
    assert place > 0
    tab.get_by_role("button", name=NAMES["launch"], exact=True).focus()
    tab.keyboard.press("Enter")
    for key in ("ArrowDown", "ArrowDown", "Escape", "Tab", "Tab"):
        tab.keyboard.press(key)
        assert tab.evaluate("scrollY") == place, key


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_menu_opens_under_the_mouse_with_scripts_or_without(open_page, width, scripts):
    tab = open_page("slope.html", width=width, java_script_enabled=scripts)
    for menu in MENUS:
        assert outside(tab, menu), menu
        tab.get_by_role("button", name=NAMES[menu], exact=True).hover()
        assert outside(tab, menu) == [], menu


@pytest.mark.parametrize("width", [1280, 360])
def test_a_menu_opens_by_keyboard_without_scripts(open_page, width):
    tab = open_page("slope.html", width=width, java_script_enabled=False)
    for menu in MENUS:
        tab.get_by_role("button", name=NAMES[menu], exact=True).focus()
        assert outside(tab, menu) == [], menu
        tab.keyboard.press("Tab")
        first = tab.locator(f".dropdown-{menu} > ul a").first
        assert first.evaluate("(a) => a.matches(':focus')"), menu


@pytest.mark.parametrize("width", [1280, 360])
def test_open_menus_have_no_barrier(open_page, width):
    tab = open_page("slope.html", width=width, color_scheme="light")
    for menu in MENUS:
        tab.locator(f".dropdown-{menu} > button").click()
        for scheme, rules in (("light", None), ("dark", OF_COLOURS)):
            tab.emulate_media(color_scheme=scheme)
            tab.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
            assert barriers(tab, "document.querySelector('.bd-header-article')", rules) == []
        tab.emulate_media(color_scheme="light")
        tab.keyboard.press("Escape")


def test_the_name_of_an_entry_holds_its_price(open_page):
    tab = open_page("slope.html")
    tab.locator(".dropdown-downloads > button").click()
    link = tab.get_by_role("link", name=re.compile(r"^\W*This page as PDF 0.3\sMB$"))
    assert link.get_attribute("href") == "downloads/chapters/slope.pdf"


def reported(tab):
    """Where the report says that its reader is, once the menu is open and a key rests on it."""
    tab.locator(".dropdown-source > button").click()
    link = tab.get_by_role("link", name="Report a problem")
    link.focus()
    where = parse_qs(urlsplit(link.get_attribute("href")).query)["where"]
    tab.keyboard.press("Escape")
    return where


def scroll_to(tab, place):
    tab.evaluate("(id) => document.getElementById(id).scrollIntoView({behavior: 'instant'})", place)


def test_a_report_names_the_section_where_its_reader_is(open_page):
    page = "How steep & how long?: https://example.org/course/slope.html"
    tab = open_page("slope.html")
    assert reported(tab) == [f"{page}#chap-slope"]
    scroll_to(tab, "sec-part-2")
    assert reported(tab) == [f"{page}#sec-part-2"]
    tab.goto(f"{tab.url}#sec-part-1")
    assert reported(tab) == [f"{page}#sec-part-1"]
    scroll_to(tab, "sec-part-3")  # the address still names part 1
    assert reported(tab) == [f"{page}#sec-part-3"]


def test_a_report_names_the_figure_that_the_address_names_while_it_is_in_view(open_page):
    page = "How steep & how long?: https://example.org/course/slope.html"
    tab = open_page("slope.html#a-figure?h=0.5")
    scroll_to(tab, "a-figure")
    assert reported(tab) == [f"{page}#a-figure?h=0.5"]
    scroll_to(tab, "sec-part-1")
    assert reported(tab) == [f"{page}#sec-part-1"]


def test_a_report_names_the_page_where_there_is_no_section(open_page):
    where = reported(open_page("search.html"))
    assert where == ["https://example.org/course/search.html"]


# -- The book itself ------------------------------------------------------------------------------


def own(page, site):
    """The files that a page should offer: its own, and those of the book."""
    name = page.path.relative_to(site).with_suffix("").as_posix()
    paths = [f"downloads/chapters/{name}.pdf", f"notebooks/{name}.ipynb"]
    paths += [f"notebooks/complete/{name}.ipynb"]
    paths += [f"{BOOK}.pdf", f"{BOOK}-handout.pdf", f"{BOOK}.epub"]
    return [path for path in paths if (site / path).exists()]


def test_each_page_offers_whatever_there_is_and_tells_its_size(page, site, address):
    offered = entries(page.soup, "downloads")
    root = "../" * page.name.count("/")
    # A demo alone in a frame has no menus.
    expected = [] if page.name.startswith("embed/") else own(page, site)
    assert list(offered.values()) == [root + path for path in expected]
    for text, path in offered.items():
        with urlopen(Request(address + path.removeprefix(root), method="HEAD")) as answer:
            assert answer.status == 200
            octets = int(answer.headers["Content-Length"])
        number, unit = text.split()[-2:]
        digit = 10 ** -len(number.partition(".")[2])
        assert float(number) == pytest.approx(
            octets / {"kB": 1e3, "MB": 1e6}[unit], abs=0.51 * digit
        )


def test_the_book_has_all_of_its_editions(site):
    chapter = soup_of(site / "charge-transfer.html")
    assert len(entries(chapter, "downloads")) == 6
    here = next(iter(entries(chapter, "launch").values()))
    assert here == "lite/notebooks/index.html?path=charge-transfer.ipynb"
    assert len(soup_of(site / "index.html").select("#sec-home-editions tbody tr")) == 4
