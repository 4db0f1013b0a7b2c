"""Schedules and time zones of CronJobs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.model.schedule import schedule_fault, time_zone_fault, zoned_schedule_fault

GOOD = """
0 * * * *
*/15 0-6,22-23 1 JAN-mar mon-fri
? ? ? ? ?
5/10 * * * *
*-7 1,,2 * * ,
+5 00 31 12 0
*/100 * * * *
@daily
@every 1h30m
@every 1.5s
CRON_TZ=Europe/Berlin 0 3 * * *
TZ=UTC @hourly
""".strip().splitlines()
BAD = """
@Daily | there is no @Daily, only @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and @every with a duration
@every day | "day" is no duration such as 1h30m
0 0 3 * * * | it has 6 fields and must have 5: minute, hour, day, month, day of the week
60 * * * * | minute 60: 60 is not between 0 and 59
* 5-24 * * * | hour 5-24: 24 is not between 0 and 23
* * 0 * * | day of the month 0: 0 is not between 1 and 31
* * * 13 * | month 13: 13 is not between 1 and 12
* * * * 7 | day of the week 7: 7 is not between 0 and 6
* * * * sunday | day of the week sunday: sunday is no number
0-x * * * * | minute 0-x: x is no number
9-5 * * * * | minute 9-5: it ends before it begins
1-2-3 * * * * | minute 1-2-3: there is one '-' or '/' too many
1/2/3 * * * * | minute 1/2/3: there is one '-' or '/' too many
*/0 * * * * | minute */0: the step behind '/' must be a number above 0
*/x * * * * | minute */x: the step behind '/' must be a number above 0
-1 * * * * | minute -1:  is no number
""".strip().splitlines()


@pytest.mark.parametrize("text", GOOD)
def test_schedules_that_the_controller_reads(text: str) -> None:
    assert None is schedule_fault(text)


@pytest.mark.parametrize("row", BAD)
def test_schedules_that_it_does_not_read(row: str) -> None:
    text, fault = row.split(" | ")

    assert fault == schedule_fault(text)


@given(st.text("0123456789*/-,?+ @TZ=abcjun", max_size=20))
def test_any_text_is_judged(text: str) -> None:
    fault = schedule_fault(text)

    assert fault is None or fault.strip()


def test_a_zone_in_the_schedule_has_a_field_of_its_own() -> None:
    assert zoned_schedule_fault("TZ=UTC 0 3 * * *") == "it must not name a time zone, timeZone does"
    assert zoned_schedule_fault("0 3 * * *") is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Europe/Berlin", None),
        ("Etc/GMT+5", None),
        ("UTC", None),
        ("Local", "it must be a zone of the IANA time zone database, as in Europe/Berlin"),
        ("", "it has signs that no zone of the IANA time zone database has"),
        ("Europe/Berlin ", "it has signs that no zone of the IANA time zone database has"),
        ("../etc/passwd", "it has signs that no zone of the IANA time zone database has"),
    ],
)
def test_time_zones(text: str, fault: str | None) -> None:
    assert fault == time_zone_fault(text)
