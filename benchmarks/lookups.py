"""How many look-ups a second the daemon answers to a mail server, per second of its own CPU.

As Postfix asks: each connection sends one request and waits for the answer before the next. A client process keeps eight
connections and asks on all of them in turn. Half of the addresses are suppressed. The CPU time is that of the daemon alone
(utime and stime in /proc/PID/stat), so that neither the clients nor a busy machine count.
"""

import argparse
import multiprocessing
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

CONNECTIONS = 8


def address(number):
    return f"reader{number}@mailbox{number % 97}.example"


def netstring(text):
    return b"%d:%s," % (len(text), text)


def socketmap_request(key):
    return netstring(b"access " + key.encode())


def policy_request(key):
    """Everything that Postfix 3.7 sends at RCPT."""
    return (f"request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\nclient_address=192.0.2.7\nclient_name=out.example.com\n"
            f"client_port=40123\nreverse_client_name=out.example.com\nserver_address=192.0.2.1\nserver_port=25\nhelo_name=out.example.com\n"
            f"sender=news@example.com\nrecipient={key}\nrecipient_count=0\nqueue_id=\ninstance=4d2.6563.1\nsize=0\netrn_domain=\nstress=\n"
            f"sasl_method=\nsasl_username=\nsasl_sender=\nccert_subject=\nccert_issuer=\nccert_fingerprint=\nccert_pubkey_fingerprint=\n"
            f"encryption_protocol=\nencryption_cipher=\nencryption_keysize=0\npolicy_context=\n\n").encode()


PROTOCOLS = {"socketmap": (socketmap_request, b","), "policy": (policy_request, b"\n\n")}


def ask(place, protocol, numbers, seconds, pipelined, results):
    request, end = PROTOCOLS[protocol]
    requests = [(request(address(number)), number % 2 == 0) for number in numbers]
    connections = [socket.create_connection(place) for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    count, wrong, waits = 0, 0, []
    stop, turn = time.monotonic() + seconds, 0
    while time.monotonic() < stop:
        batch = [requests[(turn + i) % len(requests)] for i in range(CONNECTIONS * pipelined)]
        turn += len(batch)
        begun = time.monotonic()
        for i, connection in enumerate(connections):
            connection.sendall(b"".join(text for text, _ in batch[i * pipelined:(i + 1) * pipelined]))
        for i, connection in enumerate(connections):
            answer = b""
            while answer.count(end) < pipelined:
                more = connection.recv(65536)
                if not more:
                    raise RuntimeError("the daemon hung up")
                answer += more
            wrong += answer.count(b"REJECT") != sum(suppressed for _, suppressed in batch[i * pipelined:(i + 1) * pipelined])
        waits.append(time.monotonic() - begun)
        count += len(batch)
    results.put((count, wrong, sorted(waits)))


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start(plumbline, folder, suppressed):
    store, maildir, log = folder + "/store.db", folder + "/mail", folder + "/log"
    for place in ("new", "cur", "tmp"):
        os.makedirs(f"{maildir}/{place}")
    names = [address(number) for number in range(0, 2 * suppressed, 2)]
    for first in range(0, len(names), 2000):
        subprocess.run([plumbline, "suppression", "add", "--store", store, *names[first:first + 2000]], check=True)
    process = subprocess.Popen(
        [plumbline, "run", "--store", store, "--maildir", maildir, "--socketmap", "127.0.0.1:0", "--policy", "127.0.0.1:0"],
        stderr=open(log, "w"))
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with open(log) as file:
            text = file.read()
        if re.search(r"\bready\b", text):
            return process, {name: ("127.0.0.1", int(port))
                             for port, name in re.findall(r"at=127\.0\.0\.1:(\d+) protocol=(\w+)", text)}
        time.sleep(0.05)
    raise RuntimeError("the daemon did not become ready:\n" + text)


def measure(process, place, protocol, options, pipelined):
    results = multiprocessing.Queue()
    numbers = [random.Random(client).sample(range(2 * options.suppressed), min(20_000, 2 * options.suppressed))
               for client in range(options.clients)]
    clients = [multiprocessing.Process(target=ask, args=(place, protocol, numbers[i], options.seconds, pipelined, results))
               for i in range(options.clients)]
    before, begun = cpu_seconds(process.pid), time.monotonic()
    for client in clients:
        client.start()
    parts = [results.get() for _ in clients]
    used, passed = cpu_seconds(process.pid) - before, time.monotonic() - begun
    for client in clients:
        client.join()
    count, wrong = sum(part[0] for part in parts), sum(part[1] for part in parts)
    waits = sorted(wait for part in parts for wait in part[2])
    print(f"{protocol:9} {'one at a time' if pipelined == 1 else f'{pipelined} at once':13} {count:8} look-ups in {passed:.1f} s,"
          f" {used:.2f} s of CPU: {count / max(used, 0.01):7.0f} per CPU second;"
          f" a round of {CONNECTIONS}: p50 {waits[len(waits) // 2] * 1000:.2f} ms, p99 {waits[len(waits) * 99 // 100] * 1000:.2f} ms;"
          f" {wrong} wrong")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plumbline")
    parser.add_argument("--suppressed", type=int, default=50_000)
    parser.add_argument("--clients", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plumbline-lookups-") as folder:
        process, places = start(options.plumbline, folder, options.suppressed)
        try:
            wrong = sum(measure(process, places[protocol], protocol, options, pipelined)
                        for protocol in PROTOCOLS for pipelined in (1, 100))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
