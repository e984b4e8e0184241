"""Front matter to lists of competencies."""

from blockcheck.competencies import Topic, filled, problems

NAMES = {"C1": "RBAC", "C2": "Nodes", "T1": "Trouble"}
RBAC = Topic("cluster/rbac.md", "RBAC", ("C1", "T1"))
NODES = Topic("cluster/nodes.md", "Nodes", ("C2", "C1"))


def test_a_page_that_names_it_first_comes_first() -> None:
    found = filled("<!-- competencies -->", "index.md", NAMES, [NODES, RBAC])
    assert "- **C1 RBAC**: [RBAC](cluster/rbac.md), [Nodes](cluster/nodes.md)" in found


def test_a_section_shows_its_domains_with_links_from_where_it_lies() -> None:
    found = filled("a\n\n<!-- competencies: C -->\n", "cluster/index.md", NAMES, [RBAC])
    assert "[RBAC](rbac.md)" in found
    assert "- **C2 Nodes**: no page yet" in found
    assert "Trouble" not in found
    assert found.startswith("a\n\n- **C1 ")


def test_a_competency_without_a_page_is_a_problem_unless_it_is_to_come() -> None:
    assert list(problems(NAMES, ["C2"], [RBAC])) == []
    (problem,) = problems(NAMES, [], [RBAC])
    assert "C2 (Nodes)" in problem


def test_what_has_come_is_no_longer_to_come() -> None:
    assert "C1" in next(problems(NAMES, ["C1", "C2"], [RBAC]))


def test_an_unknown_competency_is_named_with_its_page() -> None:
    (problem,) = problems(NAMES, ["C2"], [RBAC, Topic("x.md", "X", ("C9",))])
    assert problem.startswith("docs/x.md: C9 ")
