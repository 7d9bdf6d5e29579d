"""Which earlier cells must run before a cell can: those that make the names it uses."""

import ast
import contextlib
import symtable
from functools import cache

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def needs(sources, wanted, done):
    """Return the earlier cells that must run before a cell can, in their order.

    Parameters
    ----------
    sources : list of str or None
        The cells of the page in their order; None for one that never runs for another's sake.
    wanted : int
        Index of the cell that is to run.
    done : set of int
        Cells that have run already, as they are now.

    Returns
    -------
    list of int
        Those that define or change a name which the cell, or a cell that it needs, uses.
    """
    effects = [_effects(source or "") for source in sources]
    needed, waiting = set(), [wanted]
    while waiting:
        cell = waiting.pop()
        for name in effects[cell].uses | {"*"}:  # a star import may bring any name
            for earlier in _makers(name, cell, effects):
                if earlier not in done and earlier not in needed:
                    needed.add(earlier)
                    waiting.append(earlier)
    return sorted(needed)


def _makers(name, cell, effects):
    """Yield the last cell before `cell` that binds a name, and those after it that change it."""
    changers = []
    for earlier in range(cell - 1, -1, -1):
        if name in effects[earlier].binds:
            yield earlier
            if name in effects[earlier].imports:
                return  # calling what a module holds does not change the module
            if name in effects[earlier].surely:
                break
        if name in effects[earlier].changes:
            changers.append(earlier)
    yield from changers


@cache  # the texts of a page hardly change between two runs
def _effects(source):
    return _Effects(source)


class _Effects:
    """What a cell does to the namespace: the names it uses, binds, imports, changes in place."""

    def __init__(self, source):
        self.uses, self.binds, self.changes, self.imports = set(), set(), set(), set()
        self.surely = set()  # what it binds whatever happens: not in a branch or a loop
        # What cannot be compiled fails when it runs, and says there what is wrong.
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            for statement, is_sure in _flat(ast.parse(source).body):
                loads, stores = _names(ast.unparse(statement))
                changed = set(_changed(statement))
                known = self.binds | stores if isinstance(statement, _DEFINITIONS) else self.binds
                self.uses |= (loads | changed) - known
                self.binds |= stores
                self.changes |= changed
                if is_sure:
                    self.surely |= stores - {"*"}  # one star import does not undo another
                if is_sure and isinstance(statement, (ast.Import, ast.ImportFrom)):
                    self.imports |= stores - {"*"}


def _flat(statements, *, is_sure=True):
    """Yield the statements, also those inside others, in order, and whether each surely runs."""
    for statement in statements:
        blocks = [
            block
            for part in (
                statement,
                *getattr(statement, "handlers", ()),
                *getattr(statement, "cases", ()),
            )
            for field in ("body", "orelse", "finalbody")
            if (block := getattr(part, field, None))
        ]
        if isinstance(statement, _DEFINITIONS) or not blocks:
            yield statement, is_sure
            continue
        if isinstance(statement, (ast.If, ast.While)):
            yield ast.Expr(statement.test), is_sure
        elif isinstance(statement, (ast.For, ast.AsyncFor)):
            yield ast.Assign([statement.target], statement.iter, lineno=1), is_sure
        elif isinstance(statement, (ast.With, ast.AsyncWith)):
            yield (
                ast.copy_location(
                    type(statement)(items=statement.items, body=[ast.Pass()]), statement
                ),
                is_sure,
            )
        elif isinstance(statement, ast.Match):
            cases = [ast.match_case(c.pattern, c.guard, [ast.Pass()]) for c in statement.cases]
            yield ast.Match(statement.subject, cases), is_sure
        inner = is_sure and isinstance(statement, (ast.With, ast.AsyncWith))
        for block in blocks:
            yield from _flat(block, is_sure=inner)


def _names(source):
    """Return the global names that a statement loads, and those that it binds."""
    loads, stores = set(), set()
    tables = [symtable.symtable(source, "cell", "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if table.get_type() != "module" and not symbol.is_global():
                continue
            if symbol.is_referenced():
                loads.add(symbol.get_name())
            if symbol.is_assigned() or symbol.is_imported():
                stores.add(symbol.get_name())
    if source.startswith("from ") and source.endswith("import *"):
        stores.add("*")
    return loads, stores


def _changed(statement):
    """Yield the names whose objects a statement may change: x[0] = 1, x += 1, x.append(1)."""
    for node in ast.walk(statement):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            targets = [node.value.func]
        for target in targets:
            inner = target
            while isinstance(inner, (ast.Subscript, ast.Attribute)):
                inner = inner.value
            if inner is not target and isinstance(inner, ast.Name):
                yield inner.id
