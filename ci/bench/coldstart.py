#!/usr/bin/env python3
"""Measures the start: JVM launch to the first open channel (plain TCP, official client), and the second broker of the same JVM.

    ci/bench/coldstart.py [RUNS]     medians over RUNS (5) starts
"""
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    jar = ROOT / "ci" / "target" / "touchstone.jar"
    if not jar.exists():
        sys.exit("build first: ./touchstone --version")
    with tempfile.TemporaryDirectory() as folder:
        classpath = user_class_path(pathlib.Path(folder))
        subprocess.run(["javac", "-cp", classpath, "-d", folder, str(HERE / "programs" / "ColdStart.java")], check=True)
        first, second = [], []
        for _ in range(runs):
            started = time.monotonic()
            process = subprocess.Popen(
                ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{folder}:{classpath}", "ColdStart"],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if not process.stdout.readline().startswith("open"):
                sys.exit("no channel was opened")
            first.append((time.monotonic() - started) * 1000)
            second.append(float(process.stdout.readline().split()[1]))
            process.wait()
    print(f"JVM launch to first open channel: median {statistics.median(first):.0f} ms of {[round(value) for value in first]}")
    print(f"second broker in the same JVM:    median {statistics.median(second):.1f} ms of {[round(value, 1) for value in second]}")
    print("holds" if statistics.median(first) < 500 and statistics.median(second) < 20 else "DOES NOT HOLD: 500 ms and 20 ms")


def user_class_path(folder):
    """The broker, Netty, slf4j and the official client as a user has them: separate jars, no logging backend."""
    target = folder / "lib"
    pom = HERE.parent / "consumers" / "junit6" / "pom.xml"
    shutil.copy(pom, folder / "pom.xml")
    repository = ROOT / "ci" / "target" / "consumer-repository"
    subprocess.run(
        [str(ROOT / "mvnw"), "-B", "-q", "-f", str(folder / "pom.xml"), f"-Dtouchstone.repository=file://{repository}",
         "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies", f"-DoutputDirectory={target}",
         "-DexcludeGroupIds=org.junit.jupiter,org.junit.platform,org.opentest4j,org.apiguardian"],
        check=True, cwd=ROOT)
    return ":".join(str(jar) for jar in sorted(target.iterdir()))


if __name__ == "__main__":
    main()
