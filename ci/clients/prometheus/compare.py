#!/usr/bin/env python3
"""Compares the names and types of metrics of ours and of a real RabbitMQ with rabbitmq_prometheus.

usage: compare.py OUR_PORT THEIR_PORT

Both on 127.0.0.1, /metrics and /metrics/per-object. names.tsv beside it has every metric of RabbitMQ 3.10.8: name, type, and whether
ours has it ("here") or why not ("missing: ..."). Exits with the number of differences between that list and either side.
"""
import pathlib
import sys
import urllib.request

NAMES = pathlib.Path(__file__).resolve().parent / "names.tsv"


def types(port):
    found = {}
    for path in ("metrics", "metrics/per-object"):
        with urllib.request.urlopen("http://127.0.0.1:%s/%s" % (port, path)) as response:
            for line in response.read().decode().splitlines():
                if line.startswith("# TYPE "):
                    name, kind = line.split()[2:4]
                    found[name] = kind
    return found


def listed():
    rows = [line.split("\t") for line in NAMES.read_text().splitlines()]
    theirs = {name: kind for name, kind, _ in rows}
    ours = {name: kind for name, kind, where in rows if where == "here"}
    return ours, theirs


def compare(side, wanted, found):
    different = 0
    for name in sorted(set(wanted) | set(found)):
        if wanted.get(name) != found.get(name):
            different += 1
            print("DIFFERENT: %s %s, listed as %s, is %s" % (side, name, wanted.get(name), found.get(name)))
    return different


def main():
    ours, theirs = listed()
    different = compare("ours", ours, types(sys.argv[1])) + compare("theirs", theirs, types(sys.argv[2]))
    print("%d metrics of RabbitMQ, %d of them here, %d differences" % (len(theirs), len(ours), different))
    return min(different, 100)


if __name__ == "__main__":
    sys.exit(main())
