"""The mails of the soak and their delivery, as an MTA delivers: written and synced in tmp/, renamed into new/."""

import collections
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import hostile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GENERATOR = os.path.join(ROOT, "benchmarks", "make-reports.py")
REPORTS_AT_ONCE = 5000
# Of a hundred mails. Redelivered ones are, byte for byte, mails that came before.
SHARES = {"report": 60, "bounce": 20, "fixture": 10, "redelivered": 5, "hostile": 5}
# Of the hostile ones; the others are mails.
TRAP_SHARE = 0.05
REMEMBERED = 2000
FIXTURES = ("delivery", "tls", "unrelated", "aggregate", "malformed")

BOUNCE = """\
Return-Path: <>
Received: from mx{host}.mailbox.example (mx{host}.mailbox.example [192.0.2.{host}])
\tby mx.example.com (Postfix) with ESMTPS id {number:010X}
\tfor <bounces@example.com>; Tue, 24 Nov 2026 10:00:00 +0000 (UTC)
From: Mail Delivery System <mailer-daemon@mx{host}.mailbox.example>
To: bounces@example.com
Subject: Undelivered Mail Returned to Sender
Date: Tue, 24 Nov 2026 10:00:00 +0000
Message-ID: <{number}@mx{host}.mailbox.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=o"

--=o
Content-Type: text/plain

Your message could not be delivered.

--=o
Content-Type: message/delivery-status

Reporting-MTA: dns; mx{host}.mailbox.example

Final-Recipient: rfc822; reader{number}@mailbox.example
Action: failed
Status: {status}
Diagnostic-Code: smtp; {reply}

--=o
Content-Type: text/rfc822-headers

From: News <news@example.com>
To: reader{number}@mailbox.example
Subject: Bulbs for the spring
Message-ID: <news-{number}@example.com>

--=o--
"""
REPLIES = (
    ("5.1.1", "550 5.1.1 User unknown"),
    ("4.2.2", "452 4.2.2 Mailbox full"),
    ("5.7.1", "550 5.7.1 Message refused by policy"),
    ("5.2.1", "550 5.2.1 This mailbox is disabled"),
)


def report_folders(cache, reports):
    """Folders with so many report mails of benchmarks/make-reports.py together, made unless a run before made them."""
    with open(GENERATOR, "rb") as file:
        version = hashlib.sha256(file.read()).hexdigest()[:8]
    folders = []
    for seed in range(1, -(-reports // REPORTS_AT_ONCE) + 1):
        folder = os.path.join(cache, f"reports-{REPORTS_AT_ONCE}-{seed}-{version}")
        if not os.path.isdir(folder):
            print(f"writing {folder}", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory(dir=cache) as unfinished:
                made = os.path.join(unfinished, "made")
                subprocess.run([sys.executable, GENERATOR, "--reports", str(REPORTS_AT_ONCE), "--seed", str(seed), made], check=True)
                os.rename(os.path.join(made, "Maildir", "new"), folder)
        folders.append(folder)
    return folders


def contents(folder, suffix=""):
    for name in sorted(os.listdir(folder)):
        if name.endswith(suffix):
            with open(os.path.join(folder, name), "rb") as file:
                yield file.read()


class Mails:
    """The mails one after another, in a fixed order for a seed."""

    def __init__(self, folders, seed):
        self.rng = random.Random(seed)
        self.reports = (mail for folder in folders for mail in contents(folder))
        self.fixtures = [mail for name in FIXTURES for mail in contents(os.path.join(ROOT, "Fixtures", name), ".eml")]
        self.makers = list(hostile.KINDS.values())
        self.past = collections.deque(maxlen=REMEMBERED)

    def next(self, number):
        """Kind and bytes; no bytes for a trap."""
        kind = self.rng.choices(list(SHARES), SHARES.values())[0]
        if kind == "redelivered" and not self.past:
            kind = "bounce"
        mail = getattr(self, kind)(number)
        if mail is not None and len(mail) < 1 << 17:
            self.past.append(mail)
        return kind, mail

    def report(self, number):
        return next(self.reports)

    def bounce(self, number):
        status, reply = REPLIES[number % len(REPLIES)]
        return BOUNCE.format(number=number, host=number % 200 + 1, status=status, reply=reply).encode()

    def fixture(self, number):
        return b"X-Soak: %d\n" % number + self.rng.choice(self.fixtures)

    def redelivered(self, number):
        return self.rng.choice(self.past)

    def hostile(self, number):
        """None: a trap."""
        return None if self.rng.random() < TRAP_SHARE else self.rng.choice(self.makers)(number)


def deliver(maildir, name, mail):
    waiting = os.path.join(maildir, "tmp", name)
    with open(waiting, "wb") as file:
        file.write(mail)
        file.flush()
        os.fsync(file.fileno())
    os.rename(waiting, os.path.join(maildir, "new", name))


def flood(options, folders, maildirs, tally):
    """Delivers all mails, at most `rate` a second, to the Maildirs in turn; writes down what it delivered.

    A process of its own, so that it does not disturb those who measure.
    """
    mails, kinds, digests = Mails(folders, options.seed), collections.Counter(), set()
    start = time.monotonic()
    for number in range(options.mails):
        kind, mail = mails.next(number)
        kinds[kind] += 1
        maildir = maildirs[number % len(maildirs)]
        if mail is None:
            hostile.leave_trap(os.path.join(maildir, "new"), number)
            digests.add(number)
        else:
            deliver(maildir, f"{number:07d}.F{number}.mx", mail)
            digests.add(hashlib.sha256(mail).digest())
        pause = start + (number + 1) / options.rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)
    with open(tally + ".part", "w") as file:
        json.dump({"delivered": options.mails, "different": len(digests), "kinds": kinds, "seconds": time.monotonic() - start}, file)
    os.rename(tally + ".part", tally)
