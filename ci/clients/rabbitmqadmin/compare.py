#!/usr/bin/env python3
"""Runs every verb of the real rabbitmqadmin against two management APIs and compares what it prints.

usage: compare.py OUR_PORT THEIR_PORT [RABBITMQADMIN]

Both on 127.0.0.1, user guest. Without the third argument the script is fetched from THEIR_PORT, which serves it
under /cli/rabbitmqadmin. Everything happens in virtual hosts that are made for it and deleted afterwards.
Exits with the number of differences.
"""
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

VHOST = "rmqadmin/compare"
# What a queue says of itself reaches a list of RabbitMQ some time after it was declared, at the latest with its next statistics.
STATISTICS_SECONDS = 6

QUEUE = ["name=q", "durable=true", 'arguments={"x-max-length":5}']
STEPS = [
    ["declare", "vhost", "name=" + VHOST],
    ["declare", "vhost", "name=" + VHOST],
    ["-f", "tsv", "list", "vhosts", "name"],
    ["declare", "user", "name=rmqadmin-user", "password=secret", "tags=management"],
    ["-f", "tsv", "list", "users", "name", "tags"],
    ["declare", "permission", "vhost=" + VHOST, "user=rmqadmin-user", "configure=.*", "write=.*", "read="],
    ["-f", "tsv", "list", "permissions"],
    ["declare", "permission", "vhost=" + VHOST, "user=nobody", "configure=.*", "write=.*", "read="],
    ["-V", VHOST, "declare", "exchange", "name=x", "type=topic"],
    ["-V", VHOST, "declare", "exchange", "name=x", "type=fanout"],
    ["-V", VHOST, "declare", "exchange", "name=y", "type=unheard-of-" + str(os.getpid())],
    ["-V", VHOST, "declare", "queue"] + QUEUE,
    ["-V", VHOST, "declare", "queue"] + QUEUE,
    ["-V", VHOST, "declare", "queue", "name=q", "durable=false"],
    ["-V", VHOST, "declare", "queue", "name=quorum", "queue_type=quorum"],
    ["-V", VHOST, "declare", "binding", "source=x", "destination=q", "routing_key=a.#"],
    ["-V", VHOST, "declare", "binding", "source=x", "destination=nobody", "routing_key=a.#"],
    ["-V", VHOST, "declare", "binding", "source=amq.fanout", "destination=x", "destination_type=exchange"],
    ["-V", VHOST, "list", "exchanges"],
    ["-V", VHOST, "list", "exchanges", "name", "type", "durable", "auto_delete", "internal"],
    ["-V", VHOST, "list", "queues", "name", "durable", "auto_delete", "arguments.x-max-length", "type"],
    ["-V", VHOST, "-f", "long", "list", "queues", "name", "policy", "exclusive"],
    ["-V", VHOST, "list", "bindings"],
    ["-V", VHOST, "list", "bindings", "source", "destination", "properties_key"],
    ["-V", VHOST, "publish", "exchange=x", "routing_key=a.b", "payload=hello", 'properties={"message_id":"m"}'],
    ["-V", VHOST, "publish", "routing_key=nobody", "payload=hello"],
    ["-V", VHOST, "publish", "exchange=missing", "routing_key=q", "payload=hello"],
    ["-V", VHOST, "get", "queue=q"],
    ["-V", VHOST, "get", "queue=q", "ackmode=ack_requeue_false"],
    ["-V", VHOST, "get", "queue=q", "ackmode=ack_requeue_false"],
    ["-V", VHOST, "get", "queue=missing"],
    ["-V", VHOST, "purge", "queue", "name=q"],
    ["-V", VHOST, "purge", "queue", "name=missing"],
    ["-V", VHOST, "declare", "policy", "name=p", "pattern=^q", 'definition={"max-length":3}', "apply-to=queues"],
    ["-V", VHOST, "declare", "policy", "name=bad", "pattern=^q", 'definition={"nonsense":3}'],
    ["-V", VHOST, "declare", "operator_policy", "name=o", "pattern=^q", 'definition={"max-length":2}'],
    ["-f", "tsv", "-V", VHOST, "list", "policies"],
    ["-f", "tsv", "-V", VHOST, "list", "operator_policies"],
    ["declare", "vhost_limit", "vhost=" + VHOST, "name=max-queues", "value=10"],
    ["declare", "vhost_limit", "vhost=" + VHOST, "name=max-nonsense", "value=10"],
    ["-f", "tsv", "-V", VHOST, "list", "vhost_limits"],
    ["-V", VHOST, "declare", "parameter", "component=nonsense", "name=n", "value=1"],
    ["-f", "tsv", "-V", VHOST, "list", "parameters"],
    ["-V", VHOST, "list", "consumers"],
    ["close", "connection", "name=missing"],
    ["-V", VHOST, "export", "{file}"],
    ["-V", VHOST, "import", "{file}"],
    ["-V", VHOST, "delete", "binding", "source=x", "destination_type=queue", "destination=q", "properties_key=a.%23"],
    ["-V", VHOST, "delete", "policy", "name=p"],
    ["-V", VHOST, "delete", "policy", "name=p"],
    ["-V", VHOST, "delete", "operator_policy", "name=o"],
    ["delete", "vhost_limit", "vhost=" + VHOST, "name=max-queues"],
    ["-V", VHOST, "delete", "queue", "name=q"],
    ["-V", VHOST, "delete", "queue", "name=q"],
    ["-V", VHOST, "delete", "exchange", "name=x"],
    ["-V", VHOST, "delete", "exchange", "name=amq.direct"],
    ["delete", "permission", "vhost=" + VHOST, "user=rmqadmin-user"],
    ["delete", "user", "name=rmqadmin-user"],
    ["delete", "vhost", "name=" + VHOST],
    ["delete", "vhost", "name=" + VHOST],
    ["list", "nonsense"],
]


def script(port):
    with urllib.request.urlopen("http://127.0.0.1:%s/cli/rabbitmqadmin" % port) as response:
        path = os.path.join(tempfile.mkdtemp(), "rabbitmqadmin")
        with open(path, "wb") as file:
            file.write(response.read())
        return path


def run(admin, port, step, file):
    words = [word.replace("{file}", file) for word in step]
    done = subprocess.run([sys.executable, admin, "-H", "127.0.0.1", "-P", str(port)] + words,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    text = normal(done.stdout + done.stderr, port, file)
    if "tsv" in step:
        # Lists over all virtual hosts: what belongs to others does not count.
        text = "".join(line + "\n" for line in text.splitlines() if "rmqadmin" in line or line.startswith("vhost"))
    return done.returncode, text


def normal(text, port, file):
    text = text.replace(file, "FILE").replace(str(port), "PORT")
    return re.sub(r"[a-z]+@[a-z0-9-]+", "NODE", text)


def ask(admin, ours, theirs, step, folder):
    return (run(admin, ours, step, os.path.join(folder, "ours.json")), run(admin, theirs, step, os.path.join(folder, "theirs.json")))


def main():
    ours, theirs = sys.argv[1], sys.argv[2]
    admin = sys.argv[3] if len(sys.argv) > 3 else script(theirs)
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for step in STEPS:
            deadline = time.monotonic() + STATISTICS_SECONDS
            here, there = ask(admin, ours, theirs, step, folder)
            while here != there and "list" in step and time.monotonic() < deadline:
                here, there = ask(admin, ours, theirs, step, folder)
            if here != there:
                different += 1
                print("DIFFERENT: " + " ".join(step))
                print("  ours   %s %s" % here)
                print("  theirs %s %s" % there)
    print("%d steps, %d different" % (len(STEPS), different))
    return min(different, 100)


if __name__ == "__main__":
    sys.exit(main())
