#!/usr/bin/env python3
"""Runs the words of rabbitmqctl and rabbitmq-plugins on our broker and on a private RabbitMQ, and compares what they print.

usage: compare.py [-v] [WORD...]

Starts both brokers itself and stops them. All of it takes about eight minutes, because each step starts a virtual machine on either side; with words
only the set-up and the steps that contain one of them are taken. -v prints every step of theirs. Exits with the number of differences that are not
listed in KNOWN.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "ci" / "bench"))
from bench import RabbitMq, Touchstone  # noqa: E402

FORMATS = ([], ["--formatter", "json"], ["--formatter", "csv"])

SET_UP = [
    ["add_vhost", "v", "--description", "a host"],
    ["add_user", "una", "secret"],
    ["set_user_tags", "una", "monitoring", "management"],
    ["set_permissions", "-p", "v", "una", "a.*", ".*", ""],
    ["set_topic_permissions", "-p", "v", "una", "amq.topic", "w", "r"],
    ["set_policy", "-p", "v", "ttl", "^q", '{"message-ttl":60000}', "--apply-to", "queues", "--priority", "3"],
    ["set_operator_policy", "-p", "v", "len", "^q", '{"max-length":7}', "--apply-to", "queues"],
    ["set_vhost_limits", "-p", "v", '{"max-queues":10}'],
    ["set_user_limits", "una", '{"max-channels":20}'],
    ["set_global_parameter", "g", '{"a":[1,2]}'],
    ["set_cluster_name", "compared"],
]

LISTS = [
    ["list_users"],
    ["list_vhosts"],
    ["list_vhosts", "name", "tracing", "default_queue_type", "description", "tags"],
    ["list_permissions", "-p", "v"],
    ["list_permissions", "-p", "missing"],
    ["list_user_permissions", "una"],
    ["list_user_permissions", "nobody"],
    ["list_topic_permissions", "-p", "v"],
    ["list_user_topic_permissions", "una"],
    ["list_policies", "-p", "v"],
    ["list_policies"],
    ["list_operator_policies", "-p", "v"],
    ["list_parameters", "-p", "v"],
    ["list_parameters", "-p", "missing"],
    ["list_policies", "-p", "missing"],
    ["list_vhost_limits", "-p", "v"],
    ["list_vhost_limits"],
    ["list_vhost_limits", "--global"],
    ["list_vhost_limits", "-p", "missing"],
    ["list_user_limits", "--user", "una"],
    ["list_user_limits", "--user", "guest"],
    ["list_user_limits", "--user", "nobody"],
    ["list_user_limits", "--global"],
    ["list_user_limits"],
    ["list_queues"],
    ["list_queues", "-p", "v", "name", "durable", "arguments", "messages"],
    ["list_queues", "colour"],
    ["list_exchanges"],
    ["list_exchanges", "name", "type", "durable", "auto_delete", "internal", "arguments"],
    ["list_bindings"],
    ["list_consumers"],
    ["list_connections"],
    ["list_channels"],
]

PLAIN = [
    ["-q", "list_users"],
    ["-s", "list_users"],
    ["list_users", "--no-table-headers"],
    ["list_users", "--formatter", "pretty_table"],
    ["list_users", "--formatter", "nonsense"],
    ["set_disk_free_limit", "1gb"],
    ["set_disk_free_limit", "1kiB"],
    ["set_disk_free_limit", "mem_relative", "0.001"],
    ["set_vm_memory_high_watermark", "plenty"],
    ["set_vm_memory_high_watermark", "0.4"],
    ["set_vm_memory_high_watermark", "absolute", "1GiB"],
    ["clear_policy", "-p", "v", "ttl"],
    ["delete_user", "una"],
    ["delete_user", "una"],
    ["delete_vhost", "v"],
    ["delete_vhost", "v"],
    ["set_permissions", "-p", "v", "guest", "", "", ""],
]

PLUGINS = [
    ["plugins", "is_enabled", "rabbitmq_management"],
    ["plugins", "is_enabled", "nosuch"],
    ["plugins", "list", "rabbitmq_prometheus"],
    ["plugins", "enable", "--offline", "rabbitmq_prometheus"],
    ["plugins", "list", "rabbitmq_prometheus"],
    ["plugins", "list", "-m", "-e"],
    ["plugins", "disable", "--offline", "rabbitmq_prometheus"],
    ["plugins", "disable", "rabbitmq_prometheus"],
    ["plugins", "enable", "nosuch"],
    ["plugins", "set", "nosuch"],
    ["plugins", "enable"],
    ["plugins", "nonsense"],
]

# Differences that stay: the beginning of a step, its end, and the reason.
KNOWN = [
    ("list_vhosts name tracing", "", "a virtual host that was made without tags has an empty list of them here, an empty text there"),
    ("list_vhost_limits -p", "csv", "a crash of rabbitmqctl, with the same exit code"),
    ("list_user_limits", "csv", "a crash of rabbitmqctl, with the same exit code"),
    ("list_users --formatter pretty_table", "", "tables have no frames here"),
    ("list_users --formatter nonsense", "", "a crash of rabbitmqctl; here the formatter is named, with the exit code of a wrong word"),
    ("set_disk_free_limit 1gb", "", "says what is wrong, too"),
    ("set_vm_memory_high_watermark plenty", "", "says what is wrong, too"),
    ("plugins enable --offline", "", "no plugin here brings others along"),
    ("plugins disable --offline", "", "no plugin here brings others along"),
    ("plugins list -m -e", "", "no plugin here brings others along"),
    ("plugins nonsense", "", "says Error, as everywhere"),
]


def steps():
    yield from SET_UP
    for words in LISTS:
        for form in FORMATS:
            yield words + form
    yield from PLAIN
    yield from PLUGINS


def touchstone(data):
    def run(words):
        kind, rest = ("plugins", words[1:]) if words[0] == "plugins" else ("ctl", words)
        return [str(ROOT / "touchstone"), kind, "--data", str(data)] + rest, None
    return run


def rabbitmq(environment):
    def run(words):
        kind, rest = ("rabbitmq-plugins", words[1:]) if words[0] == "plugins" else ("rabbitmqctl", words)
        return ["/usr/lib/rabbitmq/bin/" + kind] + rest, environment
    return run


def outcome(command, words):
    line, environment = command(words)
    done = subprocess.run(line, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    return done.returncode, normal(done.stdout, words), normal(done.stderr, words)


def normal(text, words):
    """Without names, processes, times, the colours and usage of errors, and the order of rows and of keys."""
    text = re.sub(r"\x1b\[\d*m", "", text).replace("rabbitmqctl help", "ctl help")
    text = re.sub(r"[a-z]+[0-9]*@[a-z0-9-]+", "NODE", text)
    text = re.sub(r"<[A-Z0-9a-z@.]+>", "PID", text)
    text = re.split(r"\nUsage\n|\nArguments given:", text)[0]
    try:
        return json.dumps(ordered(json.loads(text)), sort_keys=True)
    except ValueError:
        return "\n".join(sorted(line.rstrip() for line in text.splitlines() if line.strip()))


def ordered(value):
    if isinstance(value, list):
        return sorted((ordered(each) for each in value), key=json.dumps)
    return {key: ordered(each) for key, each in value.items()} if isinstance(value, dict) else value


def main():
    words = [word for word in sys.argv[1:] if word != "-v"]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        ours = Touchstone(folder, True)
        try:
            theirs = RabbitMq(folder, True)
            try:
                return compare(touchstone(folder / "data"), rabbitmq(theirs.environment), words)
            finally:
                theirs.stop()
        finally:
            ours.stop()


def compare(ours, theirs, words):
    count, different = 0, 0
    pool = concurrent.futures.ThreadPoolExecutor(2)
    for step in steps():
        if words and step not in SET_UP and not any(word in step for word in words):
            continue
        here, there = pool.map(lambda side: outcome(side, step), (ours, theirs))
        count += 1
        name = " ".join(step)
        if "-v" in sys.argv:
            print("%s: %s %s %s" % (name, *there))
        if here != there:
            reason = next((why for begin, end, why in KNOWN if name.startswith(begin) and name.endswith(end)), None)
            different += reason is None
            print("DIFFERENT: %s%s" % (name, " (known: %s)" % reason if reason else ""))
            print("  ours   %s %s %s" % here)
            print("  theirs %s %s %s" % there)
    print("%d steps, %d different" % (count, different))
    return min(different, 100)


if __name__ == "__main__":
    sys.exit(main())
