"""How long a complaint takes from its file to the feed's reader, with the daemon as it runs in production."""

import contextlib
import http.client
import json
import os
import re
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


class LatencyFailed(Exception):
    pass


def recipient(number):
    return f"reader{number}@mailbox.example"


@contextlib.contextmanager
def daemon(plumbline, folder):
    """The daemon over an empty store and Maildir in the folder; gives its port."""
    maildir, log = os.path.join(folder, "Maildir"), os.path.join(folder, "log")
    for place in ("new", "cur", "tmp"):
        os.makedirs(os.path.join(maildir, place))
    command = [plumbline, "run", "--store", os.path.join(folder, "store.db"), "--maildir", maildir, "--listen", "127.0.0.1:0"]
    with open(log, "wb") as errors:
        process = subprocess.Popen(command, stderr=errors)
    try:
        yield ready_port(process, log)
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


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def measure(plumbline, folder, complaints, per_second):
    """Milliseconds from rename to feed row: p50, p95, p99 and max."""
    renamed = {}
    deadline = time.monotonic() + START_SECONDS + complaints / per_second + ARRIVAL_SECONDS
    with daemon(plumbline, folder) as port:
        delivery = threading.Thread(target=deliver_all, args=(os.path.join(folder, "Maildir"), complaints, per_second, renamed))
        delivery.start()
        try:
            arrived = arrivals(port, complaints, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise LatencyFailed(f"the feed does not answer: {error}") from error
        finally:
            delivery.join()
    missing = complaints - len(arrived.keys() & renamed.keys())
    if missing:
        raise LatencyFailed(f"{missing} of {complaints} complaints never reached the feed; {len(renamed)} were delivered")
    times = sorted((arrived[address] - moment) * 1000 for address, moment in renamed.items())
    return {"p50": percentile(times, 0.50), "p95": percentile(times, 0.95), "p99": percentile(times, 0.99), "max": times[-1]}


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
