#!/usr/bin/env python3
"""What a lazy queue costs in memory: publishes persistent messages into a durable lazy queue of a broker with a small heap, without a consumer, then drains
it and compares every number.

    ci/bench/memory.py                          1,000,000 messages of 100 octets, -Xmx256m
    ci/bench/memory.py --messages 10000000

The broker is started as a user starts it, by the launcher, which takes the serial collector for a heap this small: the growth is then what the broker needs,
and not the largest young generation that G1 takes before it collects at all (-Xmx256m: 153 MB, whatever the program does); --jvm=-XX:+UseG1GC shows it.

It prints the growth of the resident memory by the system's own accounting (VmRSS of /proc, after a warm-up of 20,000 messages), and the rates with every
message confirmed or delivered. It fails if the growth is 150 MB or more, or if a message is missing or out of order.
"""
import argparse
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import threading
import time

from bench import ROOT, cpu_seconds, free_port
from wire import CONSUME, CONSUME_OK, DECLARE_OK, PUBLISH, Client, declare, frame, method, short

LIMIT_MB = 150
BODY_OCTETS = 100
BLOCK = 500
CONFIRM_SELECT, CONFIRM_SELECT_OK, ACK = (85, 10), (85, 11), (60, 80)
DURABLE = 2
LAZY = b"\x0cx-queue-modeS" + struct.pack(">I", 4) + b"lazy"
HEADER = frame(2, 1, struct.pack(">HHQHB", 60, 0, BODY_OCTETS, 0x1000, 2))


def rss_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)


class Peak(threading.Thread):
    """The largest resident memory from now on."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.mb, self.over = pid, rss_mb(pid), threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(0.1):
            self.mb = max(self.mb, rss_mb(self.pid))

    def end(self):
        self.over.set()
        self.join()
        return self.mb


def open_client(port):
    client = Client(port, timeout=120).open_channel()
    client.call(method(1, CONFIRM_SELECT, b"\0"), CONFIRM_SELECT_OK)
    return client


def fill(client, queue, messages):
    """Publishes numbered messages, a block at a time, and returns when the last is confirmed."""
    before = method(1, PUBLISH, b"\0\0" + short("") + short(queue) + b"\0") + HEADER + struct.pack(">BHI", 3, 1, BODY_OCTETS)
    after = bytes(BODY_OCTETS - 8) + b"\xce"
    numbers = struct.Struct(">Q")
    client.socket.settimeout(None)
    reader = threading.Thread(target=await_confirms, args=(client, messages))
    reader.start()
    for first in range(0, messages, BLOCK):
        client.send(b"".join(before + numbers.pack(i) + after for i in range(first, min(first + BLOCK, messages))))
    reader.join()


def await_confirms(client, messages):
    confirmed, alone = 0, 0
    while confirmed + alone < messages:
        kind, _, size = struct.unpack(">BHI", client.exactly(7))
        payload = client.exactly(size + 1)
        if kind == 1 and struct.unpack(">HH", payload[:4]) == ACK:
            tag, multiple = struct.unpack(">QB", payload[4:13])
            if multiple:
                confirmed, alone = tag, 0
            else:
                alone += 1


def drain(client, queue, messages):
    """Consumes as many messages and checks that they come in order, none missing."""
    client.call(method(1, CONSUME, b"\0\0" + short(queue) + short("") + b"\2" + bytes(4)), CONSUME_OK)
    expected = 0
    while expected < messages:
        kind, _, size = struct.unpack(">BHI", client.exactly(7))
        payload = client.exactly(size + 1)
        if kind == 3:
            number = int.from_bytes(payload[:8], "big")
            if number != expected:
                sys.exit(f"message {number} came where {expected} was due")
            expected += 1


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--messages", type=int, default=1_000_000)
    options.add_argument("--heap", default="256m", help="the broker's -Xmx")
    options.add_argument("--jvm", default="", help="further options of the broker's JVM, in one word, such as --jvm=-XX:+UseG1GC")
    options.add_argument("--data", help="where the data folder is made; default: the system's temporary folder")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.data) as folder:
        port = free_port()
        command = [str(ROOT / "touchstone"), "broker", "--port", str(port), "--data", f"{folder}/data"]
        environment = dict(os.environ, TOUCHSTONE_JAVA_OPTS=f"-Xmx{wanted.heap} {wanted.jvm}")
        broker = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            while "Server startup complete" not in broker.stdout.readline():
                if broker.poll() is not None:
                    sys.exit("the broker did not start")
            sys.exit(measure(broker.pid, port, wanted.messages))
        finally:
            broker.terminate()
            broker.wait()


def measure(pid, port, messages):
    client = open_client(port)
    client.call(declare("warm", DURABLE), DECLARE_OK)
    fill(client, "warm", 20_000)
    drain(client, "warm", 20_000)
    client.drop()
    client = open_client(port)
    client.call(declare("lazy", DURABLE, struct.pack(">I", len(LAZY)) + LAZY), DECLARE_OK)
    before, peak, started = rss_mb(pid), Peak(pid), time.time()
    fill(client, "lazy", messages)
    filled, growth = time.time(), peak.end() - before
    print(f"{messages} messages of {BODY_OCTETS} octets: resident memory grew by {growth:.0f} MB from {before:.0f} MB "
          f"while {messages / (filled - started):.0f} a second were published and confirmed")
    client.drop()
    client = Client(port, timeout=120).open_channel()
    peak, started, cpu = Peak(pid), time.time(), cpu_seconds(pid)
    drain(client, "lazy", messages)
    took, cpu = time.time() - started, cpu_seconds(pid) - cpu
    print(f"all came in order, {messages / took:.0f} a second, which is about what this program can read; the broker's CPU would do "
          f"{messages / cpu:.0f}; resident memory at most {peak.end():.0f} MB meanwhile")
    client.close()
    return 0 if growth < LIMIT_MB else f"the growth must be below {LIMIT_MB} MB"


if __name__ == "__main__":
    main()
