"""What holds for every test: with CI set, nothing may be skipped; `--record` writes transcripts anew."""

import os

import pytest
import structlog


def pytest_addoption(parser):
    parser.addoption("--record", action="store_true", help="write the bot's side of the transcripts anew")


@pytest.fixture(autouse=True)
def logs_as_they_begin(monkeypatch):
    """A test that sets up the logs as a process does leaves nothing of it: a logger that is kept would go on writing where
    that test had sent it, and the next one would wait for its entries in vain.
    """
    really = structlog.configure
    monkeypatch.setattr(structlog, "configure", lambda **how: really(**how | {"cache_logger_on_first_use": False}))
    yield
    structlog.reset_defaults()


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
