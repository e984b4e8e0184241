"""Pages in, the files of the search's index out."""

import json

from blockcheck.search import index
from blockcheck.search.index import Entry
from blockcheck.search.sections import Section

ENTRIES = [
    Entry("", "Home", (), 0.6, [Section("", "Home", "Welcome")]),
    Entry("a/b/", "B", ("bee",), 1.0, [Section("", "B", "text"), Section("t", "Task", "do", task=True)]),
    Entry("a/c/d/", "D", (), 1.0, [Section("", "D", "deep </script>")]),
]


def test_headings_stand_in_one_file_and_texts_in_one_for_each_folder() -> None:
    files = {path: json.loads(text) for path, text in index.files(ENTRIES).items()}
    assert set(files) == {"search/index.json", "search/pages.json", "search/a.json", "search/a-c.json"}
    head = files["search/index.json"]
    assert head["texts"] == ["pages.json", "a.json", "a-c.json"]
    assert head["pages"][1] == {"url": "a/b/", "title": "B", "aliases": ["bee"], "boost": 1.0}
    assert head["sections"] == [[0, "", "Home", 1], [1, "", "B", 1], [1, "t", "Task", index.TASK], [2, "", "D", 1]]
    assert files["search/a.json"] == {"1": "text", "2": "do"}


def test_short_names_of_resource_types_are_known() -> None:
    short = json.loads(index.files([])["search/index.json"])["short"]
    assert (short["sts"], short["pvc"], short["netpol"]) == ("statefulset", "persistentvolumeclaim", "networkpolicy")
