"""Those who watch the daemon during the soak: how much memory it takes, and what a reader of the feed sees."""

import collections
import http.client
import json
import os
import threading
import time

SAMPLE_SECONDS, WAIT_SECONDS = 0.25, 2
PAGE = os.sysconf("SC_PAGE_SIZE")


def tree(root):
    """The process and its descendants."""
    children = collections.defaultdict(list)
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    children[int(file.read().rpartition(")")[2].split()[1])].append(int(name))
            except OSError:
                continue
    found = [root]
    for process in found:
        found += children[process]
    return found


def resident_mib(process):
    """Its proportional set, which shares out what processes share; its resident set where the kernel does not tell."""
    try:
        with open(f"/proc/{process}/smaps_rollup") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    try:
        with open(f"/proc/{process}/statm") as file:
            return int(file.read().split()[1]) * PAGE / (1 << 20)
    except OSError:
        return 0


class Memory(threading.Thread):
    """MiB of the daemon with all its children, every SAMPLE_SECONDS."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process, self.samples, self.stopped = process, [], threading.Event()

    @property
    def last(self):
        return self.samples[-1] if self.samples else 0

    def run(self):
        while not self.stopped.wait(SAMPLE_SECONDS):
            sample = sum(resident_mib(process) for process in tree(self.process))
            if sample:
                self.samples.append(sample)

    def stop(self):
        self.stopped.set()
        self.join()


class FeedReader(threading.Thread):
    """Follows `GET /v1/suppressions` by long poll."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.stopped = port, threading.Event()
        self.arrived, self.rows = {}, collections.Counter()
        self.cursor, self.disorder = 0, None

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.stopped.is_set():
            try:
                connection.request("GET", f"/v1/suppressions?since={self.cursor}&wait={WAIT_SECONDS}")
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                time.sleep(0.1)
                continue
            self.take(answer.status, body, time.monotonic())
        connection.close()

    def take(self, status, body, moment):
        if status != 200:
            self.disorder = self.disorder or f"answered {status}: {body[:200]!r}"
            return
        rows = [json.loads(line) for line in body.splitlines()]
        reached = rows.pop()["cursor"]
        for row in rows:
            self.arrived.setdefault(row["address"], moment)
            self.rows[row["address"]] += 1
            if row["cursor"] != self.cursor + 1:
                self.disorder = self.disorder or f"{row['cursor']} came after {self.cursor}"
            self.cursor = row["cursor"]
        if reached != self.cursor:
            self.disorder = self.disorder or f"told {reached} after the row {self.cursor}"
            self.cursor = reached

    def repeated(self, addresses):
        return sum(self.rows[address] > 1 for address in addresses)

    def wait_for(self, addresses, seconds):
        deadline = time.monotonic() + seconds
        while addresses.keys() - self.arrived.keys() and time.monotonic() < deadline and self.is_alive():
            time.sleep(0.05)

    def stop(self):
        self.stopped.set()
        self.join()
