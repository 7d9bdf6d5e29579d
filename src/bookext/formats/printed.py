"""What PDF and EPUB share: pages that stand still, with the answers out of sight.

A page keeps one drawing of each picture and leaves out the code that is folded away on the web.
Feedback, hints and solutions move into a section of answers, with links there and back: in the
EPUB at the end of each chapter, in the PDF in an appendix. The handout has the hints alone.
"""

from docutils import nodes
from sphinx.addnodes import start_of_file
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import is_exercise_node, is_extension_node, is_solution_node

from bookext.chapters import numbered_title
from bookext.contract import ID, PICTURE
from bookext.demo_pages import demo
from bookext.progress import progress_left, progress_table, progress_tools
from bookext.questions import answer, question

ANSWERS = "answers"  # the id of a section of answers, and the name of the PDF's appendix


class chapter_answers(nodes.General, nodes.Element):
    """The answers of a chapter, which keep the names of that chapter wherever they stand."""


class page_number(nodes.Inline, nodes.TextElement):
    """The page that an id of the same chapter is on, where there are pages."""


class alive(nodes.General, nodes.Element):
    """The sentence that says where a demo is alive, with its address."""


# -- Pages that stand still -----------------------------------------------------------------------


class StandStill(SphinxPostTransform):
    """Leave out what needs a screen, a script or another colour scheme."""

    default_priority = 150  # when outputs are chosen (4) and references resolved (10)
    builders = ("pdf", "epub")

    def run(self, **kwargs):
        """Prune the document, and say where the demos are alive."""
        # In an EPUB the style sheet chooses the width, as on the web.
        left_out = ["dark"] if self.app.builder.name == "epub" else ["dark", "narrow"]
        hidden = {f"{PICTURE.only}{kind}" for kind in left_out}
        for image in list(self.document.findall(nodes.image)):
            if hidden & set(image["classes"]):
                image.parent.remove(image)
        for box in list(self.document.findall(_is_folded)):
            del box["design_component"]  # what it holds stays where it is, below its title
        for cell in list(self.document.findall(nodes.container)):
            if "input" in (cell.get("hide_mode") or ""):
                cell.pop(0)
        for file in list(self.document.findall(start_of_file)):
            if any(file.findall(_is_report)):  # the reader's own, which no file can know
                file.parent.remove(file)
        for docname, part in _parts(self.document, self.env.docname):
            for node in part.findall(demo):
                self._tell_address(node, docname)

    def _tell_address(self, node, docname):
        """Say below the picture of a demo where the demo itself is."""
        figure = node
        while not isinstance(figure, nodes.figure):
            figure = figure.parent
        if self.config.book_url:
            url = f"{self.config.book_url}{docname}.html#{node['name']}"
            link = nodes.reference("", url.partition("//")[2], refuri=url)
            text = nodes.paragraph("", _("Alive on the web: "), link)
        else:
            url = ""
            text = nodes.paragraph("", _("On the web this figure is a demo that you can move."))
        figure += alive("", text, name=node["name"], url=url)


def _is_folded(node):
    """Whether only a click would show what is in a node; hints leave with the answers."""
    kind = isinstance(node, nodes.container) and node.get("design_component")
    return kind == "tab-set" or (kind == "dropdown" and not is_hint(node))


def is_hint(node):
    """Whether a dropdown is a hint: within an exercise, or behind it with nothing but help."""
    before = node.parent.children[: node.parent.index(node)]
    if is_exercise_node(next((one for one in reversed(before) if not _is_help(one)), None)):
        return True
    while node is not None and not is_exercise_node(node):
        node = node.parent
    return node is not None


def _is_help(node):
    dropdown = isinstance(node, nodes.container) and node.get("design_component") == "dropdown"
    return dropdown or is_solution_node(node) or isinstance(node, nodes.comment | nodes.target)


def _is_report(node):
    return isinstance(node, progress_table | progress_left | progress_tools)


def _parts(document, docname):
    """Yield each page of a document, which is one page or many that have become one."""
    files = list(document.findall(start_of_file))
    yield from [(file["docname"], file) for file in files] or [(docname, document)]


# -- Answers out of sight -------------------------------------------------------------------------


class MoveAnswers(SphinxPostTransform):
    """Gather feedback, hints and solutions into sections of answers."""

    default_priority = 151
    builders = ("pdf", "epub")

    def run(self, **kwargs):
        """Put the answers at the end of the chapter, or into an appendix of the PDF."""
        self.handout = getattr(self.app.builder, "handout", False)
        paged = self.app.builder.name == "pdf"
        pages, sections = dict(_parts(self.document, self.env.docname)), []
        for docname, page in pages.items():
            if found := self._take_answers(page):
                title = numbered_title(self.env, docname) if paged else _("Answers")
                section = nodes.section("", nodes.title("", title), *found, ids=[ANSWERS])
                sections.append(chapter_answers("", section, docname=docname))
        if not sections:
            return
        if not paged:
            self.document.next_node(nodes.section).append(sections[0])
            return
        title = nodes.title("", _("Hints") if self.handout else _("Answers"))
        section = nodes.section("", title, *sections, ids=[ANSWERS])
        last = [page for name, page in pages.items() if name in self.env.toc_secnumbers][-1]
        place = last.parent.index(last) + 1
        last.parent.insert(place, start_of_file("", section, docname=ANSWERS))

    def _take_answers(self, page):
        """Take the answers out of a page, and return them in its order."""
        found, links = [], None
        for node in list(page.findall(_is_told)):
            if isinstance(node, question):
                found.append(self._question(node))
            elif is_exercise_node(node):
                links = nodes.paragraph(classes=["to-answer"])
                node.parent.insert(node.parent.index(node) + 1, links)
                found.append(_entry([nodes.Text(node[0].astext())], node["ids"][0]))
            elif links is None:
                pass  # the solution of no exercise, of which a warning has told
            elif is_solution_node(node):
                self._help(node, node["ids"][0], _("Solution"), node[1].children, found[-1], links)
            else:
                title = node.next_node(nodes.rubric)
                name = (title["ids"] or [f"{found[-1]['name']}{ID.hint}{len(links)}"])[0]
                self._help(node, name, title.astext(), node.children[1:], found[-1], links)
        return [entry for entry in found if len(entry) > 1]

    def _question(self, node):
        """Leave a question with its choices, and return the feedback to each."""
        name = node["ids"][0]
        choices, feedback = _lettered(), _lettered()
        for one in list(node.findall(answer)):
            choices += nodes.list_item("", nodes.paragraph("", "", *one[0].children))
            feedback += nodes.list_item("", *one[1].children)
            node.remove(one)
        entry = _entry([child.deepcopy() for child in node[0]], name)
        node[0].insert(0, nodes.target(ids=[name]))
        node[0].children = [nodes.strong("", "", *node[0].children)]
        left = nodes.container("", *node.children, choices, classes=["question"])
        if not self.handout:
            entry[0].insert(0, nodes.target(ids=[f"{name}-answer"]))
            entry += feedback
            link = _link(f"{name}-answer", _("Answer"))
            left += nodes.paragraph("", "", *link, classes=["to-answer"])
        node.replace_self(left)
        left["ids"] = []  # the target before the prompt has the name
        return entry

    def _help(self, node, name, title, content, entry, links):
        """Move a hint or the solution of an exercise to its answers, and link to it."""
        node.parent.remove(node)
        if self.handout and is_solution_node(node):
            return
        links += [nodes.Text(" · ")] * bool(len(links)) + _link(name, title)
        entry += nodes.paragraph("", "", nodes.target(ids=[name]), nodes.strong("", title))
        entry += content


def _is_told(node):
    """Whether a node is a question, an exercise, a hint or a solution."""
    if isinstance(node, nodes.container):
        return node.get("design_component") == "dropdown"
    return isinstance(node, question) or is_extension_node(node)


def _lettered():
    return nodes.enumerated_list(enumtype="upperalpha", prefix="", suffix=".")


def _entry(title, name):
    """Return the place for the answers to a question or an exercise, with the link back to it."""
    back = nodes.reference("", "", *title, refid=name, internal=True)
    for link in list(back.findall(nodes.reference))[1:]:  # no link holds another
        link.replace_self(link.children)
    return nodes.container(
        "",
        nodes.paragraph("", "", back, page_number(refid=name)),
        classes=["answered"],
        name=name,
    )


def _link(name, text):
    return [nodes.reference("", text, refid=name, internal=True), page_number(refid=name)]


# -- Links that leave the book --------------------------------------------------------------------


def lead_out(link, address, book_url):
    """Let a link to what is not in the book lead to the published page, or be plain text."""
    if book_url:
        link["refuri"] = book_url + address
        link["internal"] = False
    else:
        link.replace_self(link.children)


# -- How the two show it --------------------------------------------------------------------------


def _visit_alive(translator, node):
    translator.body.append('<div class="alive">')


def _depart_alive(translator, node):
    translator.body.append("</div>")


def _skip(translator, node):
    raise nodes.SkipNode


def _pass(translator, node):
    """Show the children alone."""


def setup(app):
    """Register the two transforms and their nodes; `bookext.formats.latex` shows them in LaTeX."""
    app.add_post_transform(StandStill)
    app.add_post_transform(MoveAnswers)
    app.add_node(alive, html=(_visit_alive, _depart_alive))
    app.add_node(chapter_answers, html=(_pass, _pass))
    app.add_node(page_number, html=(_skip, None))
