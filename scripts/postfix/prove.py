"""Plumbline and a private Postfix, together: who is refused at RCPT, and who is not. `scripts/test-postfix` calls it."""

import contextlib
import os
import re
import shutil
import signal
import smtplib
import subprocess
import sys
import tempfile

from instance import Postfix, free_port, wait_for
from sink import Sink

GONE, KNOWN, COMPLAINER = "gone@example.net", "ann@example.net", "rosa@example.org"
# Spellings that a file or a protocol could stumble over, each suppressed.
AWKWARD = ['"a b"@example.net', '"co,mma"@example.net', '"quo\\"te"@example.net', '"back\\\\slash"@example.net',
           '"a@example.org"@example.net', "/^.*/@example.net", "'single'@example.net", "per%cent@example.net", "gone@b\u00fccher.example",
           "\u00fcnal@example.net", "colon-to-come@example.net", '"colon:here"@example.net', '" lead"@example.net', "a+tag@example.net"]
# Suppressed, and no table of Postfix can hold them.
UNHOLDABLE = ["#lead@example.net", '"#x"@example.net']
COMPLAINT = "Fixtures/feedback/arf-plain.eml"


class Proof:
    def __init__(self):
        self.failures = 0

    def check(self, is_so, words):
        print(("ok      " if is_so else "FAILED  ") + words, flush=True)
        self.failures += 0 if is_so else 1


def plumbline(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)


@contextlib.contextmanager
def daemon(folder, socketmap, policy):
    """The daemon over the store and the Maildir of the folder, once it is ready."""
    log = os.path.join(folder, "daemon.log")
    with open(log, "w") as errors:
        process = subprocess.Popen(
            [PROGRAM, "run", "--store", folder + "/store.db", "--maildir", folder + "/mail", "--socketmap", socketmap, "--policy", policy],
            stderr=errors)

    def is_ready():
        with open(log) as file:
            text = file.read()
        if process.poll() is not None:
            raise RuntimeError("the daemon ended:\n" + text)
        return re.search(r"\bready\b", text)

    try:
        wait_for(is_ready, "the daemon")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


class Client:
    """One SMTP session; what was said last is in `answer`."""

    def __init__(self, port):
        self.smtp = smtplib.SMTP("127.0.0.1", port, timeout=30)
        self.smtp.command_encoding = "utf-8"
        self.smtp.ehlo()

    def recipient(self, address, sender="news@example.com"):
        self.say("RSET")
        self.say(f"MAIL FROM:<{sender}> SMTPUTF8")
        return self.say(f"RCPT TO:<{address}>")

    def mail(self, address):
        """Sends a mail; False where it is refused."""
        if self.recipient(address) != 250:
            return False
        self.say("DATA")
        self.smtp.send("Subject: proof\r\n\r\nHello.\r\n.\r\n")
        return self.heard(*self.smtp.getreply()) == 250

    def say(self, command):
        return self.heard(*self.smtp.docmd(command))

    def heard(self, code, text):
        self.answer = f"{code} {text.decode('utf-8', 'replace')}"
        return code


def prove_restriction(proof, name, port, sink, holds=lambda _: True):
    client = Client(port)
    for spelling in (GONE, "GONE@Example.NET", '"gone"@example.net'):
        code = client.recipient(spelling)
        proof.check(code // 100 == 5 and " 5.7.1 " in client.answer, f"{name}: {spelling} is refused at RCPT: {client.answer}")
    before = sink.count
    proof.check(client.mail(KNOWN), f"{name}: {KNOWN} is taken: {client.answer}")
    wait_for(lambda: sink.mail_to(KNOWN, before), "delivery")
    proof.check(True, f"{name}: and the mail has arrived")
    code = client.recipient(KNOWN, sender=GONE)
    proof.check(code == 250, f"{name}: {GONE} may write to us: {client.answer}")
    wrong = [address for address in AWKWARD + UNHOLDABLE if holds(address) and client.recipient(address) // 100 != 5]
    proof.check(not wrong, f"{name}: awkward addresses are refused, too" + (f", but not {wrong}" if wrong else ""))
    alike = ["a@example.net", "b@example.net", "x@example.net", "lead@example.net", "colon@example.net", "anybody@bücher.example",
             "gone+tag@example.net", "gone@sub.example.net", "a b@example.com".replace(" ", "."), "co@example.net"]
    wrong = [address for address in alike if client.recipient(address) != 250]
    proof.check(not wrong, f"{name}: addresses that look like them are taken" + (f", but not {wrong}" if wrong else ""))


def prove_tables(proof, folder):
    """Writes the table and lets postmap read it; gives the path."""
    table = folder + "/tables/suppressed"
    export = plumbline("suppression", "export", "--store", folder + "/store.db", "--format", "postfix")
    with open(table, "w") as file:
        file.write(export.stdout)
    lines = export.stdout.splitlines()
    for address in UNHOLDABLE:
        proof.check(address.replace('"', "") in export.stderr, f"export: {address} is left out and named")
    # Without a configuration of its own it would read /etc/postfix.
    with open(folder + "/tables/main.cf", "w") as file:
        file.write("compatibility_level = 3.6\n")
    postmap = ["postmap", "-c", folder + "/tables"]
    indexed = subprocess.run([*postmap, "hash:" + table], capture_output=True, text=True)
    proof.check(indexed.returncode == 0 and not indexed.stderr, f"postmap: takes the table without a word {indexed.stderr}".rstrip())
    stored = subprocess.run([*postmap, "-s", "hash:" + table], capture_output=True, text=True).stdout.splitlines()
    proof.check(len(stored) == len(lines), f"postmap: {len(lines)} lines are {len(stored)} keys")
    return table


def prove_complaint(proof, folder, postfix):
    """A complaint counts at the next RCPT: nothing is reloaded."""
    clients = {name: Client(postfix.ports[name]) for name in ("policy", "socketmap")}
    for name, client in clients.items():
        proof.check(client.recipient(COMPLAINER) == 250, f"{name}: {COMPLAINER} has not complained yet: {client.answer}")
    shutil.copy(COMPLAINT, folder + "/mail/tmp/1.proof")
    os.rename(folder + "/mail/tmp/1.proof", folder + "/mail/new/1.proof")
    for name, client in clients.items():
        wait_for(lambda: client.recipient(COMPLAINER) // 100 == 5, "the complaint")
        proof.check(True, f"{name}: {COMPLAINER} complained and is refused in the same session: {client.answer}")


def prove_silence(proof, postfix):
    """Without the daemon nobody is taken for free: the mail waits at its sender."""
    for name in ("policy", "socketmap"):
        client = Client(postfix.ports[name])
        for address in (GONE, KNOWN):
            proof.check(client.recipient(address) // 100 == 4, f"{name}: with the daemon stopped {address} is to wait: {client.answer}")


def prove_transport(proof, folder, sink, address):
    """`transport_maps` sees mail of sendmail(1), too."""
    more = f"transport_maps = socketmap:{address}:transport"
    with Postfix(folder + "/third", sink.port, {"plain": "permit_mynetworks"}, more) as postfix:
        before = sink.count
        for recipient in (GONE, KNOWN):
            subprocess.run(
                ["sendmail", "-C", postfix.folder + "/etc", "-f", "news@example.com", recipient],
                input="Subject: proof\n\nHello.\n", text=True, check=True)
        wait_for(lambda: sink.mail_to(KNOWN, before), "delivery")
        proof.check(True, f"transport_maps: mail of sendmail(1) to {KNOWN} has arrived: `*` reroutes nothing")
        sender, _, bounce = wait_for(lambda: sink.mail_to("news@example.com", before), "the bounce")
        proof.check(sender == "" and b"5.7.1" in bounce and b"suppressed (manual)" in bounce,
                    f"transport_maps: mail of sendmail(1) to {GONE} came back with 5.7.1")
        proof.check(sink.mail_to(GONE, before) is None, "transport_maps: and did not leave")
        with open(folder + "/bounce.eml", "wb") as file:
            file.write(bounce)
        explained = plumbline("explain", "--format", "json", folder + "/bounce.eml").stdout
        proof.check('"cause":"suppressed-by-us"' in explained.replace(" ", ""), "explain: knows our own refusal in that bounce again")


def prove(proof, folder):
    os.chmod(folder, 0o755)
    for place in ("mail/new", "mail/cur", "mail/tmp", "tables"):
        os.makedirs(os.path.join(folder, place))
    for place in ("first", "second"):
        # As docs/operating.md says: inside of smtpd's chroot, and the folder hands its group down to the sockets.
        sockets = f"{folder}/{place}/queue/plumbline"
        os.makedirs(sockets)
        shutil.chown(sockets, group="postfix")
        os.chmod(sockets, 0o2750)
    added = plumbline("suppression", "add", "--store", folder + "/store.db", GONE, *AWKWARD, *UNHOLDABLE)
    if added.returncode != 0:
        raise RuntimeError(added.stderr)
    table = prove_tables(proof, folder)
    with Sink() as sink:
        socketmap, policy = f"127.0.0.1:{free_port()}", f"unix:{folder}/first/queue/plumbline/policy"
        restrictions = {
            "policy": "check_policy_service unix:plumbline/policy",
            "socketmap": f"check_recipient_access socketmap:inet:{socketmap}:access",
            "texthash": f"check_recipient_access texthash:{table}",
            "hash": f"check_recipient_access hash:{table}",
        }
        with Postfix(folder + "/first", sink.port, restrictions) as postfix:
            with daemon(folder, socketmap, policy):
                prove_restriction(proof, "policy (unix)", postfix.ports["policy"], sink)
                prove_restriction(proof, "socketmap (TCP)", postfix.ports["socketmap"], sink)
                for name in ("texthash", "hash"):
                    prove_restriction(proof, name, postfix.ports[name], sink, holds=lambda address: address not in UNHOLDABLE)
                prove_complaint(proof, folder, postfix)
            prove_silence(proof, postfix)
        socketmap, policy = f"unix:{folder}/second/queue/plumbline/map", f"127.0.0.1:{free_port()}"
        restrictions = {
            "policy": f"check_policy_service inet:{policy}",
            "socketmap": "check_recipient_access socketmap:unix:/plumbline/map:access",
        }
        with daemon(folder, socketmap, policy):
            with Postfix(folder + "/second", sink.port, restrictions) as postfix:
                prove_restriction(proof, "policy (TCP)", postfix.ports["policy"], sink)
                prove_restriction(proof, "socketmap (unix)", postfix.ports["socketmap"], sink)
            prove_transport(proof, folder, sink, socketmap)


def main():
    global PROGRAM
    PROGRAM = os.path.abspath(sys.argv[1])
    # Stopped from outside it still stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    proof = Proof()
    with tempfile.TemporaryDirectory(prefix="plumbline-postfix-") as folder:
        try:
            prove(proof, folder)
        except Exception:
            for place in ("first", "second", "third"):
                with contextlib.suppress(OSError), open(f"{folder}/{place}/log/mail.log") as file:
                    print(f"--- {place}\n{file.read()[-4000:]}", file=sys.stderr)
            raise
    print("proven" if proof.failures == 0 else f"{proof.failures} of it failed")
    sys.exit(1 if proof.failures else 0)


if __name__ == "__main__":
    main()
