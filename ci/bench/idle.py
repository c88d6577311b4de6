#!/usr/bin/env python3
"""Prints what an idle connection costs our broker: its objects after a collection, and what the JVM holds beside its heap.

    ci/bench/idle.py [--connections 4000]

Resident memory says little of a JVM: its heap grows and shrinks for reasons of its own. So this counts the heap in use after a full
collection, and the buffers that the JVM tracks outside it. What the kernel keeps for a socket is in neither.
"""
import argparse
import os
import pathlib
import re
import subprocess
import tempfile

from load import Broker
from wire import Client

WARM_UP = 300


def jcmd(pid, *words):
    return subprocess.run(["jcmd", str(pid), *words], check=True, capture_output=True, text=True).stdout


def heap_kb(pid):
    jcmd(pid, "GC.run")
    jcmd(pid, "GC.run")
    total = jcmd(pid, "GC.class_histogram").rstrip().splitlines()[-1]
    return int(total.split()[2]) / 1024


def native_kb(pid):
    """Buffers outside the heap; what the JVM keeps for its collector and compilers goes up and down by itself."""
    text = jcmd(pid, "VM.native_memory", "summary")
    return sum(int(size) for size in re.findall(r"-\s+(?:Other|Internal) \(.*committed=(\d+)KB", text))


def measure(broker, count, opened):
    pid = broker.process.pid
    heap, native = heap_kb(pid), native_kb(pid)
    clients = [opened(Client(broker.port)) for _ in range(count)]
    heap, native = (heap_kb(pid) - heap) / count, (native_kb(pid) - native) / count
    for client in clients:
        client.input.close()
        client.socket.close()
    return heap, native


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=4_000)
    count = parser.parse_args().connections
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TOUCHSTONE_JAVA_OPTS"] = "-XX:NativeMemoryTracking=summary"
        broker = Broker(pathlib.Path(folder) / "broker.log")
        try:
            measure(broker, WARM_UP, Client.open_channel)
            for what, opened in (("idle connection", lambda client: client), ("with a channel", Client.open_channel)):
                heap, native = measure(broker, count, opened)
                print(f"{what:<16} {heap + native:6.1f} kB: {heap:5.1f} in the heap, {native:5.1f} beside it")
        finally:
            broker.stop()


if __name__ == "__main__":
    main()
