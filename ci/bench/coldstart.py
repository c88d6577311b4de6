#!/usr/bin/env python3
"""Measures the start: JVM launch to the first open channel (plain TCP, official client), and the second broker of the same JVM.

    ci/bench/coldstart.py [RUNS]     medians over RUNS (5) starts of each variant, in turn
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
# What docs/embedding.md recommends to users; the last asks for memory in large pages.
FLAGS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+UseTransparentHugePages"]


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        classpath = user_class_path(pathlib.Path(folder))
        subprocess.run(["javac", "-cp", classpath, "-d", folder, str(HERE / "programs" / "ColdStart.java")], check=True)
        program = pathlib.Path(folder) / "coldstart.jar"
        subprocess.run(["jar", "-c", "-f", str(program), "-C", folder, "ColdStart.class"], check=True)
        launch = ["-cp", f"{program}:{classpath}", "ColdStart"]
        archive = f"{folder}/classes.jsa"
        start(["java", *FLAGS, f"-XX:ArchiveClassesAtExit={archive}", *launch])
        variants = {"as docs/embedding.md recommends": FLAGS, "without large pages": FLAGS[:-1],
                    "with a class archive": [*FLAGS, f"-XX:SharedArchiveFile={archive}"]}
        # In turn: the machine moves more than the variants.
        taken = {name: [] for name in variants}
        for _ in range(runs):
            for name, flags in variants.items():
                taken[name].append(start(["java", *flags, *launch]))
    print("JVM launch to first open channel:")
    for name, both in taken.items():
        first = [to_channel for to_channel, _ in both]
        print(f"  {name:<33} median {statistics.median(first):.0f} ms of {[round(value) for value in first]}")
    recommended = next(iter(taken.values()))
    second = [to_second for _, to_second in recommended]
    print(f"second broker in the same JVM:      median {statistics.median(second):.1f} ms of {[round(value, 1) for value in second]}")
    held = statistics.median(to_channel for to_channel, _ in recommended) < 500 and statistics.median(second) < 20
    print("holds" if held else "DOES NOT HOLD: 500 ms and 20 ms")


def start(command):
    """Milliseconds from the launch to the open channel, and of the second broker."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    line = process.stdout.readline()
    while line and not line.startswith("open"):
        line = process.stdout.readline()
    if not line:
        sys.exit("no channel was opened")
    to_channel = (time.monotonic() - started) * 1000
    to_second = float(process.stdout.readline().split()[1])
    process.communicate()
    return to_channel, to_second


def user_class_path(folder):
    """The broker as it stands here, Netty, slf4j and the official client as a user's project has them: separate jars, no logging backend."""
    repository = folder / "repository"
    maven = [str(ROOT / "mvnw"), "-B", "-q"]
    subprocess.run(
        [*maven, "-Dquick", "-DskipTests", "-pl", ".,reference-broker", "deploy",
         f"-DaltDeploymentRepository=coldstart::file://{repository}"],
        check=True, cwd=ROOT)
    built = next(jar for jar in repository.rglob("touchstone-reference-broker-*.jar") if not jar.stem.endswith("-all"))
    shutil.copy(HERE.parent / "consumers" / "junit6" / "pom.xml", folder / "pom.xml")
    path = folder / "classpath"
    subprocess.run(
        [*maven, "-U", "-f", str(folder / "pom.xml"), f"-Dtouchstone.repository=file://{repository}",
         "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath", f"-Dmdep.outputFile={path}",
         "-DexcludeGroupIds=org.junit.jupiter,org.junit.platform,org.opentest4j,org.apiguardian"],
        check=True, cwd=ROOT)
    # The jar itself: a local repository may have another build under the same version.
    return ":".join(str(built) if "touchstone-reference-broker" in jar else jar for jar in path.read_text().strip().split(":"))


if __name__ == "__main__":
    main()
