#!/usr/bin/env python3
"""Measures our broker beside RabbitMQ with PerfTest, in turn (A B A B), on the same machine.

    ci/bench/bench.py                       every scenario, 3 rounds
    ci/bench/bench.py --scenarios S1,S7 --rounds 5 --seconds 14

It prints, per scenario, the median over the rounds of messages a second, the broker's CPU microseconds a message and the latency,
and the ratio of ours to RabbitMQ's in the same run. Absolute figures move with the machine; ratios count. The null broker
(programs/NullBroker.java: answers, never queues) shows where PerfTest itself ends.
"""
import argparse
import json
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TICK = os.sysconf("SC_CLK_TCK")
WARM_UP_SECONDS = 4

PERFTEST = {
    "S1": "-u s1 -x 1 -y 1 -a -s 12",
    "S1c": "-u s1c -x 1 -y 1 -a -s 12 -c 2000",
    "S2": "-u s2 -x 1 -y 1 -A 100 -q 500 -s 1024",
    "S3": "-u s3 -x 1 -y 1 -f persistent -c 300 -q 500 -s 1024",
    "S4": "-u s4 -x 1 -y 1 -f persistent -c 1 -q 500 -s 1024",
    "S5": "-t fanout -e s5x -qp s5-%d -qpf 1 -qpt 10 -x 1 -y 10 -a -s 100",
    "S7": "-u s7 -x 1 -y 1 -a -r 1000 -s 1024",
    "S8": "-u s8 -x 1 -y 1 -q 10 -c 10 -s 1048576",
}
PROGRAMS = {"S6": "TopicLoad", "S9": "LazyLoad", "S10": "Connections", "S11": "DeadLetters"}
# What is about messages that survive: ours gets a data folder, as RabbitMQ always has one.
DURABLE = {"S3", "S4", "S9"}
# What must hold: scenario -> (figure, ours over RabbitMQ's, at least or at most).
MUST = {
    "S1": [("received", 1.7, "least")],
    "S1c": [("received", 1.5, "least")],
    "S2": [("received", 3.3, "least")],
    "S5": [("received", 2.4, "least")],
    "S6": [("received", 3.3, "least")],
    "S8": [("received", 1.1, "least")],
    "S7": [("median_us", 0.8, "most")],
    "S10": [("connects", 3.4, "least")],
    "S3": [("received", 2.0, "least")],
    "S4": [("received", 1.4, "least")],
    "S9": [("sent", 2.2, "least"), ("received", 2.8, "least")],
}

# What ours must hold by itself: scenario -> (figure, at most).
BOUND = {"S11": [("after_last_ms", 200), ("all_dead_s", 6.1)]}


def forces_a_second(seconds=2):
    """How often the disk takes a message of 1 kB and says that it is safe: what one confirm after the other cannot exceed."""
    with tempfile.TemporaryFile() as file:
        begun, count, octets = time.monotonic(), 0, b"x" * 1024
        while time.monotonic() < begun + seconds:
            os.write(file.fileno(), octets)
            os.fdatasync(file.fileno())
            count += 1
        return count / (time.monotonic() - begun)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def system_seconds(pid):
    """The part of the processor time that the kernel took for the process, such as reading and writing sockets."""
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[12]) / TICK


def await_port(port, process, log):
    deadline = time.monotonic() + 300  # the launcher may have to build the broker first
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"the broker ended before it listened; its log:\n{pathlib.Path(log).read_text()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    process.kill()
    sys.exit(f"nothing listens on port {port} after 300 s")


class Touchstone:
    name = "touchstone"

    def __init__(self, folder, durable, words=()):
        self.port = free_port()
        log = folder / "touchstone.log"
        data = ["--data", str(folder / "data")] if durable else []
        self.process = subprocess.Popen(
            [str(ROOT / "touchstone"), "broker", "--port", str(self.port), *data, *words],
            stdout=open(log, "w"), stderr=subprocess.STDOUT)
        await_port(self.port, self.process, log)
        self.pid = self.process.pid

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


class RabbitMq:
    name = "rabbitmq"

    def __init__(self, folder, durable, plugins=(), configuration=""):
        self.port, distribution, epmd = free_port(), free_port(), free_port()
        home = folder / "rabbitmq"
        home.mkdir()
        (home / "env.conf").write_text("")
        (home / "rabbitmq.conf").write_text(configuration)
        (home / "enabled_plugins").write_text("[" + ",".join(plugins) + "].\n")
        clean = {key: value for key, value in os.environ.items() if not key.startswith("RABBITMQ_")}
        environment = dict(
            clean, HOME=str(home), ERL_EPMD_PORT=str(epmd), RABBITMQ_NODENAME=f"bench{self.port}@localhost",
            RABBITMQ_NODE_IP_ADDRESS="127.0.0.1", RABBITMQ_NODE_PORT=str(self.port),
            RABBITMQ_DIST_PORT=str(distribution), RABBITMQ_MNESIA_BASE=str(home / "mnesia"),
            RABBITMQ_LOG_BASE=str(home / "log"), RABBITMQ_CONF_ENV_FILE=str(home / "env.conf"),
            RABBITMQ_CONFIG_FILE=str(home / "rabbitmq"), RABBITMQ_ENABLED_PLUGINS_FILE=str(home / "enabled_plugins"),
            RABBITMQ_PID_FILE=str(home / "pid"))
        log = folder / "rabbitmq.log"
        self.process = subprocess.Popen(
            ["/usr/lib/rabbitmq/bin/rabbitmq-server"], cwd=home, env=environment, stdout=open(log, "w"),
            stderr=subprocess.STDOUT, start_new_session=True)
        await_port(self.port, self.process, log)
        self.pid = self.beam()
        self.environment = environment

    def beam(self):
        """The process of the Erlang machine: the one of our session that is called beam."""
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    name, _, rest = (entry / "stat").read_text().rpartition(")")
                    if "beam" in name and int(rest.split()[3]) == self.process.pid:
                        return int(entry.name)
                except OSError:
                    continue
        sys.exit("the node's beam process was not found")

    def stop(self):
        os.kill(self.pid, signal.SIGTERM)
        self.process.wait(60)
        subprocess.run(["epmd", "-kill"], env=self.environment, capture_output=True, check=False)


class NullBroker:
    name = "null"

    def __init__(self, folder, durable):
        self.port = free_port()
        log = folder / "null.log"
        self.process = subprocess.Popen(
            ["java", "-XX:+UseSerialGC", str(HERE / "programs" / "NullBroker.java"), str(self.port)],
            stdout=open(log, "w"), stderr=subprocess.STDOUT)
        await_port(self.port, self.process, log)
        self.pid = self.process.pid

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def libraries():
    folder = ROOT / "ci" / "target" / "bench"
    if not folder.is_dir():
        print("fetching PerfTest ...", file=sys.stderr)
        subprocess.run(
            [str(ROOT / "mvnw"), "-B", "-q", "-f", str(HERE / "pom.xml"),
             "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies", f"-DoutputDirectory={folder}"],
            check=True, cwd=ROOT)
    return str(folder / "*")


TIME = re.compile(r"time ([\d.]+) s")
SENT = re.compile(r"sent: ([\d.]+) msg/s")
RECEIVED = re.compile(r"received: ([\d.]+) msg/s")
CONSUMED = re.compile(r"min/median/75th/95th/99th consumer latency: (\S+)/(\S+)/(\S+)/(\S+)/(\S+) (µs|ms)")


def perftest(broker, scenario, seconds):
    command = ["java", "-cp", libraries(), "com.rabbitmq.perf.PerfTest",
               "-h", f"amqp://guest:guest@127.0.0.1:{broker.port}", "-z", str(seconds)] + PERFTEST[scenario].split()
    sent, received, medians, p99s = [], [], [], []
    begun = None
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    finished = None
    for line in process.stdout:
        found = TIME.search(line)
        if not found:
            continue
        if begun is None:
            if float(found.group(1)) >= WARM_UP_SECONDS - 0.2:
                begun = (time.monotonic(), cpu_seconds(broker.pid), system_seconds(broker.pid))
            continue
        finished = (time.monotonic(), cpu_seconds(broker.pid), system_seconds(broker.pid))
        for pattern, into in ((SENT, sent), (RECEIVED, received)):
            rate = pattern.search(line)
            if rate:
                into.append(float(rate.group(1)))
        latency = CONSUMED.search(line)
        if latency:
            factor = 1000 if latency.group(6) == "ms" else 1
            medians.append(float(latency.group(2)) * factor)
            p99s.append(float(latency.group(5)) * factor)
    process.wait()
    if begun is None or finished is None or not sent:
        return None
    messages = statistics.mean(sent) * (finished[0] - begun[0])
    return {
        "sent": statistics.mean(sent),
        "received": statistics.mean(received),
        "cpu_us": (finished[1] - begun[1]) / messages * 1e6 if messages else 0,
        "system_us": (finished[2] - begun[2]) / messages * 1e6 if messages else 0,
        "median_us": statistics.median(medians) if medians else 0,
        "p99_us": statistics.median(p99s) if p99s else 0,
    }


# The client's memory is there before it begins: pages that the system must find first would be time of the client's.
TOUCHED = ["-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"]


def program(broker, scenario, seconds):
    output = subprocess.run(
        ["java", *TOUCHED, "-cp", libraries(), str(HERE / "programs" / (PROGRAMS[scenario] + ".java")),
         f"amqp://guest:guest@127.0.0.1:{broker.port}", str(seconds), str(broker.pid)],
        capture_output=True, text=True, check=False)
    if output.returncode != 0:
        print(output.stdout + output.stderr, file=sys.stderr)
        return None
    return json.loads(output.stdout.strip().splitlines()[-1])


def measure(broker, scenario, seconds):
    return program(broker, scenario, seconds) if scenario in PROGRAMS else perftest(broker, scenario, seconds)


def figures(results):
    keys = sorted({key for result in results for key in result})
    return {key: statistics.median(result[key] for result in results if key in result) for key in keys}


def shown(values):
    order = ("sent", "received", "cpu_us", "system_us", "median_us", "p99_us", "connects", "after_last_ms", "all_dead_s", "publish_s")
    return "  ".join(f"{key} {values[key]:,.1f}" for key in order if key in values)


def report(scenario, ours, theirs, ceiling):
    print(f"\n{scenario}  {PERFTEST.get(scenario, 'programs/' + PROGRAMS.get(scenario, '') + '.java')}")
    for name, values in (("touchstone", ours), ("rabbitmq", theirs), ("null", ceiling)):
        if values:
            print(f"  {name:<11}{shown(values)}")
    for figure, bound, direction in MUST.get(scenario, []) if ours and theirs else []:
        ratio = ours[figure] / theirs[figure]
        held = ratio >= bound if direction == "least" else ratio <= bound
        print(f"  ratio      {figure} {ratio:.2f}, must be at {direction} {bound}: {'holds' if held else 'DOES NOT HOLD'}")
    for figure, bound in BOUND.get(scenario, []) if ours else []:
        print(f"  bound      {figure} {ours[figure]:.1f}, must be at most {bound}: {'holds' if ours[figure] <= bound else 'DOES NOT HOLD'}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", default=",".join(list(PERFTEST) + list(PROGRAMS)))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=14)
    parser.add_argument("--ours-only", action="store_true", help="leave out RabbitMQ and the null broker")
    parser.add_argument("--json", help="write all figures into this file")
    options = parser.parse_args()
    kinds = [Touchstone] if options.ours_only else [Touchstone, RabbitMq]
    libraries()
    everything = {}
    for scenario in options.scenarios.split(","):
        results = {kind.name: [] for kind in kinds + [NullBroker]}
        forces = []
        for _ in range(options.rounds):
            for kind in kinds:
                forces += [forces_a_second()] if scenario == "S4" else []
                run(kind, scenario, options.seconds, results)
        if scenario in PERFTEST and not options.ours_only:
            run(NullBroker, scenario, options.seconds, results)
        everything[scenario] = {name: figures(found) for name, found in results.items() if found}
        report(scenario, *(everything[scenario].get(name) for name in ("touchstone", "rabbitmq", "null")))
        if forces:
            print(f"  disk       {statistics.median(forces):,.0f} forces a second ({min(forces):,.0f} to {max(forces):,.0f})")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps({"schema": "touchstone/bench/1", "results": everything}, indent=1))


def run(kind, scenario, seconds, results):
    with tempfile.TemporaryDirectory() as folder:
        broker = kind(pathlib.Path(folder), scenario in DURABLE)
        try:
            found = measure(broker, scenario, seconds)
            if found:
                results[kind.name].append(found)
        finally:
            broker.stop()


if __name__ == "__main__":
    main()
