"""Hosts and ports that stand apart."""

from __future__ import annotations

import pytest

from tests.graph.worlds import graph_of, service, workload
from tests.linting import said
from tests.rules.naming import WEB, config, fixed, found, only, place

SHOP = service("orders", "app: orders", ports="{port: 5432}") + workload("orders", "app: orders", ports="{containerPort: 5432}")


def variables(host: str, port: str, value: str = "orders", number: str = '"5432"') -> str:
    pairs = f"env: [{{name: {host}, value: {value}}}, {{name: {port}, value: {number}}}]"
    return workload("client", "app: client").replace("ports: [", f"{pairs}, ports: [")


def hosts(text: str) -> list[tuple[str, int | None]]:
    return [(each.text, each.port) for each in graph_of(text).hosts_in_text.all]


@pytest.mark.parametrize(
    "text",
    [
        "until nc -z orders 5432; do sleep 1; done",
        "nc -w 1 -zv orders 5432",
        "telnet orders 5432",
        "echo > /dev/tcp/orders/5432",
        "pg_isready -h orders -p 5432",
        "mysqladmin ping --host=orders --port=5432",
        "host=orders port=5432 user=shop",
        "Host=orders;Port=5432;Database=x",
        "Server=orders,5432;Database=x",
        "{address: orders, port_value: 5432}",
        "addr = 'orders', port = 5432",
    ],
)
def test_a_port_behind_its_host(text: str) -> None:
    quoted = text.replace("'", "''")

    assert [("orders", 5432)] == hosts(config(f"'{quoted}'"))


@pytest.mark.parametrize(
    "text", ["nc -l 5432", "nc -z 10.0.0.1 5432", "host: orders", "nc orders http", "ghost=orders export=5432"]
)
def test_what_is_no_host_with_a_port(text: str) -> None:
    assert hosts(config(f"'{text}'")) == []


def test_lines_of_a_configuration_file() -> None:
    text = config("|\n    db:\n      host: orders\n      port: 5432")

    assert [("orders", 5432)] == hosts(text)


@pytest.mark.parametrize(
    ("host", "port"), [("ORDERS_HOST", "ORDERS_PORT"), ("orders.host", "orders.port"), ("A_ADDR", "A_PORT")]
)
def test_variables_that_belong_together(host: str, port: str) -> None:
    assert [("orders", 5432)] == hosts(variables(host, port))
    data = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata:\n  {host}: orders\n  {port}: '5432'\n"
    assert [("orders", 5432)] == hosts(data)


@pytest.mark.parametrize(
    ("host", "port", "value", "number"),
    [
        ("SERVER_HOST", "SERVER_PORT", "orders", "'1'"),
        ("HOST", "PORT", "orders", "'1'"),
        ("A_HOST", "B_PORT", "orders", "'1'"),
        ("A_HOST", "A_PORT", "orders", "http"),
        ("A_HOST", "A_PORT", "10.0.0.1", "'1'"),
    ],
)
def test_variables_that_say_something_else(host: str, port: str, value: str, number: str) -> None:
    assert hosts(variables(host, port, value, number)) == []


def test_both_ends_are_checked_and_shown() -> None:
    wrong = SHOP + variables("ORDERS_HOST", "ORDERS_PORT", number='"5433"')
    slip = SHOP + variables("ORDERS_HOST", "ORDERS_PORT", value="ordres")

    assert ["orders:5433 uses port 5433, and Service orders has 5432 only"] == [each for _, _, each, _ in said(wrong, "SVC413")]
    assert ["5433"] == place("SVC413", wrong)
    assert ["ordres"] == place("SVC412", slip)
    assert said(SHOP + variables("ORDERS_HOST", "ORDERS_PORT"), "SVC413") == []


def test_a_port_apart_is_mended_where_it_stands() -> None:
    text = WEB + config("nc -z web 8080")

    assert only("SVC413", text).startswith("error: web:8080 uses port 8080")
    assert fixed("SVC413", text) == text.replace("nc -z web 8080", "nc -z web 80")


def test_a_port_apart_without_an_explanation_is_a_warning() -> None:
    assert only("SVC413", WEB + config("nc -z web 8081")).startswith("warning: ")


def test_pods_may_be_told_their_own_name_and_the_port_on_which_they_listen() -> None:
    env = "env: [{name: ORDERS_HOST, value: web}, {name: ORDERS_PORT, value: '8081'}]"
    text = WEB.replace("image: web,", f"image: web, {env},")

    assert found("SVC413", text) == []


def test_comments_of_a_script_are_left_out() -> None:
    assert hosts(config("|\n    # nc -z orders 5432\n    nc -z orders 5433")) == [("orders", 5433)]
