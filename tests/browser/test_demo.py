from tests.browser.portal import copy_of, prepare


def test_a_second_start_loads_nothing_and_keeps_the_log_ins(prepared_folder, tmp_path):
    folder = copy_of(prepared_folder, tmp_path)
    prepare(folder)
    before = (folder / "demo-logins.json").read_text(encoding="utf-8")

    printed = prepare(folder)

    assert "Loading" not in printed
    assert "editor@demo.invalid" in printed
    assert (folder / "demo-logins.json").read_text(encoding="utf-8") == before
