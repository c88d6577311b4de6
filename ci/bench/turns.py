#!/usr/bin/env python3
"""Prints the longest time that a loop of an embedded broker was busy with one piece of work, for work on a million messages at a time.

    ci/bench/turns.py
"""
import pathlib
import subprocess
import tempfile

from coldstart import HERE, user_class_path


def main():
    with tempfile.TemporaryDirectory() as folder:
        classpath = user_class_path(pathlib.Path(folder))
        subprocess.run(["javac", "-cp", classpath, "-d", folder, str(HERE / "programs" / "LongTurns.java")], check=True)
        subprocess.run(
            ["java", "-Xmx4g", "-XX:+UseParallelGC", "-cp", f"{folder}:{classpath}", "LongTurns"],
            check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
