"""`svclint dns`."""

from __future__ import annotations

import sys
from typing import Unpack

import click

from svclint.commands.flags import options
from svclint.commands.graphing import GraphFlags, graph_of, graph_options, tell_gaps
from svclint.commands.printing import style_of, write_output
from svclint.config.cluster import NAMESPACE, NotationError


class DnsFlags(GraphFlags):
    """The options of `svclint dns`."""

    name: str | None
    from_namespace: str | None


def _host(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A name alone: what a client is given often has a scheme, a port or a path around it."""
    if value is None:
        return None
    bare = value.rpartition("://")[2].partition("/")[0].partition(":")[0]
    if value != bare or not bare.strip("."):
        hint = f'; did you mean "{bare}"?' if bare.strip(".") else ""
        message = f'expected a DNS name without scheme, port and path, not "{value}"{hint}'
        raise click.BadParameter(message)
    return value


def _namespace(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else NAMESPACE.parse(value)
    except NotationError as error:
        raise click.BadParameter(str(error)) from error


@click.command(name="dns")
@options(
    *graph_options(),
    click.option("--name", metavar="NAME", callback=_host, help="Show what this name answers, and why."),
    click.option(
        "--from",
        "from_namespace",
        metavar="NS",
        callback=_namespace,
        help="The namespace of the pod that asks for NAME (default: that of --namespace).",
    ),
)
def command(**flags: Unpack[DnsFlags]) -> None:
    """Show the DNS records that the manifests at or below PATH create once they are applied.

    With --name: what that name answers, tried along the search list as a pod does, and why it does not. Exit status: 0 also
    where a name does not exist, 2 where svclint could not do what was asked.
    """
    from svclint.graph.dns.lookup import look_up  # noqa: PLC0415 - as above
    from svclint.graph.dns.zone import Zone  # noqa: PLC0415 - `svclint dns --help` needs none of the stages
    from svclint.reporters import dns_report  # noqa: PLC0415 - as above

    if flags["from_namespace"] is not None and flags["name"] is None:
        message = "--from says who asks for a name; give the name with --name"
        raise click.UsageError(message)
    _, graph = graph_of(flags)
    zone, style = Zone(graph), style_of(sys.stdout, flags["color"])
    if flags["name"] is None:
        write_output(dns_report.render(zone, flags["format"], style))
    else:
        namespace = flags["from_namespace"] or graph.settings.namespace
        zones = {each.name: Zone(graph.within(each)) for each in graph.divisions.all} or {"": zone}
        answers = {world: (each, look_up(each, flags["name"], namespace)) for world, each in zones.items()}
        write_output(dns_report.render_lookups(answers, flags["format"], style))
    if flags["format"] == "text":
        tell_gaps(graph.world)
