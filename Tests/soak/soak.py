#!/usr/bin/env python3
"""Soaks the daemon: many mails, some of them hostile, while complaints arrive and a reader follows the feed.

    make soak                                         builds a release and runs it
    Tests/soak/soak.py --plumbline PROGRAM            another program
    Tests/soak/soak.py --plumbline PROGRAM --mails 5000     a quick one

Starts `plumbline run` over a new store and two Maildirs, delivers the mails and, beside them, complaints at a steady rate.
Says at the end how long complaints took to the feed, how much memory all processes of the daemon took, and whether the books
balance. Exit code 1 where a bound is broken; the folder with store, Maildirs and log is then kept.

Of a hundred mails 60 are aggregate reports (benchmarks/make-reports.py), 20 bounces to different recipients, 10 fixtures
of this repository, 5 byte-identical redeliveries and 5 hostile (hostile.py).
"""

import argparse
import json
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "benchmarks")]

import latency  # noqa: E402
import mails  # noqa: E402
import watching  # noqa: E402

MAILDIRS = ("Reports", "Mixed")
# Tokens that a stranger made up are refused only where there are keys.
SETTINGS = """\
own-domains: [example.com]
tokens:
  keys-file: {keys}
"""


class Bounds:
    """What must hold, with what was found."""

    def __init__(self):
        self.broken = []

    def check(self, name, found, holds):
        print(f"  {'ok    ' if holds else 'BROKEN'}  {name}: {found}", flush=True)
        if not holds:
            self.broken.append(name)


def settings(plumbline, folder):
    keys, path = os.path.join(folder, "token.keys"), os.path.join(folder, "plumbline.yaml")
    subprocess.run([plumbline, "token", "keys", "create", keys], check=True, stdout=subprocess.DEVNULL)
    with open(path, "w") as file:
        file.write(SETTINGS.format(keys=keys))
    return ["--config", path]


def metrics(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
        text = answer.read().decode()
    return {name: float(value) for name, value in re.findall(r"^([a-z_]+(?:\{[^}]*\})?) (\S+)$", text, re.M)}


def outcomes(port):
    """Files that are done with since the daemon started, by outcome."""
    prefix = 'plumbline_intake_files_total{outcome="'
    return {name[len(prefix) : -2]: int(value) for name, value in metrics(port).items() if name.startswith(prefix)}


def send_complaints(maildirs, per_second, stopped, renamed):
    start = time.monotonic()
    while not stopped.wait(max(0, start + len(renamed) / per_second - time.monotonic())):
        number = 10_000_000 + len(renamed)
        renamed[latency.recipient(number)] = latency.deliver(maildirs[number % len(maildirs)], number)


def waiting(maildirs):
    return sum(len(os.listdir(os.path.join(maildir, "new"))) for maildir in maildirs)


def lying(folder, *places):
    """Files that are there now: in cur/ of the Maildirs and in the folder of mail set aside, without its sidecars."""
    counts = [len([name for name in os.listdir(os.path.join(folder, place)) if not name.endswith(".json")]) for place in places]
    return sum(counts)


def soak(options, folder, bounds):
    folders = mails.report_folders(options.cache, int(options.mails * 0.63) + 100)
    tally, renamed, stopped = os.path.join(folder, "tally"), {}, threading.Event()
    maildirs = [os.path.join(folder, name) for name in MAILDIRS]
    with latency.daemon(options.plumbline, folder, MAILDIRS, settings(options.plumbline, folder)) as (process, port):
        flood = multiprocessing.get_context("spawn").Process(target=mails.flood, args=(options, folders, maildirs, tally))
        memory, reader = watching.Memory(process.pid), watching.FeedReader(port)
        complaining = threading.Thread(target=send_complaints, args=(maildirs, options.complaints_rate, stopped, renamed))
        started = time.monotonic()
        try:
            for one in (memory, reader, flood, complaining):
                one.start()
            while flood.is_alive():
                flood.join(10)
                progress(started, maildirs, memory, reader)
            arrived_by = time.monotonic()
            stopped.set()
            complaining.join()
            delivered = read_tally(tally, flood)
            deadline = time.monotonic() + options.drain_seconds
            seen = delivered["delivered"] + len(renamed)
            while sum(outcomes(port).values()) < seen and time.monotonic() < deadline and process.poll() is None:
                time.sleep(1)
                progress(started, maildirs, memory, reader)
            drained = time.monotonic()
            reader.wait_for(renamed, seconds=30)
            figures = metrics(port)
            done = outcomes(port)
        finally:
            stopped.set()
            flood.kill()
            reader.stop()
            memory.stop()
    print(f"{seen} files in {drained - started:.0f} s, {arrived_by - started:.0f} s of delivery, at most {options.rate:g} mails a second")
    print(f"  {len(renamed)} complaints, " + ", ".join(f"{count} {kind}" for kind, count in sorted(delivered["kinds"].items())))
    tell_latency(options, bounds, renamed, reader)
    tell_memory(options, bounds, memory)
    tell_books(options, bounds, folder, maildirs, delivered, len(renamed), done, figures)


def read_tally(path, flood):
    if flood.exitcode != 0:
        raise latency.LatencyFailed("the delivering process failed")
    with open(path) as file:
        return json.load(file)


def progress(started, maildirs, memory, reader):
    print(
        f"  {time.monotonic() - started:5.0f} s: {waiting(maildirs):6} files wait, {memory.last:4.0f} MiB, feed at {reader.cursor}",
        file=sys.stderr, flush=True)


def tell_latency(options, bounds, renamed, reader):
    print("complaint to feed")
    missing = len(renamed.keys() - reader.arrived.keys())
    bounds.check("complaints that reached the feed", f"{len(renamed) - missing} of {len(renamed)}", missing == 0)
    bounds.check("complaints more than once in the feed", reader.repeated(renamed), reader.repeated(renamed) == 0)
    bounds.check("the feed's cursor only grows, without gaps", reader.disorder or "it does", not reader.disorder)
    times = [(reader.arrived[address] - moment) for address, moment in renamed.items() if address in reader.arrived]
    if not times:
        return
    found = latency.percentiles(times)
    print("  " + ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in found.items()))
    bounds.check(f"p99 ≤ {options.p99_seconds:g} s", f"{found['p99']:.3f} s", found["p99"] <= options.p99_seconds)


def tell_memory(options, bounds, memory):
    print("memory of the daemon and its children, shared pages counted once")
    samples = memory.samples
    third = len(samples) // 3 or 1
    first, middle, last = samples[:third], samples[third : 2 * third] or samples, samples[-third:]
    for name, part in (("first third", first), ("middle third", middle), ("last third", last), ("all", samples)):
        print(f"  {name}: median {statistics.median(part):.0f} MiB, max {max(part):.0f} MiB ({len(part)} samples)")
    bounds.check(f"never above {options.memory_mib:g} MiB", f"{max(samples):.0f} MiB", max(samples) <= options.memory_mib)
    growth = statistics.median(last) - statistics.median(first)
    bounds.check(f"last third at most {options.growth_mib:g} MiB above the first", f"{growth:+.0f} MiB", growth <= options.growth_mib)


def tell_books(options, bounds, folder, maildirs, delivered, complaints, done, figures):
    print("books")
    rest = waiting(maildirs)
    seen = delivered["delivered"] + complaints
    different = delivered["different"] + complaints
    print(f"  seen {seen} = " + " + ".join(f"{name} {count}" for name, count in sorted(done.items())) + f" + waiting {rest}")
    bounds.check("seen is the sum", f"{seen} and {sum(done.values()) + rest}", seen == sum(done.values()) + rest)
    bounds.check("nothing waits", rest, rest == 0)
    fresh = sum(count for name, count in done.items() if name != "duplicate")
    bounds.check("each different message is committed once", f"{fresh} of {different}", fresh == different)
    both = {"messages_total": fresh, "messages_unrelated_total": done["ignored"], "messages_set_aside": done["set-aside"]}
    for metric, of_intake in both.items():
        of_store = int(figures["plumbline_" + metric])
        bounds.check(f"store and intake agree on {metric}", f"{of_store} and {of_intake}", of_store == of_intake)
    there = lying(folder, "setaside", *(os.path.join(name, "cur") for name in MAILDIRS)) + rest
    bounds.check("every file is still there", f"{there} of {seen}", there == seen)
    command = [options.plumbline, "verify", "--store", os.path.join(folder, "store.db"), "--format", "json"]
    answer = subprocess.run([*command, *(word for maildir in maildirs for word in ("--maildir", maildir))], stdout=subprocess.PIPE)
    verified = json.loads(answer.stdout)
    broken = [promise["meaning"] for promise in verified["promises"] if not promise["ok"]]
    bounds.check("plumbline verify", broken or "all promises kept", answer.returncode == 0)
    uncommitted = sum(maildir["waiting"] for maildir in verified["maildirs"])
    bounds.check("files of the Maildirs that the store does not know", uncommitted, uncommitted == 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plumbline", required=True, metavar="PROGRAM", help="the program to soak")
    parser.add_argument("--mails", type=int, default=100_000, help="beside the complaints (%(default)s)")
    parser.add_argument("--rate", type=float, default=1000, metavar="N", help="most mails delivered a second (%(default)s)")
    parser.add_argument("--complaints-rate", type=float, default=20, metavar="N", help="complaints delivered a second (%(default)s)")
    parser.add_argument("--p99-seconds", type=float, default=5, metavar="S", help="bound of the way of a complaint (%(default)s)")
    parser.add_argument("--memory-mib", type=float, default=256, metavar="MIB", help="bound of memory (%(default)s)")
    parser.add_argument("--growth-mib", type=float, default=32, metavar="MIB", help="bound of its growth from the first third to the last (%(default)s)")
    parser.add_argument("--drain-seconds", type=float, default=900, metavar="S", help="how long the rest may take (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where store and Maildirs go for the run (a new one in $TMPDIR)")
    parser.add_argument("--cache", help="where report mails are kept between runs ($TMPDIR/plumbline-soak)")
    options = parser.parse_args()
    options.plumbline = os.path.abspath(options.plumbline)
    options.cache = options.cache or os.path.join(tempfile.gettempdir(), "plumbline-soak")
    os.makedirs(options.cache, exist_ok=True)
    folder, bounds = tempfile.mkdtemp(prefix="plumbline-soak.", dir=options.folder), Bounds()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, seed {options.seed}, {folder}", flush=True)
    try:
        soak(options, folder, bounds)
    except latency.LatencyFailed as failure:
        sys.exit(f"soak: {failure}; everything is in {folder}")
    if bounds.broken:
        sys.exit(f"soak: {len(bounds.broken)} bounds broken; everything is in {folder}")
    shutil.rmtree(folder)
    print(f"all bounds held (load {os.getloadavg()[0]:.1f} at the end)")


if __name__ == "__main__":
    main()
