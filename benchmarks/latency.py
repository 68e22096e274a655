"""How long a complaint takes from its file to the feed's reader, with the daemon as it runs in production."""

import concurrent.futures
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time

COMPLAINT = """\
Return-Path: <loop@feedback.example.net>
Received: from out.feedback.example.net (out.feedback.example.net [192.0.2.25])
\tby mx.example.com (Postfix) with ESMTPS id {number:010X}
\tfor <complaints@example.com>; Tue, 24 Nov 2026 10:00:00 +0000 (UTC)
From: Feedback Loop <loop@feedback.example.net>
To: complaints@example.com
Date: Tue, 24 Nov 2026 10:00:00 +0000
Subject: Complaint about mail from 198.51.100.7
Message-ID: <{number}@feedback.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=_arf"

--=_arf
Content-Type: text/plain; charset=us-ascii

A recipient has marked the message below as spam.

--=_arf
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: ExampleLoop/1.0
Version: 1
Original-Mail-From: <bounce@news.example.com>
Original-Rcpt-To: <{recipient}>
Source-IP: 198.51.100.7
Arrival-Date: Tue, 24 Nov 2026 09:30:00 +0000

--=_arf
Content-Type: message/rfc822

Received: from news.example.com (news.example.com [198.51.100.7])
\tby mx.mailbox.example with ESMTPS; Tue, 24 Nov 2026 09:30:00 +0000
From: News <news@news.example.com>
To: {recipient}
Date: Tue, 24 Nov 2026 09:29:58 +0000
Subject: What is new in November
Message-ID: <news-{number}@news.example.com>
List-Unsubscribe: <https://news.example.com/u/{number}>
Content-Type: text/plain; charset=us-ascii

Hello, here is what is new in November.

--=_arf--
"""
START_SECONDS, ARRIVAL_SECONDS = 30, 30
FLOOD_MAILS, FIRST_FLOOD_SECONDS, FLOOD_EVERY_SECONDS = 5000, 2, 9


class LatencyFailed(Exception):
    pass


def recipient(number):
    return f"reader{number}@mailbox.example"


@contextlib.contextmanager
def daemon(plumbline, folder, maildirs=("Maildir",), settings=()):
    """The daemon over an empty store and Maildirs in the folder; gives its process and port."""
    log = os.path.join(folder, "log")
    command = [plumbline, "run", *settings, "--store", os.path.join(folder, "store.db"), "--listen", "127.0.0.1:0"]
    for maildir in (os.path.join(folder, name) for name in maildirs):
        for place in ("new", "cur", "tmp"):
            os.makedirs(os.path.join(maildir, place))
        command += ["--maildir", maildir]
    with open(log, "wb") as errors:
        process = subprocess.Popen(command, stderr=errors)
    try:
        yield process, ready_port(process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def ready_port(process, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with open(log, errors="replace") as file:
            for line in file:
                port = re.search(r"\bport=(\d+)", line)
                if port and re.search(r"\bready\b", line):
                    return int(port[1])
        time.sleep(0.05)
    with open(log, errors="replace") as file:
        raise LatencyFailed("the daemon did not become ready:\n" + file.read()[-2000:])


def deliver(maildir, number):
    """As an MTA does: written and synced in tmp/, then renamed into new/. Gives the moment of the rename."""
    name = f"{number:06d}.M{number}P1.mx"
    waiting = os.path.join(maildir, "tmp", name)
    with open(waiting, "w") as file:
        file.write(COMPLAINT.format(number=number, recipient=recipient(number)))
        file.flush()
        os.fsync(file.fileno())
    moment = time.monotonic()
    os.rename(waiting, os.path.join(maildir, "new", name))
    return moment


def deliver_all(maildir, complaints, per_second, renamed):
    start = time.monotonic()
    for number in range(complaints):
        pause = start + number / per_second - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        renamed[recipient(number)] = deliver(maildir, number)


def arrivals(port, complaints, deadline):
    """Reads the feed by long poll until every address has come; gives the moment of each one's first row."""
    arrived, cursor = {}, 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while len(arrived) < complaints and time.monotonic() < deadline:
        connection.request("GET", f"/v1/suppressions?since={cursor}&wait=2")
        answer = connection.getresponse()
        body = answer.read()
        moment = time.monotonic()
        if answer.status != 200:
            raise LatencyFailed(f"the feed answered {answer.status}: {body[:200]!r}")
        rows = [json.loads(line) for line in body.splitlines()]
        cursor = rows.pop()["cursor"]
        for row in rows:
            arrived.setdefault(row["address"], moment)
    connection.close()
    return arrived


class Floods:
    """Report mails that appear at once, FLOOD_MAILS each time, while complaints go on arriving."""

    def __init__(self, reports, maildir):
        self.maildir = maildir
        names = sorted(os.listdir(reports))
        for name in names:
            shutil.copyfile(os.path.join(reports, name), os.path.join(maildir, "tmp", name))
        self.batches = [names[start : start + FLOOD_MAILS] for start in range(0, len(names), FLOOD_MAILS)]
        # From the first rename of a flood until none of its mails waits any more, or until the last complaint is through.
        self.spans = []

    def run(self, stopped):
        start = time.monotonic()
        for number, names in enumerate(self.batches):
            if stopped.wait(max(0, start + FIRST_FLOOD_SECONDS + number * FLOOD_EVERY_SECONDS - time.monotonic())):
                return
            began = time.monotonic()
            for name in names:
                os.rename(os.path.join(self.maildir, "tmp", name), os.path.join(self.maildir, "new", name))
            waiting = set(names)
            while waiting.intersection(os.listdir(os.path.join(self.maildir, "new"))):
                if stopped.wait(0.02):
                    break
            self.spans.append((began, time.monotonic()))

    def covers(self, moment):
        return any(began <= moment <= ended for began, ended in self.spans)


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def percentiles(times):
    times = sorted(times)
    return {"p50": percentile(times, 0.50), "p95": percentile(times, 0.95), "p99": percentile(times, 0.99), "max": times[-1]}


def measure(plumbline, folder, complaints, per_second, reports=None, same_maildir=False):
    """Milliseconds from rename to feed row: p50, p95, p99 and max.

    With `reports`, a folder of report mails, they appear in floods meanwhile, in a Maildir of their own or in the same one;
    then only those complaints count that arrived while reports of a flood still waited.
    """
    renamed = {}
    deadline = time.monotonic() + START_SECONDS + complaints / per_second + ARRIVAL_SECONDS
    maildirs = ["Maildir"] if same_maildir or not reports else ["Maildir", "Reports"]
    with daemon(plumbline, folder, maildirs) as (_, port), concurrent.futures.ThreadPoolExecutor() as threads:
        floods, stopped = None, threading.Event()
        if reports:
            floods = Floods(reports, os.path.join(folder, maildirs[-1]))
            flooding = threads.submit(floods.run, stopped)
        delivery = threads.submit(deliver_all, os.path.join(folder, "Maildir"), complaints, per_second, renamed)
        try:
            arrived = arrivals(port, complaints, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise LatencyFailed(f"the feed does not answer: {error}") from error
        finally:
            stopped.set()
        delivery.result()
        if floods:
            flooding.result()
    missing = complaints - len(arrived.keys() & renamed.keys())
    if missing:
        raise LatencyFailed(f"{missing} of {complaints} complaints never reached the feed; {len(renamed)} were delivered")
    counted = {address: moment for address, moment in renamed.items() if floods is None or floods.covers(moment)}
    if not counted:
        raise LatencyFailed("no complaint arrived while reports waited")
    found = percentiles((arrived[address] - moment) * 1000 for address, moment in counted.items())
    if floods:
        found["complaints"] = len(counted)
        found["reading_s"] = sum(ended - began for began, ended in floods.spans)
    return found


def sync_times(folder, times=200):
    """The floor below every durable write on this disk: milliseconds of writing 4 KiB and syncing it."""
    taken, page = [], bytes(4096)
    path = os.path.join(folder, "sync")
    with open(path, "wb", buffering=0) as file:
        for _ in range(times):
            start = time.monotonic()
            file.write(page)
            os.fdatasync(file.fileno())
            taken.append((time.monotonic() - start) * 1000)
    os.remove(path)
    return taken
