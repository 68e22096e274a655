"""The daemon in the sandbox of its unit: it takes mail, answers, reloads and ends. `scripts/test-hardening` calls it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import sandbox

UNIT = sandbox.settings("contrib/plumbline.service")
NOT_RUN = "IPAddressDeny/Allow, MemoryHigh/Max and TasksMax (cgroups), PrivateUsers, RestrictRealtime, RestrictSUIDSGID, LockPersonality"
COMPLAINT, REPORT = "Fixtures/feedback/arf-plain.eml", "Fixtures/aggregate/birch-zip.eml"
failures = 0


def check(is_so, words):
    global failures
    print(("ok      " if is_so else "FAILED  ") + words, flush=True)
    failures += 0 if is_so else 1


def wait_for(condition, what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise RuntimeError(f"{what} did not come within {seconds} s")


def get(port, target):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{target}", timeout=20) as answer:
        return answer.read().decode()


def deliver(state, fixture, name):
    shutil.copy(fixture, f"{state}/mail/tmp/{name}")
    os.chown(f"{state}/mail/tmp/{name}", sandbox.NOBODY, sandbox.NOBODY)
    os.rename(f"{state}/mail/tmp/{name}", f"{state}/mail/new/{name}")


def probe(state, words, command, expected):
    """A command that the sandbox must refuse, or let through."""
    read, write = os.pipe()
    waiting = sandbox.run(["/bin/sh", "-c", command], UNIT, state, [], {"PATH": "/usr/bin:/bin"}, write)
    os.close(write)
    _, status = os.waitpid(waiting, 0)
    with os.fdopen(read) as told:
        text = told.read().strip()
    check((os.waitstatus_to_exitcode(status) == 0) == expected, words + (f" ({text[:80]})" if text else ""))


def main(program, state):
    libraries = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    needs = [folder for folder in ["/home", "/root"] if f"=> {folder}/" in libraries]
    hidden = [folder for folder in ["/home", "/root"] if folder not in needs and os.path.isdir(folder)]
    shutil.copy(program, state + "/plumbline")
    os.chmod(state + "/plumbline", 0o755)
    for name in ["mail/new", "mail/cur", "mail/tmp"]:
        os.makedirs(f"{state}/{name}")
    with open(state + "/plumbline.yaml", "w") as file:
        file.write(f"store: {state}/s.db\nmaildirs: [{state}/mail]\nlisten: 127.0.0.1:0\nsinks: [{{file: {state}/suppressed, format: postfix}}]\n"
                   f"summary: {{directory: {state}/reports}}\n")
    for folder, _, files in os.walk(state):
        for place in [folder] + [folder + "/" + name for name in files]:
            os.chown(place, sandbox.NOBODY, sandbox.NOBODY)

    probe(state, "what lies outside of the state folder cannot be written", "echo x > /etc/plumbline.proof || echo x > /usr/proof", False)
    probe(state, "the state folder can", "echo x > proof", True)
    probe(state, "no new namespaces", "unshare -U true", False)
    probe(state, "nothing of other processes is seen", "ls /proc/1/environ && cat /proc/meminfo", False)
    probe(state, "no rights are left", "grep -q 'CapEff:.0000000000000000' /proc/self/status", True)

    log = state + "/log"
    errors = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    environment = {"PATH": "/usr/bin:/bin"}
    if "LD_LIBRARY_PATH" in os.environ:
        environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    waiting = sandbox.run([state + "/plumbline", "run", "--config", state + "/plumbline.yaml"], UNIT, state, hidden, environment, errors)
    os.close(errors)

    def lines(words):
        with open(log) as file:
            text = file.read()
        if "sandbox:" in text or re.search(r"^plumbline: ", text, re.M):
            raise RuntimeError(text)
        return [line for line in text.splitlines() if words in line]

    try:
        port = wait_for(lambda: [m[1] for line in lines("event=ready") if (m := re.search(r"port=(\d+)", line))], "ready")[-1]
        check(get(port, "/readyz") == "ready\n", "the daemon is ready")
        deliver(state, COMPLAINT, "1.example")
        deliver(state, REPORT, "2.example")
        check(bool(wait_for(lambda: "rosa@example.org" in get(port, "/v1/suppressions?since=0&wait=2"), "the complaint")), "a complaint acts")
        check(wait_for(lambda: "plumbline_ingest_messages_total{kind=\"aggregate\"" in get(port, "/metrics"), "the report"), "a report is read")
        check(bool(wait_for(lambda: os.path.exists(state + "/suppressed"), "the sink")), "the suppression file is written")
        check(bool(wait_for(lambda: os.listdir(state + "/reports"), "the summary")), "the weekly summary is written")
        os.kill(waiting, signal.SIGHUP)
        wait_for(lambda: len(lines("event=ready")) == 2, "the reload")
        check(True, "a reload is put to work")
    finally:
        os.kill(waiting, signal.SIGTERM)
        _, status = os.waitpid(waiting, 0)
    check(os.waitstatus_to_exitcode(status) == 0, "the daemon drains and ends with 0")
    check(not lines("level=error") and not lines("level=critical"), "nothing failed inside")
    for line in lines("level=error") + lines("level=critical"):
        print("        " + line)
    if needs:
        print(f"not run here: ProtectHome for {', '.join(needs)}, where this program has its libraries")
    print("not run here: " + NOT_RUN)


if __name__ == "__main__":
    folder = tempfile.mkdtemp(prefix="plumbline-hardening-", dir="/run")
    os.chmod(folder, 0o711)
    try:
        main(os.path.realpath(sys.argv[1]), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failures else 0)
