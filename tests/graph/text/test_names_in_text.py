"""Host names as they stand in text."""

from __future__ import annotations

import pytest

from svclint.graph.text.host_in_text import HostInText, Where
from svclint.graph.text.host_places import is_host
from tests.graph.worlds import graph_of

CONFIG = """
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  KEY: TEXT
"""


def hosts(manifest: str) -> tuple[HostInText, ...]:
    return graph_of(manifest).hosts_in_text.all


def in_config(text: str, key: str = "url") -> tuple[HostInText, ...]:
    return hosts(CONFIG.replace("TEXT", text).replace("KEY", key))


def titles(text: str) -> list[str]:
    return [each.title for each in in_config(text)]


def in_container(field: str) -> tuple[HostInText, ...]:
    return hosts(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n"
        f"  - name: a\n    image: registry:5000\n    {field}\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://web", ["web"]),
        ("http://web:8080/path", ["web:8080"]),
        ("http://user:secret@web:8080", ["web:8080"]),
        ("jdbc:postgresql://db:5432/shop", ["db:5432"]),
        ("jdbc:oracle:thin:@db:1521:shop", ["db:1521"]),
        ("shop:secret@tcp(db:3306)/shop", ["db:3306"]),
        ("mongodb://one:1,two:2,three/shop", ["one:1", "two:2", "three"]),
        ("kafka:9092,kafka2:9093;kafka3:9094 kafka4:9095", ["kafka:9092", "kafka2:9093", "kafka3:9094", "kafka4:9095"]),
        ("dns:///web.shop.svc:80", ["web.shop.svc:80"]),
        ("WEB.Shop.svc.Cluster.Local.", ["WEB.Shop.svc.Cluster.Local"]),
        ("zk-0.zk:2888:3888", ["zk-0.zk:2888"]),
        ("$(POD_NAME).db", ["$(POD_NAME).db"]),
        ("${HOST%.*}.db.svc", ["${HOST%.*}.db.svc"]),
        ("{{ .Name }}.shop.svc", ["{{ .Name }}.shop.svc"]),
    ],
)
def test_names_with_ports_and_hosts_of_urls(text: str, expected: list[str]) -> None:
    assert expected == titles(f"'{text}'")


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "web.example.com",
        "10.0.0.1:80",
        "127.0.0.1",
        "user:12345@",
        "12:30",
        "*.shop.svc",
        ".shop.svc",
        "v1.2.3",
        "image:1.25",
        "folder/web:80",
        "web:123456",
        "$(hostname -f | tail).shop.svc",
    ],
)
def test_other_words_are_no_hosts(text: str) -> None:
    assert titles(f"'{text}'") == []


def test_labels_are_in_lower_case_but_for_words_to_replace() -> None:
    found = in_config("Web.NAMESPACE.svc $(A.B)-x.Db.svc")

    assert [each.labels for each in found] == [("web", "NAMESPACE", "svc"), ("$(A.B)-x", "db", "svc")]


def test_comments_of_files_are_no_text() -> None:
    text = "|\n    # http://one\n    a # http://two\n    ; http://three\n    // http://four\n    http://five#x\n"

    assert titles(text) == ["five"]
    assert titles("'# http://web'") == ["web"]


@pytest.mark.parametrize(
    ("field", "where", "key"),
    [
        ("env: [{name: URL, value: 'http://web'}]", Where.POD, "URL"),
        ("args: [one, --url, 'http://web']", Where.POD, "one --url"),
        ("args: ['http://web']", Where.POD, ""),
        ("livenessProbe: {exec: {command: [curl, http://web]}}", Where.POD, "curl"),
        ("readinessProbe: {httpGet: {httpHeaders: [{name: Host, value: 'web:80'}]}}", Where.POD, "Host"),
        ("workingDir: /x/http://web", Where.OTHER, "workingDir"),
    ],
)
def test_where_pods_say_it(field: str, where: Where, key: str) -> None:
    assert [(where, key, where is Where.POD)] == [(each.where, each.key, each.speaks_for_pods) for each in in_container(field)]


@pytest.mark.parametrize("field", ["env: [{name: NO_PROXY, value: 'web:80'}]", "env: [{name: no_proxy, value: 'a.b.svc'}]"])
def test_exceptions_of_a_proxy_are_no_calls(field: str) -> None:
    assert in_container(field) == ()


def test_where_other_objects_say_it() -> None:
    def where(manifest: str) -> list[Where]:
        return [each.where for each in hosts(f"apiVersion: v1\n{manifest}")]

    assert where("kind: ConfigMap\ndata: {a: 'http://web'}") == [Where.CONFIG]
    assert where("kind: Secret\nstringData: {a: 'http://web'}") == [Where.CONFIG]
    assert where("kind: Service\nmetadata: {annotations: {a: 'http://web'}}") == [Where.ANNOTATION]
    assert where("kind: Other\nspec: {a: 'http://web'}") == [Where.OTHER]


@pytest.mark.parametrize(
    "manifest",
    [
        "kind: ConfigMap\nmetadata: {annotations: {kubectl.kubernetes.io/last-applied-configuration: 'http://web'}}",
        "kind: ConfigMap\ndata: {Corefile: 'rewrite name a.b.svc c.d.svc'}",
        "kind: ConfigMap\ndata: {'http://web': x}",
        "kind: CustomResourceDefinition\nspec: {description: 'http://web'}",
        "kind: 'http://web'",
    ],
)
def test_copies_definitions_and_keys_are_left_out(manifest: str) -> None:
    assert hosts(f"apiVersion: v1\n{manifest}") == ()


def test_each_object_of_a_source_has_its_own() -> None:
    found = hosts(
        CONFIG.replace("TEXT", "http://one") + "# http://two\n---\n" + CONFIG.replace("TEXT", "http://three") + "# http://x"
    )

    assert [each.text for each in found] == ["one", "three"]
    assert found[0].owner is not found[1].owner


def test_place_with_and_without_port() -> None:
    host = in_config("tcp://web.shop.svc.:8080/")[0]
    source = host.at.source

    assert source.text[host.at.start : host.at.end] == "web.shop.svc"
    assert source.text[host.at_with_port.start : host.at_with_port.end] == "web.shop.svc.:8080"


def test_place_is_the_value_where_the_name_cannot_be_told() -> None:
    host = in_config('"http://w\\x65b:80"')[0]

    assert host.exact is None
    assert host.at == host.at_with_port
    assert host.at.source.text[host.at.start : host.at.end] == '"http://w\\x65b:80"'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("http://web", "url"),
        ("'web:8080'", "url"),
        ('\'"web:8080","db:5432"\'', "hosts"),
        ("|\n    a = b\n    brokers = web:8080, db:5432\n", "file"),
        ("|\n    brokers: web:8080\n", "file"),
        ("export BROKER=web:8080", "script"),
        ("zookeeper.connect=web:2181/kafka", "file"),
        ("web:8080", "USER_SERVICE_ADDR"),
        ("web:8080", "DRUID"),
    ],
)
def test_hosts_stand_in_urls_and_alone_in_settings(text: str, key: str) -> None:
    assert is_host(in_config(text, key)[0])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("postgres:16", "url"),
        ("redis:6379", "REDIS_IMAGE"),
        ("image=redis:6379", "file"),
        ("mysql:999", "RUN_AS_USER"),
        ("wait for web:8080 please", "script"),
        ("mode web:8080", "script"),
        ("web.shop.svc", "name"),
    ],
)
def test_other_pairs_are_no_hosts(text: str, key: str) -> None:
    assert not is_host(in_config(text, key)[0])


def test_the_words_before_an_argument_tell_what_it_is() -> None:
    assert not is_host(in_container("command: [chown, -R, 'mysql:999']")[0])
    assert not is_host(in_container("args: [--user, 'mysql:999']")[0])
    assert is_host(in_container("args: [--database, 'mysql:999']")[0])
