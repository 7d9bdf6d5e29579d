"""The buttons that Python writes into pages, for scripts to make them work."""

from sphinx.locale import _

from bookext.contract import DATA, DO


def button(action, text, *, data=None, more=""):
    """Return the HTML of a button.

    Parameters
    ----------
    action : str
        What it does, one of `DO`.
    text : str
        What it says, as HTML.
    data : dict of str to str, optional
        Other words that it carries for its script, by names of `DATA`.
    more : str, default ""
        Further attributes, such as ``"disabled hidden"``.
    """
    about = "".join(f' data-{name}="{value}"' for name, value in (data or {}).items())
    rest = f" {more}" if more else ""
    return f'<button type="button" data-{DATA.do}="{action}"{about}{rest}>{text}</button>'


def undo(*, earlier="", more=""):
    """Return the button that takes the last step back; it is hidden until there is one.

    With `earlier` it has two things to say, and its script chooses.
    """
    text = _("Undo")
    data = {DATA.undo: text, DATA.earlier: earlier} if earlier else {}
    return button(DO.undo, text, data=data, more=f"{more} hidden".strip())
