#!/usr/bin/env python3
"""Takes definitions of a real RabbitMQ to ours and back, and the other way, and compares them.

usage: definitions.py OUR_PORT THEIR_PORT

Both on 127.0.0.1, user guest. One virtual host with everything that definitions can say is made on one side, exported,
imported on the other, exported there, and compared; then the same the other way. Exits with the number of differences.
"""
import base64
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

VHOST = "definitions/compare"
HERE = urllib.parse.quote(VHOST, safe="")
LISTS = ["parameters", "policies", "queues", "exchanges", "bindings"]
SET_UP = [
    ("PUT", "vhosts/" + HERE, {"description": "to compare", "tags": "a,b"}),
    ("PUT", "exchanges/%s/x" % HERE, {"type": "topic", "durable": True, "arguments": {"alternate-exchange": "amq.fanout"}}),
    ("PUT", "exchanges/%s/internal" % HERE, {"type": "headers", "durable": False, "auto_delete": True, "internal": True}),
    ("PUT", "queues/%s/classic" % HERE, {"durable": True, "arguments": {
        "x-max-length": 5, "x-max-priority": 3, "x-dead-letter-exchange": "", "x-overflow": "reject-publish"}}),
    ("PUT", "queues/%s/quorum" % HERE, {"durable": True, "arguments": {"x-queue-type": "quorum", "x-delivery-limit": 2}}),
    ("PUT", "queues/%s/temporary" % HERE, {"durable": False, "auto_delete": True}),
    ("POST", "bindings/%s/e/x/q/classic" % HERE, {"routing_key": "a.#", "arguments": {"k": "v", "n": 1}}),
    ("POST", "bindings/%s/e/amq.direct/q/quorum" % HERE, {"routing_key": ""}),
    ("POST", "bindings/%s/e/x/e/internal" % HERE, {"routing_key": "*.b", "arguments": {"x-match": "any"}}),
    ("PUT", "policies/%s/p" % HERE, {"pattern": "^c", "priority": 3, "apply-to": "queues", "definition": {
        "message-ttl": 60000, "ha-mode": "nodes", "ha-params": ["a@b"], "queue-mode": "lazy"}}),
    ("PUT", "operator-policies/%s/o" % HERE, {"pattern": ".", "definition": {"max-length": 100}}),
    ("PUT", "vhost-limits/%s/max-queues" % HERE, {"value": 40}),
    ("PUT", "users/definitions-user", {"password": "secret", "tags": "monitoring,other"}),
    ("PUT", "permissions/%s/definitions-user" % HERE, {"configure": "", "write": "^x", "read": ".*"}),
    ("PUT", "topic-permissions/%s/definitions-user" % HERE, {"exchange": "x", "write": "^a", "read": "b$"}),
]
TEAR_DOWN = [("DELETE", "users/definitions-user", None), ("DELETE", "vhosts/" + HERE, None)]


def send(port, method, path, body):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request("http://127.0.0.1:%s/api/%s" % (port, path), data=data, method=method)
    request.add_header("authorization", "Basic " + base64.b64encode(b"guest:guest").decode())
    request.add_header("content-type", "application/json")
    try:
        with urllib.request.urlopen(request) as response:
            text = response.read()
            return json.loads(text) if text else None
    except urllib.error.HTTPError as e:
        if method == "DELETE" and e.code == 404:
            return None
        raise SystemExit("%s %s on %s: %d %s" % (method, path, port, e.code, e.read().decode()))


def about_us(definitions):
    """What concerns our virtual host and user, in an order of its own."""
    mine = {}
    for name in LISTS + ["permissions", "topic_permissions"]:
        mine[name] = [entry for entry in definitions[name] if entry.get("vhost") == VHOST]
    mine["users"] = [entry for entry in definitions["users"] if entry["name"] == "definitions-user"]
    mine["vhosts"] = [entry for entry in definitions["vhosts"] if entry["name"] == VHOST]
    return mine


def ordered(entries):
    return sorted(json.dumps(entry, sort_keys=True) for entry in entries)


def compare(title, first, second):
    different = 0
    for name in sorted(set(first) | set(second)):
        if ordered(first.get(name, [])) != ordered(second.get(name, [])):
            different += 1
            print("DIFFERENT %s: %s" % (title, name))
            print("  first  %s" % ordered(first.get(name, [])))
            print("  second %s" % ordered(second.get(name, [])))
    return different


def there_and_back(title, source, target):
    for each in SET_UP:
        send(source, *each)
    exported = about_us(send(source, "GET", "definitions", None))
    for each in TEAR_DOWN:
        send(target, *each)
    send(target, "POST", "definitions", exported)
    arrived = about_us(send(target, "GET", "definitions", None))
    different = compare(title, exported, arrived)
    for each in TEAR_DOWN:
        send(source, *each)
    send(source, "POST", "definitions", arrived)
    different += compare(title + " and back", exported, about_us(send(source, "GET", "definitions", None)))
    for port in (source, target):
        for each in TEAR_DOWN:
            send(port, *each)
    return different


def main():
    ours, theirs = sys.argv[1], sys.argv[2]
    different = there_and_back("ours to theirs", ours, theirs) + there_and_back("theirs to ours", theirs, ours)
    print("%d different" % different)
    return different


if __name__ == "__main__":
    sys.exit(main())
