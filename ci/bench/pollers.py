#!/usr/bin/env python3
"""Measures what statistics cost: how much the publish rate falls while five clients poll the management API.

    ci/bench/pollers.py                     4 rounds of PerfTest without and with pollers in turn, about four minutes
    ci/bench/pollers.py --rounds 1 --seconds 8 --queues 1000 --connections 100

A broker of its own with 10,000 queues and 1,000 connections that have a channel each. Each poller asks for the overview and for the
list of all queues, unpaged (--paged: the first hundred, as RabbitMQ's pages do), every 5 s; their turns are spread over the 5 s.
It prints the medians of messages published a second, the ratio of both, and how long answers took; the last line says whether
the bounds hold, exit code 0 or 1. Needs a machine without other work.
"""
import argparse
import base64
import http.client
import multiprocessing
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time

from bench import Touchstone, free_port, perftest
from wire import Client, DECLARE_OK, declare

HERE = pathlib.Path(__file__).resolve().parent
POLLERS = 5
INTERVAL = 5.0
NO_WAIT = 16
RATIO_BOUND = 0.9
PAGE_BOUND_MS = 200
WHOLE = "/api/queues"
PAGE = "/api/queues?page=1&page_size=100"
HEADERS = {"authorization": "Basic " + base64.b64encode(b"guest:guest").decode()}


def ask(connection, path):
    """Milliseconds until the whole answer is here, and its size."""
    begun = time.monotonic()
    connection.request("GET", path, headers=HEADERS)
    response = connection.getresponse()
    size = 0
    while chunk := response.read(1 << 20):
        size += len(chunk)
    if response.status != 200:
        raise RuntimeError(f"{path} was answered with {response.status}")
    return (time.monotonic() - begun) * 1000, size


def poll(port, queues, offset, stopped, took):
    """One client; keeps how long the lists took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    due = time.monotonic() + offset
    while not stopped.wait(max(0, due - time.monotonic())):
        ask(connection, "/api/overview")
        took.append(ask(connection, queues)[0])
        due += INTERVAL
    connection.close()


def poll_all(port, queues, stop, results):
    """All clients, in a process of their own, until told to stop."""
    stopped, took = threading.Event(), []
    threads = [threading.Thread(target=poll, args=(port, queues, i * INTERVAL / POLLERS, stopped, took)) for i in range(POLLERS)]
    for thread in threads:
        thread.start()
    stop.wait()
    stopped.set()
    for thread in threads:
        thread.join()
    results.put(took)


def with_pollers(port, queues, measured):
    context = multiprocessing.get_context("spawn")
    stop, results = context.Event(), context.Queue()
    process = context.Process(target=poll_all, args=(port, queues, stop, results), daemon=True)
    process.start()
    try:
        figures = measured()
    finally:
        stop.set()
    took = results.get(timeout=120)
    process.join()
    return figures, took


def fill(port, queues, connections):
    """Declares the queues and opens the connections, which must be held."""
    client = Client(port).open_channel()
    for i in range(queues - 1):
        client.send(declare(f"pollers-{i:06d}", NO_WAIT))
    client.call(declare(f"pollers-{queues - 1:06d}", 0), DECLARE_OK)
    return [client] + [Client(port).open_channel() for _ in range(connections - 1)]


def latency(port, path, times):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(times // 5 + 1):
        ask(connection, path)
    answers = [ask(connection, path) for _ in range(times)]
    connection.close()
    return statistics.median(took for took, _ in answers), answers[-1][1]


class Measurement:
    def __init__(self, broker, port, options):
        self.broker, self.port, self.options = broker, port, options
        self.queues = PAGE if options.paged else WHOLE
        self.without, self.during, self.took = [], [], []

    def load(self):
        figures = perftest(self.broker, self.options.scenario, self.options.seconds)
        if figures is None:
            sys.exit("PerfTest has no figures")
        return figures["sent"]

    def rounds(self):
        self.load()  # what the compiler does at first belongs to neither
        with_pollers(self.port, self.queues, self.load)
        for _ in range(self.options.rounds):
            self.without.append(self.load())
            sent, took = with_pollers(self.port, self.queues, self.load)
            self.during.append(sent)
            self.took += took
            print(f"  round      without {self.without[-1]:,.0f}  with {sent:,.0f}  ratio {sent / self.without[-1]:.3f}", flush=True)

    def report(self):
        without, during = statistics.median(self.without), statistics.median(self.during)
        ratio = during / without
        page, _ = latency(self.port, PAGE, 50)
        whole, size = latency(self.port, WHOLE, 10)
        print(f"published/s  without pollers {without:,.0f}, with {during:,.0f}, ratio {ratio:.3f}, must be at least {RATIO_BOUND}")
        print(f"{self.queues} took {statistics.median(self.took):.1f} ms in the median under load, {max(self.took):.1f} at most, {len(self.took)} answers")
        print(f"{PAGE} takes {page:.1f} ms, must be under {PAGE_BOUND_MS}; {WHOLE} {whole:.1f} ms for {size / 1e6:.1f} MB")
        return ratio >= RATIO_BOUND and page < PAGE_BOUND_MS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=19, help="of each run of PerfTest, the first four do not count (19)")
    parser.add_argument("--scenario", default="S1", help="of bench.py (S1)")
    parser.add_argument("--queues", type=int, default=10_000)
    parser.add_argument("--connections", type=int, default=1_000)
    parser.add_argument("--paged", action="store_true", help="pollers ask for the first hundred queues")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        broker = Touchstone(pathlib.Path(folder), False, ["--management-port", str(port)])
        try:
            print(f"{options.queues:,} queues, {options.connections:,} connections, load average {os.getloadavg()[0]:.1f}", flush=True)
            held = fill(broker.port, options.queues, options.connections)
            measurement = Measurement(broker, port, options)
            measurement.rounds()
            holds = measurement.report()
            for client in held:
                client.drop()
        finally:
            broker.stop()
    print("holds" if holds else "DOES NOT HOLD")
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
