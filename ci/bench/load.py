#!/usr/bin/env python3
"""Loads a broker of its own with clients that do too much, talk garbage or never read, and watches whether it answers others meanwhile.

    ci/bench/load.py                        about two minutes
    ci/bench/load.py --settle 10 --seconds 5

Observers on their own connections ask every 50 ms throughout: one publishes a message and gets it back, one only declares passively and gets. Every
answer must come within 2 s. The broker's resident memory some time after (--settle) must be within 20 % of before; "before" is after runs
of the stages with many connections and channels (--warm-ups) and some ordinary traffic, since a JVM takes its heap into use bit by bit, whatever is done
with it. The last line says whether all that holds; exit code 0 or 1.
"""
import argparse
import concurrent.futures
import multiprocessing
import os
import pathlib
import random
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

from wire import (
    CHANNEL_CLOSE, CHANNEL_CLOSE_OK, CHANNEL_OPEN, CHANNEL_OPEN_OK, CONSUME, CONSUME_OK, Client, DECLARE_OK,
    EXCLUSIVE, GET_EMPTY, GET_OK, MANDATORY, PASSIVE, declare, frame, get, method, publish, short)

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEAP = "-Xmx512m"
LATENCY_BOUND = 2.0
MEMORY_BOUND = 0.2
INTERVAL = 0.05
WARM_UP_SECONDS = 5
CONNECTIONS = 1_000
WIDE_CONNECTIONS = 10
CHANNELS_EACH = 1_000
BODY = 65_536
BURST = 100


class Observer(threading.Thread):
    """Asks every 50 ms until it is told to stop, and keeps when and how long the answer took."""

    def __init__(self, port, name, publishes):
        super().__init__(daemon=True)
        self.label, self.publishes, self.queue = name, publishes, f"load-{name}"
        self.client = Client(port).open_channel()
        self.client.call(declare(self.queue, EXCLUSIVE), DECLARE_OK)
        self.samples = []
        self.failure = None
        self.stopped = threading.Event()

    def run(self):
        question = publish(self.queue, bytes(100)) if self.publishes else declare(self.queue, PASSIVE)
        question += get(self.queue)
        answer = GET_OK if self.publishes else GET_EMPTY
        try:
            while not self.stopped.is_set():
                begun = time.monotonic()
                if self.client.call(question, GET_OK, GET_EMPTY) != answer:
                    raise ConnectionError("not the message that was published")
                took = time.monotonic() - begun
                self.samples.append((begun, took))
                self.stopped.wait(max(0.0, INTERVAL - took))
        except OSError as failure:
            self.failure = f"the observer {self.label} failed: {failure}"

    def stop(self):
        self.stopped.set()
        self.join(60)

    def within(self, begun, ended):
        """How long those answers took for which it waited at some time of that span."""
        return [took for at, took in self.samples if at < ended and at + took > begun]


# The stages. Each runs in a process of its own, so that the observers do not wait for its Python.


def many_connections(port, _):
    for _ in range(CONNECTIONS):
        Client(port).close()
    return f"{CONNECTIONS:,} connections"


def many_channels(port, _):
    numbers = range(1, CHANNELS_EACH + 1)
    clients = [Client(port) for _ in range(WIDE_CONNECTIONS)]
    for octets, answer in ((b"\0", CHANNEL_OPEN_OK), (b"\0\xc8" + short("") + bytes(4), CHANNEL_CLOSE_OK)):
        request = CHANNEL_OPEN if answer == CHANNEL_OPEN_OK else CHANNEL_CLOSE
        for client in clients:
            client.send(b"".join(method(number, request, octets) for number in numbers))
            for _ in numbers:
                client.expect(answer)
    for client in clients:
        client.close()
    return f"{WIDE_CONNECTIONS * CHANNELS_EACH:,} channels"


def ordinary_traffic(port, seconds):
    """What a broker is there for, by a client that reads: bursts of messages, each read back."""
    client = Client(port).open_channel()
    client.call(declare("load-ordinary", EXCLUSIVE), DECLARE_OK)
    deadline, count = time.monotonic() + seconds, 0
    while time.monotonic() < deadline:
        client.send(publish("load-ordinary", bytes(BODY)) * BURST)
        for _ in range(BURST):
            client.call(get("load-ordinary"), GET_OK)
        count += BURST
    client.close()
    return f"{count:,} messages of 64 kB back and forth"


def raw_socket(port):
    return socket.create_connection(("127.0.0.1", port), 10)


def noise_at_once(port, dice):
    return raw_socket(port), dice.randbytes(dice.randint(1, 8_192))


def noise_for_start_ok(port, dice):
    return raw_socket(port), b"AMQP\0\0\x09\x01" + dice.randbytes(dice.randint(1, 8_192))


def noise_when_open(port, dice):
    return Client(port).open_channel().socket, dice.randbytes(dice.randint(1, 65_536))


def noise_in_frames(port, dice):
    """Sound frames with random contents, some with a method id that exists."""
    octets = b""
    for _ in range(dice.randint(1, 50)):
        identity = struct.pack(">HH", dice.choice((10, 20, 40, 50, 60, 85, 90)), dice.choice((10, 11, 20, 30, 40, 50, 70, 80)))
        octets += frame(dice.choice((1, 1, 1, 2, 3, 8)), dice.randint(0, 2), identity + dice.randbytes(dice.randint(0, 200)))
    return Client(port).open_channel().socket, octets


def half_frame(port, dice):
    whole = publish("nowhere", dice.randbytes(100_000))
    return Client(port).open_channel().socket, whole[:dice.randint(1, len(whole) - 1)]


def garbage(port, seconds):
    patterns = (noise_at_once, noise_for_start_ok, noise_when_open, noise_in_frames, half_frame)
    with concurrent.futures.ThreadPoolExecutor(len(patterns)) as pool:
        counts = list(pool.map(lambda pattern: talk_garbage(port, seconds, pattern), patterns))
    each = ", ".join(f"{pattern.__name__.replace('_', ' ')} {count:,}" for pattern, count in zip(patterns, counts))
    return f"{sum(counts):,} connections: {each}"


def talk_garbage(port, seconds, pattern):
    """Talks on one connection after the other, each until the broker closes it or says nothing for 0.2 s; returns how many."""
    dice = random.Random(pattern.__name__)
    deadline = time.monotonic() + seconds
    count = 0
    while time.monotonic() < deadline:
        raw, octets = pattern(port, dice)
        count += 1
        raw.settimeout(0.2)
        try:
            raw.sendall(octets)
            while raw.recv(65_536):
                pass
        except OSError:
            pass  # closed, reset or silent: all of them are answers to garbage
        raw.close()
    return count


def pour(client, octets, seconds):
    """Sends the same octets again and again without reading anything; returns how many whole ones went out."""
    deadline = time.monotonic() + seconds
    client.socket.settimeout(0.2)
    view, at, count = memoryview(octets), 0, 0
    while time.monotonic() < deadline:
        try:
            at += client.socket.send(view[at:])
        except TimeoutError:
            continue
        if at == len(octets):
            at, count = 0, count + 1
    return count


def deaf_consumer_bounded(port, seconds):
    """The queue drops its oldest: what the broker cannot send it need not keep."""
    limit = short("x-max-length-bytes") + b"l" + struct.pack(">q", 64 << 20)
    return deaf_consumer(port, seconds, "load-bounded", struct.pack(">I", len(limit)) + limit)


def deaf_consumer(port, seconds, queue="load-deaf", arguments=bytes(4)):
    consumer = Client(port).open_channel()
    consumer.call(declare(queue, EXCLUSIVE, arguments), DECLARE_OK)
    consumer.call(method(1, CONSUME, b"\0\0" + short(queue) + short("deaf") + b"\2" + bytes(4)), CONSUME_OK)
    publisher = Client(port).open_channel()
    count = pour(publisher, publish(queue, bytes(BODY)), seconds)
    publisher.drop()
    consumer.drop()
    return f"{count:,} messages of 64 kB sent"


def deaf_publisher(port, seconds):
    client = Client(port).open_channel()
    count = pour(client, publish("load-nowhere", bytes(1_024), MANDATORY), seconds)
    client.drop()
    return f"{count:,} messages of 1 kB sent"


def staged(results, stage, port, seconds):
    try:
        results.put((True, stage(port, seconds)))
    except Exception as failure:  # whatever it is, it is the result
        results.put((False, f"{stage.__name__}: {failure!r}"))


def in_process(stage, port, seconds):
    """Runs a stage in a process of its own, bounded in time; returns whether it could, and its words."""
    context = multiprocessing.get_context("spawn")
    results = context.SimpleQueue()
    process = context.Process(target=staged, args=(results, stage, port, seconds), daemon=True)
    process.start()
    process.join(60 + 2 * seconds)
    if process.is_alive():
        process.kill()
        return False, f"{stage.__name__}: not at its end after {60 + 2 * seconds} s"
    return (False, f"{stage.__name__}: no result") if results.empty() else results.get()


class Broker:
    """A private one on a free port."""

    def __init__(self, log):
        options = f"{HEAP} {os.environ.get('TOUCHSTONE_JAVA_OPTS', '')}".strip()
        self.process = subprocess.Popen(
            [str(ROOT / "touchstone"), "broker", "--port", "0"], stdout=open(log, "w"), stderr=subprocess.STDOUT,
            env=dict(os.environ, TOUCHSTONE_JAVA_OPTS=options))
        self.log = log
        self.port = self.await_port()

    def await_port(self):
        deadline = time.monotonic() + 300  # the launcher may have to build it first
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"AMQP listens on \S+:(\d+)\n", self.log.read_text())
            if found:
                return int(found.group(1))
            time.sleep(0.1)
        self.stop()
        sys.exit(f"the broker did not start; its log:\n{self.log.read_text()}")

    def resident(self):
        """Resident memory in MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def sockets(self):
        return sum(1 for entry in pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir() if "socket" in os.readlink(entry))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Report:
    def __init__(self, broker, observers):
        self.broker, self.observers, self.wrong = broker, observers, []

    def memory(self, when):
        resident = self.broker.resident()
        print(f"{'memory ' + when:<24}{resident:8.0f} MiB resident, {self.broker.sockets()} sockets", flush=True)
        return resident

    def stage(self, stage, seconds):
        begun = time.monotonic()
        went, words = in_process(stage, self.broker.port, seconds)
        ended = time.monotonic()
        if not went:
            self.wrong.append(words)
        print(f"{stage.__name__.replace('_', ' '):<24}{ended - begun:8.1f} s    {words}", flush=True)
        return stage.__name__.replace("_", " "), begun, ended

    def latencies(self, spans):
        """Once all answers are in: also one that came long after its stage counts."""
        for observer in self.observers:
            for name, begun, ended in spans:
                took = observer.within(begun, ended)
                worst = max(took, default=float("inf"))
                print(f"{observer.label + ' / ' + name:<36}{len(took):6,} answers, at most {worst * 1000:9,.1f} ms")
                if worst >= LATENCY_BOUND:
                    self.wrong.append(f"{observer.label}, {name}: an answer took {worst:.1f} s")
            if observer.failure:
                self.wrong.append(observer.failure)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--settle", type=float, default=60, help="seconds before memory is looked at again (60)")
    parser.add_argument("--seconds", type=float, default=10, help="how long garbage and deaf clients last (10)")
    parser.add_argument("--warm-ups", type=int, default=3, help="runs of the first two stages before memory is looked at (3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        broker = Broker(pathlib.Path(folder) / "touchstone.log")
        try:
            wrong = load(broker, options)
            if broker.process.poll() is not None:
                wrong.append("the broker ended")
        finally:
            broker.stop()
        said = [line for line in broker.log.read_text().splitlines() if re.search(r"ERROR|WARN|Exception|LEAK", line)]
    print("".join(f"broker's log: {line}\n" for line in said[:10]), end="")
    print("holds" if not wrong else "DOES NOT HOLD: " + "; ".join(wrong))
    sys.exit(1 if wrong else 0)


def load(broker, options):
    print(f"broker on port {broker.port} with {HEAP}, load average {os.getloadavg()[0]:.1f}", flush=True)
    report = Report(broker, [])
    report.memory("fresh")
    for _ in range(options.warm_ups):
        report.stage(many_connections, 0)
        report.stage(many_channels, 0)
    report.stage(ordinary_traffic, WARM_UP_SECONDS)
    report.observers += [Observer(broker.port, "publish+get", True), Observer(broker.port, "declare+get", False)]
    for observer in report.observers:
        observer.start()
    before = report.memory("before")
    stages = (many_connections, many_channels, garbage, deaf_consumer_bounded, deaf_consumer, deaf_publisher)
    spans = [report.stage(stage, options.seconds) for stage in stages]
    report.memory("at once after")
    begun = time.monotonic()
    time.sleep(options.settle)
    after = report.memory(f"{options.settle:.0f} s after")
    for observer in report.observers:
        observer.stop()
    report.latencies(spans + [("afterwards", begun, time.monotonic())])
    change = after / before - 1
    print(f"{'memory, after to before':<24}{change * 100:+8.1f} %, must be within {MEMORY_BOUND:.0%}")
    if abs(change) > MEMORY_BOUND:
        report.wrong.append(f"memory changed by {change:+.0%}")
    return report.wrong


if __name__ == "__main__":
    main()
