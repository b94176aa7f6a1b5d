"""text311 beside other bot frameworks: the four-turn report dialogue by Telegram webhook, replies by API.

    python benchmarks/race.py DRIVER [--peers RACE.PY] [--rounds 3] [--seconds 4] [--conns 32] [--only ours,aiogram]

DRIVER is `drive.py`: it says what residents say and plays Telegram. Each round starts Redis (append-only), the CRM, one
web and one worker anew. With `--peers`, rounds of the other frameworks (its `race.py`; RACE_HOME set up, its Redis
running) stand between ours, so that a busy machine is busy for all. Rank by messages per core-second: CPU time of the
servers and Redis, which hardly depends on what else runs.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from stack import SECRET, Stack, stack

from bot.serving import free_port

SCRIPT = [
    ["hello", "What would you like to report"],
    ["there is a big pothole in the road", "Where is it"],
    ["12 Elm St", "Is that right"],
    ["yes", "Report 1"],
]
PEERS = {
    "aiogram": "aiogram FSM redis api",
    "telegraf": "telegraf Wizard redis api",
    "grammy-session": "grammY session redis api",
    "grammy-conversations": "grammY conversations redis api",
    "botbuilder-js": "botbuilder-js redis inline",
    "ptb": "PTB ConversationHandler mem api",
    "botbuilder-py": "botbuilder-py redis inline",
    "langgraph": "langgraph mem inline",
}
HERE = Path(__file__).parent
SERVERS, REST = "0", "1"
"""As the peers are raced: the servers on the first core, the driver on the second."""
Row = dict[str, Any]


def ours(asked: argparse.Namespace, *, understanding: str = "", free_crm: bool = False) -> Row:
    """`understanding`: as `understanding_worker.py` has it, when not as usual."""
    program = (sys.executable, HERE / "understanding_worker.py", understanding) if understanding else ()
    sink = f"127.0.0.1:{free_port()}"
    with stack(sink, fsync=asked.fsync) as made:
        pids = {
            "redis": made.start_redis(),
            "crm": made.start_outside() if free_crm else made.start_crm(),
            "web": made.start_web(cores=asked.cores),
            "worker": made.start_worker(cores=asked.cores, program=program),
        }
        return drive(asked, made, pids)


def drive(
    asked: argparse.Namespace, made: Stack, pids: dict[str, int], *more: str, script: list[list[str]] = SCRIPT
) -> Row:
    """The driver's own JSON."""
    said = made.folder / "script.json"
    said.write_text(json.dumps(script))
    command = ["taskset", "-c", REST, sys.executable, asked.driver, "--json", "--kind", "telegram"]
    command += ["--url", f"{made.web}/channels/telegram", "--sink", made.sink, "--tg-secret", SECRET]
    command += ["--script", str(said), "--seconds", str(asked.seconds), "--conns", str(asked.conns)]
    command += [part for name, pid in pids.items() for part in ("--pid", f"{name}={pid}")]
    limit = asked.seconds * 4 + 60
    done = subprocess.run([*command, *more], capture_output=True, text=True, timeout=limit, check=True)
    row: Row = json.loads(done.stdout)
    if row["errs"] or row["timeouts"]:
        print(f"!! {row['timeouts']} time-outs, {row['errs'][:1]}", file=sys.stderr)
    return row


def peer(asked: argparse.Namespace, name: str) -> Row | None:
    """The last row its `race.py` wrote; None when it did not run."""
    out = Path(tempfile.mkdtemp(prefix="text311-")) / "rows.jsonl"
    command = [sys.executable, asked.peers, "peers", "--rounds", "1", "--only", PEERS[name], "--out", str(out)]
    command += ["--seconds", str(asked.seconds), "--conns", str(asked.conns)]
    limit = asked.seconds * 4 + 90
    subprocess.run(command, cwd=Path(asked.peers).parent, capture_output=True, timeout=limit, check=False)
    row = json.loads(out.read_text().splitlines()[-1]) if out.exists() else None
    shutil.rmtree(out.parent)
    return row


def table(rows: dict[str, list[Row]]) -> None:
    """Medians over the rounds."""
    print("| entry | msg/s | p50/p99 ms | CPU µs/msg: web, worker, Redis | msg per core-second | CRM µs/msg |")
    print("|---|---|---|---|---|---|")
    for name, rounds in rows.items():
        print(_line(name, rounds), flush=True)


def _line(name: str, rounds: list[Row]) -> str:
    def middle(of: str) -> float:
        return statistics.median(row[of] for row in rounds)

    cpu = {
        part: statistics.median(row["cpu_us_per_msg"][part] for row in rounds) for part in rounds[0]["cpu_us_per_msg"]
    }
    crm = cpu.pop("crm", None)
    parts = ", ".join(f"{cpu[part]:.0f}" for part in sorted(cpu, key=["srv", "web", "worker", "redis"].index))
    per_core = 1e6 / sum(cpu.values())
    times = f"{middle('p50_ms'):.1f}/{middle('p99_ms'):.0f}"
    return f"| {name} | {middle('msgs_per_s'):.0f} | {times} | {parts} | **{per_core:.0f}** | {crm or 0:.0f} |"


ENTRIES = {
    "ours": ("text311, durable, understands", {}),
    "ours-remembering": ("text311, understanding remembered (costs nothing)", {"understanding": "remembered"}),
    "ours-anew": ("text311, short answers understood anew too", {"understanding": "anew"}),
    "ours-free-crm": ("text311, a CRM that costs nothing", {"free_crm": True}),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--peers", default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--conns", type=int, default=32)
    parser.add_argument("--only", default="")
    parser.add_argument("--cores", default=SERVERS)
    parser.add_argument("--fsync", default="always", choices=["always", "everysec"])
    asked = parser.parse_args()
    wanted = asked.only.split(",") if asked.only else [*ENTRIES, *(PEERS if asked.peers else ())]
    rows: dict[str, list[Row]] = {}
    for _ in range(asked.rounds):
        for name in wanted:
            if name in ENTRIES:
                title, how = ENTRIES[name]
                row: Row | None = ours(asked, **how)
            else:
                title, row = PEERS[name], peer(asked, name)
            if row and row["msgs"]:
                rows.setdefault(title, []).append(row)
                print(_line(title, [row]), file=sys.stderr, flush=True)
    table(rows)


if __name__ == "__main__":
    main()
