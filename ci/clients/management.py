#!/usr/bin/env python3
"""Compares the management APIs of our broker and of a private RabbitMQ: every verb of rabbitmqadmin, definitions there and back, names of metrics.

usage: management.py

Starts both brokers itself and stops them. Exits with 1 if one of the three comparisons found a difference.
"""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "bench"))
from bench import RabbitMq, Touchstone, await_port, free_port  # noqa: E402

COMPARISONS = (("rabbitmqadmin/compare.py", "api"), ("rabbitmqadmin/definitions.py", "api"), ("prometheus/compare.py", "metrics"))


def main():
    ports = {side: {"api": free_port(), "metrics": free_port()} for side in ("ours", "theirs")}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        here = ports["ours"]
        ours = Touchstone(folder, True, ["--management-port", str(here["api"]), "--metrics-port", str(here["metrics"])])
        try:
            there = ports["theirs"]
            theirs = RabbitMq(
                folder, True, ("rabbitmq_management", "rabbitmq_prometheus"),
                "management.tcp.port = %(api)d\nprometheus.tcp.port = %(metrics)d\n" % there)
            try:
                for broker, side in ((ours, here), (theirs, there)):
                    for port in side.values():
                        await_port(port, broker.process, folder / (broker.name + ".log"))
                return compare(ports)
            finally:
                theirs.stop()
        finally:
            ours.stop()


def compare(ports):
    worst = 0
    for program, listener in COMPARISONS:
        print("\n" + program, flush=True)
        command = [sys.executable, str(HERE / program), str(ports["ours"][listener]), str(ports["theirs"][listener])]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    return min(worst, 1)


if __name__ == "__main__":
    sys.exit(main())
