#!/usr/bin/env python3
"""Plumbline's figures: a table while it measures, then one line of JSON for each figure.

The table goes to standard error, the JSON to standard output. Exit code 1 where an answer was wrong, or, with --check,
where a target was missed.
"""

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from random import Random

import latency
import measure

HERE = os.path.dirname(os.path.abspath(__file__))
GENERATOR = os.path.join(HERE, "make-reports.py")
BOUNCES = os.path.join(HERE, "make-bounces.py")
FIXTURES = os.path.join(HERE, "..", "Fixtures", "delivery")
COMPLAINTS = os.path.join(HERE, "..", "Fixtures", "feedback")
ADDER = os.path.join(HERE, "sum-explained.py")


class WrongAnswer(Exception):
    pass


class Figures:
    """What was measured so far."""

    def __init__(self):
        self.lines = []
        self.missed = 0

    def add(self, name, value, unit, most=None, least=None, **more):
        """A figure; `most` or `least` is its target."""
        met = None
        if most is not None or least is not None:
            met = value <= most if most is not None else value >= least
            self.missed += not met
        target = f"≤ {most:g}" if most is not None else f"≥ {least:g}" if least is not None else ""
        verdict = "" if met is None else "met" if met else "MISSED"
        details = ", ".join(f"{key.replace('_', ' ')} {number:.3g}" for key, number in more.items())
        print(f"  {name:<34}{value:>9.2f} {unit:<6}{target:>8}  {verdict:<7} {details}", file=sys.stderr, flush=True)
        figure = {"figure": name, "value": round(value, 3), "unit": unit, "target": most if most is not None else least, "met": met}
        self.lines.append({**figure, **{key: round(number, 3) for key, number in more.items()}})

    def print(self):
        for line in self.lines:
            print(json.dumps(line))


def generated(cache, name, *arguments, generator=GENERATOR):
    """The folder with these mails, made unless a run before made it."""
    with open(generator, "rb") as file:
        version = hashlib.sha256(file.read()).hexdigest()[:8]
    folder = os.path.join(cache, f"{name}-{version}")
    if not os.path.isdir(folder):
        print(f"writing {folder}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(dir=cache) as unfinished:
            mails = os.path.join(unfinished, "mails")
            subprocess.run([sys.executable, generator, *arguments, mails], check=True)
            os.rename(mails, folder)
    return folder


def totals_of(path):
    with open(path) as file:
        return json.load(file)


def check(what, found, expected):
    for key, value in found.items():
        if value != expected[key]:
            raise WrongAnswer(f"{what}: {key} is {value} and should be {expected[key]}; nothing was measured")


def explain(bench, *sources, settings=()):
    return [bench.plumbline, "explain", "--format", "ndjson", *settings, *sources]


def check_explained(bench, sources, expected):
    """What `explain` says of all messages together is what was written into them."""
    path = os.path.join(bench.scratch, "explained.ndjson")
    measure.run(explain(bench, sources), output=path)
    sums = subprocess.run([sys.executable, ADDER, path], stdout=subprocess.PIPE)
    if sums.returncode != 0:
        raise WrongAnswer("what explain wrote cannot be read")
    found = json.loads(sums.stdout)
    os.remove(path)
    check("explain", found, expected)


class IntoNewStore:
    """`ingest` of the sources; each run into a store that is not there yet."""

    def __init__(self, bench, sources):
        self.folder = os.path.join(bench.scratch, "store")
        self.command = [bench.plumbline, "ingest", "--store", os.path.join(self.folder, "store.db"), "--format", "json", sources]

    def prepare(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.mkdir(self.folder)

    def check(self, mails):
        path = os.path.join(self.folder, "tally")
        self.prepare()
        measure.run(self.command, output=path)
        tally = totals_of(path)
        check("ingest", {"new": tally["new"], "reports": tally["reports"]["aggregate"]}, {"new": mails, "reports": mails})


def report_mails(bench, figures):
    """Many small reports, as a report mailbox holds them, against xmllint over the same documents already unpacked."""
    folder = generated(bench.cache, f"reports-{bench.reports}-{bench.seed}", "--reports", str(bench.reports), "--seed", str(bench.seed))
    maildir, bare = os.path.join(folder, "Maildir"), os.path.join(folder, "xml")
    totals = totals_of(os.path.join(folder, "totals.json"))
    xmllint = ["xmllint", "--stream", "--noout", *sorted(os.path.join(bare, name) for name in os.listdir(bare))]
    check_explained(bench, maildir, totals)
    measure.run(xmllint)

    ours, theirs = measure.in_turns(explain(bench, maildir), xmllint, bench.runs)
    figures.add(
        "explain / xmllint, CPU", measure.ratio(ours, theirs, "cpu"), "times", most=1.3, cpu_s=measure.median(ours, "cpu"),
        xmllint_s=measure.median(theirs, "cpu"), peak_MiB=measure.peak(ours))

    ingest = IntoNewStore(bench, maildir)
    ingest.check(totals["mails"])
    ours, theirs = measure.in_turns(ingest.command, xmllint, bench.runs, before=ingest.prepare)
    figures.add(
        "ingest / xmllint, CPU", measure.ratio(ours, theirs, "cpu"), "times", most=2.0, cpu_s=measure.median(ours, "cpu"),
        xmllint_s=measure.median(theirs, "cpu"), wall_s=measure.median(ours, "wall"))
    figures.add("ingest, peak memory", measure.peak(ours), "MiB", most=100)
    two_cores(bench, figures, maildir)


def two_cores(bench, figures, maildir):
    cores = sorted(os.sched_getaffinity(0))[:2]
    if len(cores) < 2:
        print("  one core only: two cores cannot be compared with one", file=sys.stderr)
        return
    one, both = ([*f"taskset -c {','.join(map(str, chosen))}".split(), *explain(bench, maildir)] for chosen in (cores[:1], cores))
    single, double = measure.in_turns(one, both, bench.runs)
    # Of the fastest runs: a neighbour on the second core would halve any other.
    one_s, two_s = measure.least(single, "wall"), measure.least(double, "wall")
    figures.add(
        "explain, one core / two, wall", one_s / two_s, "times", least=1.7, one_s=one_s, two_s=two_s,
        median=measure.ratio(single, double, "wall"))


def giant_report(bench, figures):
    """One report as large as they come: it must go past, never be held."""
    folder = generated(bench.cache, f"giant-{bench.giant}-{bench.seed}", "--giant", str(bench.giant), "--seed", str(bench.seed))
    mail = os.path.join(folder, "giant.eml")
    check_explained(bench, mail, totals_of(os.path.join(folder, "giant.json")))
    ingest = IntoNewStore(bench, mail)
    ingest.check(1)
    # Debian's libxml2 unpacks gzip by itself.
    xmllint = ["xmllint", "--stream", "--huge", "--noout", os.path.join(folder, "giant.xml.gz")]
    for name, command, before in (("explain", explain(bench, mail), None), ("ingest", ingest.command, ingest.prepare)):
        ours, theirs = measure.in_turns(command, xmllint, bench.giant_runs, before=before)
        # The targets are those of a report of 1,000,000 records; smaller ones are for trying the bench itself.
        figures.add(
            f"giant report, {name}, CPU", measure.median(ours, "cpu"), "s", most=10, wall_s=measure.median(ours, "wall"),
            xmllint_s=measure.median(theirs, "cpu"), times_xmllint=measure.ratio(ours, theirs, "cpu"))
        figures.add(f"giant report, {name}, peak memory", measure.peak(ours), "MiB", most=64)


def content_of(folder):
    """A short name for what is in the folder now."""
    digest = hashlib.sha256()
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            with open(os.path.join(path, name), "rb") as file:
                digest.update(file.read())
    return digest.hexdigest()[:8]


def check_repeated(bench, parts, are_fixtures):
    """Each mail gives one answer, and of the fixtures each one is a report. Gives the files."""
    files = sorted(os.path.join(part, file) for part in parts for file in os.listdir(part))
    path = os.path.join(bench.scratch, "explained.ndjson")
    measure.run(explain(bench, *parts), output=path)
    found = {"mails": 0, "reports": 0}
    with open(path) as file:
        for line in file:
            found["mails"] += 1
            found["reports"] += '"outcome":"report"' in line
    os.remove(path)
    if not are_fixtures:
        del found["reports"]
    check("explain", found, {"mails": len(files), "reports": len(files)})
    return files


def repeated(bench, name, source, count):
    """Folders with the mails below the source, again and again."""
    folder = generated(bench.cache, f"{name}-{count}-{content_of(source)}", "many", source, str(count), generator=BOUNCES)
    return sorted(os.path.join(folder, part) for part in os.listdir(folder))


def bounces(bench, figures):
    """10,000 bounces against sha256sum over the same files, four times as many, and one that brings back a large attachment."""
    parts = repeated(bench, "bounces", bench.bounces_from, 4 * bench.bounces)
    quarter = parts[: max(1, len(parts) // 4)]
    files = check_repeated(bench, quarter, bench.bounces_from == FIXTURES)

    ours, theirs = measure.in_turns(explain(bench, *quarter), ["sha256sum", *files], bench.runs)
    figures.add(
        "bounces a CPU second, explain", len(files) / measure.median(ours, "cpu"), "mails", least=10_000,
        cpu_s=measure.median(ours, "cpu"), best=len(files) / measure.least(ours, "cpu"))
    figures.add(
        "bounces, explain / sha256sum, CPU", measure.ratio(ours, theirs, "cpu"), "times", sha256sum_s=measure.median(theirs, "cpu"),
        peak_MiB=measure.peak(ours))
    more, less = measure.in_turns(explain(bench, *parts), explain(bench, *quarter), bench.runs)
    times = sum(len(os.listdir(part)) for part in parts) / len(files)
    figures.add(
        "four times the bounces, CPU of each", measure.ratio(more, less, "cpu") / times, "times", most=1.1,
        cpu_s=measure.median(more, "cpu"))
    figures.add("four times the bounces, peak memory", measure.peak(more) / measure.peak(less), "times", most=1.2)
    large_bounces(bench, figures)


def large_bounces(bench, figures):
    folder = generated(bench.cache, "large-bounces", "large", generator=BOUNCES)
    sizes = sorted(int(name.split(".")[0]) for name in os.listdir(folder))
    runs = {}
    for size in sizes:
        mail = os.path.join(folder, f"{size}.eml")
        runs[size] = measure.in_turns(explain(bench, mail), ["sha256sum", mail], bench.runs)
    small, largest = sizes[0], sizes[-1]
    # What a MiB more costs: start-up is the same for all.
    cost = [measure.median(runs[largest][who], "cpu") - measure.median(runs[small][who], "cpu") for who in (0, 1)]
    figures.add(
        "a MiB in a bounce / sha256sum, CPU", cost[0] / max(cost[1], 0.001), "times", most=1.0,
        **{f"cpu_s_{size}_MiB": measure.median(runs[size][0], "cpu") for size in sizes})
    grown = measure.peak(runs[largest][0]) - measure.peak(runs[small][0])
    figures.add(
        "a MiB in a bounce, peak memory", grown / (largest - small), "MiB", most=1.5, peak_MiB=measure.peak(runs[largest][0]))


def complaints(bench, figures):
    """10,000 complaints against sha256sum over the same files; and where each name in them may be a token of ours."""
    parts = repeated(bench, "complaints", bench.complaints_from, bench.complaints)
    files = check_repeated(bench, parts, bench.complaints_from == COMPLAINTS)
    keys, settings = os.path.join(bench.scratch, "token.keys"), os.path.join(bench.scratch, "tokens.yaml")
    measure.run([bench.plumbline, "token", "keys", "create", keys])
    with open(settings, "w") as file:
        file.write(f"own-domains: [example.com]\ntokens:\n  keys-file: {keys}\n")
    for name, config in (("", ()), (", with token keys", ("--config", settings))):
        ours, theirs = measure.in_turns(explain(bench, *parts, settings=config), ["sha256sum", *files], bench.runs)
        figures.add(
            f"complaints a CPU second{name}", len(files) / measure.median(ours, "cpu"), "mails", least=10_000,
            cpu_s=measure.median(ours, "cpu"), best=len(files) / measure.least(ours, "cpu"),
            times_sha256sum=measure.ratio(ours, theirs, "cpu"), peak_MiB=measure.peak(ours))


def way_to_the_feed(bench, figures):
    """How long a complainer can still be mailed: on a quiet day, and while floods of reports are being read."""
    floods = str(3 * latency.FLOOD_MAILS)
    folder = generated(bench.cache, f"reports-{floods}-{bench.seed}", "--reports", floods, "--seed", str(bench.seed))
    reports = os.path.join(folder, "Maildir", "new")
    for name, count, targets, flood in (
        ("", bench.arrivals, {}, {}),
        (", flood elsewhere", 3 * bench.arrivals, {"p50": 50, "p99": 500}, {"reports": reports}),
        (", flood in front", 3 * bench.arrivals, {"p50": 50, "p99": 500}, {"reports": reports, "same_maildir": True}),
    ):
        with tempfile.TemporaryDirectory(dir=bench.scratch) as folder:
            floor = latency.sync_times(folder)
            times = latency.measure(bench.plumbline, folder, count, per_second=100, **flood)
            # Before and after: the disk may have been busy with others.
            floor += latency.sync_times(folder)
        circumstances = {key: value for key, value in times.items() if key not in ("p50", "p95", "p99", "max")}
        circumstances["write_and_sync_ms"] = statistics.median(floor)
        for share in ("p50", "p95", "p99", "max"):
            more = circumstances if share == "p50" else {}
            figures.add(f"complaint to feed{name}, {share}", times[share], "ms", most=targets.get(share), **more)


def send_log(bench, figures):
    """The log of a large mailing; each run into a store that is not there yet."""
    path = os.path.join(bench.scratch, "log")
    columns = "message_id,recipient,campaign,segment,stream,list,sent_at,subscribed_at,frequency\n"
    store = os.path.join(bench.scratch, "sendlog")
    command = [bench.plumbline, "sendlog", "import", path, "--store", os.path.join(store, "store.db")]

    def write(rows):
        random = Random(bench.seed)
        with open(path, "w") as log:
            log.write(columns)
            for row in range(rows):
                log.write(
                    f"{row:08x}.{random.getrandbits(40):010x}@news.example.com,user{random.randrange(rows)}@d{row % 500}.example.org,"
                    f"autumn-{row % 20},segment-{row % 7},news,weekly,2026-11-{1 + row % 23:02}T08:{row % 60:02}:00Z,"
                    f"20{10 + row % 16}-05-01T00:00:00Z,{row % 15}\n")

    def prepare():
        shutil.rmtree(store, ignore_errors=True)
        os.mkdir(store)

    runs = {}
    for rows in (bench.sent // 4, bench.sent):
        write(rows)
        runs[rows] = [measure.run(command, before=prepare) for _ in range(bench.giant_runs)]
    fewer, all_rows = runs[bench.sent // 4], runs[bench.sent]
    figures.add("send log, rows a CPU second", bench.sent / measure.median(all_rows, "cpu"), "rows", wall_s=measure.median(all_rows, "wall"))
    figures.add("send log, peak memory", measure.peak(all_rows), "MiB", of_a_quarter=measure.peak(fewer))


SECTIONS = {
    "reports": report_mails, "giant": giant_report, "bounces": bounces, "complaints": complaints, "sendlog": send_log,
    "latency": way_to_the_feed,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; all of them unless named")
    parser.add_argument("--plumbline", required=True, help="the program to measure")
    parser.add_argument("--cache", required=True, help="folder where generated mails are kept between runs")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--giant-runs", type=int, default=2)
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--giant", type=int, default=1_000_000, metavar="RECORDS", help="0 leaves the giant report out")
    parser.add_argument("--bounces", type=int, default=10_000)
    parser.add_argument("--bounces-from", default=FIXTURES, metavar="FOLDER", help="mails to repeat; the fixtures unless named")
    parser.add_argument("--complaints", type=int, default=10_000)
    parser.add_argument("--complaints-from", default=COMPLAINTS, metavar="FOLDER", help="mails to repeat; the fixtures unless named")
    parser.add_argument("--arrivals", type=int, default=1000, help="complaints whose way to the feed is measured, 100 a second")
    parser.add_argument("--sent", type=int, default=1_000_000, metavar="ROWS", help="of the send log")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="exit 1 where a target is missed")
    bench = parser.parse_args()
    unknown = set(bench.sections) - set(SECTIONS)
    if unknown:
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    os.makedirs(bench.cache, exist_ok=True)
    figures = Figures()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}, {bench.runs} runs, {bench.plumbline}", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=bench.cache) as bench.scratch:
        try:
            for name, section in SECTIONS.items():
                if name in (bench.sections or SECTIONS) and (name != "giant" or bench.giant):
                    section(bench, figures)
        except (WrongAnswer, measure.CommandFailed, latency.LatencyFailed) as failure:
            sys.exit(f"bench: {failure}")
    if load > (os.cpu_count() or 1) / 2:
        print(f"  the machine was busy (load {load:.1f} at the start): wall times say little, ratios of CPU time more", file=sys.stderr)
    figures.print()
    sys.exit(1 if bench.check and figures.missed else 0)


if __name__ == "__main__":
    main()
