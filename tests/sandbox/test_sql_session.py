"""What the SQL driver promises, told to it over pipes as the warden does."""

from collections.abc import Iterator

import pytest

from tests.sandbox.interpreters import Session, session

TABLE = "CREATE TABLE tea (id INTEGER PRIMARY KEY, name TEXT);\n"


@pytest.fixture
def sql() -> Iterator[Session]:
    with session("sql") as found:
        yield found


def test_tables_flow_down_the_page_and_rows_are_printed_as_sqlites_shell_does(sql: Session) -> None:
    sql.run(TABLE, "INSERT INTO tea VALUES (1, 'green; -- tea'), (2, NULL);")
    sql.run("-- all of it\nSELECT *, 0.5, 2.0, x'41' FROM tea; /* none */ SELECT 'é'")
    assert sql.printed() == "1|green; -- tea|0.5|2.0|A\n2||0.5|2.0|A\né\n"


def test_an_error_stands_on_the_line_of_its_statement(sql: Session) -> None:
    shown = sql.last("SELECT 1;\n\n-- here\nSELECT *\nFROM coffee;", line=20)["shown"]
    assert (shown["type"], shown["message"], shown["line"]) == ("OperationalError", "no such table: coffee", 23)
    assert shown["bases"] == ["DatabaseError", "Error", "Exception"]


def test_a_trigger_is_one_statement(sql: Session) -> None:
    sql.run(TABLE)
    trigger = "CREATE TRIGGER t AFTER INSERT ON tea BEGIN UPDATE tea SET name = 'x'; DELETE FROM tea; END;"
    assert "end" in sql.last(trigger)


def test_a_later_example_may_make_a_table_anew_and_the_same_one_may_not(sql: Session) -> None:
    sql.run(TABLE)
    assert "end" in sql.last(TABLE + "SELECT name FROM tea;")
    assert sql.last(TABLE + TABLE)["shown"]["message"] == "table tea already exists"


def test_a_failed_example_leaves_nothing_and_a_good_one_may_leave_a_transaction_open(sql: Session) -> None:
    sql.run(TABLE)
    sql.run("INSERT INTO tea VALUES (1, 'a'); BEGIN; DELETE FROM tea; nonsense;")
    sql.run("SELECT count(*) FROM tea;")
    sql.run("BEGIN; INSERT INTO tea VALUES (1, 'a');")
    sql.run("COMMIT;")
    sql.run("SELECT count(*) FROM tea;")
    assert sql.printed() == "0\n1\n"


def test_an_example_that_fails_in_an_open_transaction_leaves_that_as_it_was(sql: Session) -> None:
    sql.run(TABLE)
    sql.run("BEGIN; INSERT INTO tea VALUES (1, 'a');")
    sql.run("INSERT INTO tea VALUES (2, 'b'); nonsense;")
    sql.run("SELECT count(*) FROM tea; ROLLBACK;")
    sql.run("SELECT count(*) FROM tea;")
    assert sql.printed() == "1\n0\n"


def test_a_prompt_tells_an_error_and_goes_on(sql: Session) -> None:
    assert "end" in sql.last("SELECT * FROM coffee;", "SELECT 1;", mode="raises")
    assert sql.printed() == "1\n"
    assert sql.printed("err") == "Traceback (most recent call last):\nOperationalError: no such table: coffee\n"


def test_each_step_tells_how_much_was_printed_until_then(sql: Session) -> None:
    reports = sql.run("SELECT 1;", "SELECT 22;", "SELECT 3;")
    assert [one["out"] for one in reports if "step" in one] == [2, 5]
