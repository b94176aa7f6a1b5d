"""What holds for every test: with CI set, nothing may be skipped; `--record` writes transcripts anew."""

import os

import pytest


def pytest_addoption(parser):
    parser.addoption("--record", action="store_true", help="write the bot's side of the transcripts anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and CI may skip nothing: {report.longrepr[-1]}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if os.environ.get("CI") and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and CI may skip nothing: {report.longrepr[-1]}"
    return report
