"""The scripts that are joined for the pages of the workspace."""

import gzip

import pytest

from acpmigration import scripts

pytestmark = pytest.mark.static


@pytest.fixture
def sources(tmp_path, monkeypatch):
    monkeypatch.setattr(scripts, "SOURCE", tmp_path)
    monkeypatch.setattr(scripts, "TARGET", tmp_path / "js")
    return tmp_path


def test_the_script_of_a_workspace_page_is_within_its_budget():
    assert len(gzip.compress(scripts.joined("workspace").encode(), 6)) <= 7_500


def test_a_module_comes_once_and_behind_what_it_stands_on():
    found = scripts.modules("workspace")

    assert len(found) == len(set(found))
    assert found.index("entries") < found.index("sending") < found.index("forms")
    assert found[-1] == "workspace"


def test_comments_indents_and_imports_are_gone_and_the_rest_is_as_it_was(sources):
    (sources / "low.js").write_text('// Why.\nexport const low = () => {\n  return "// no";\n};\n')
    (sources / "high.js").write_text('import { low } from "./low.js";\n\nlow();\n')

    assert scripts.joined("high") == 'const low = () => {\nreturn "// no";\n};\nlow();\n'


def test_what_others_ask_for_by_name_is_exported(sources):
    (sources / "worker.js").write_text("export const start = () => 1;\n")

    assert scripts.joined("worker", "start") == "const start = () => 1;\nexport { start };\n"


def test_two_modules_that_name_something_alike_are_not_joined(sources):
    (sources / "low.js").write_text("const one = 1;\n")
    (sources / "high.js").write_text('import "./low.js";\n\nconst one = 2;\n')

    with pytest.raises(scripts.SameNameError, match=r"high\.js: one"):
        scripts.joined("high")


def test_main_writes_what_changed_and_leaves_the_rest_alone(sources, monkeypatch):
    monkeypatch.setattr(scripts, "JOINED", {"a.js": "a", "b.js": "b"})
    (sources / "a.js").write_text("one();\n")
    (sources / "b.js").write_text("two();\n")
    scripts.main()
    written = (sources / "js" / "a.js").stat().st_mtime_ns
    (sources / "b.js").write_text("three();\n")

    scripts.main()

    assert (sources / "js" / "a.js").stat().st_mtime_ns == written
    assert (sources / "js" / "b.js").read_text() == "three();\n"


def test_every_source_is_part_of_a_script():
    joined = {part for name in scripts.JOINED.values() for part in scripts.modules(name)}

    assert {path.stem for path in scripts.SOURCE.glob("*.js")} == joined
