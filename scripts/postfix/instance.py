"""A private Postfix on the loopback: own configuration, queue, data and log, all below one temporary folder."""

import os
import shutil
import socket
import subprocess
import time

DAEMONS = "/usr/lib/postfix/sbin"

MASTER = """\
{services}
pickup     unix  n - n 1 1 pickup
cleanup    unix  n - n - 0 cleanup
qmgr       unix  n - n 300 1 qmgr
rewrite    unix  - - n - - trivial-rewrite
bounce     unix  - - n - 0 bounce
defer      unix  - - n - 0 bounce
trace      unix  - - n - 0 bounce
verify     unix  - - n - 1 verify
flush      unix  n - n 1000? 0 flush
proxymap   unix  - - n - - proxymap
smtp       unix  - - n - - smtp
relay      unix  - - n - - smtp
error      unix  - - n - - error
retry      unix  - - n - - error
discard    unix  - - n - - discard
anvil      unix  - - n - 1 anvil
scache     unix  - - n - 1 scache
postlog    unix-dgram n - n - 1 postlogd
"""

MAIN = """\
compatibility_level = 3.6
config_directory = {folder}/etc
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/log/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.example.com
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 1000
smtpd_junk_command_limit = 1000
smtp_dns_support_level = disabled
relayhost = [127.0.0.1]:{sink}
bounce_size_limit = 50000
smtputf8_enable = yes
{more}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postfix:
    """Runs within `with`. `restrictions` are, by name, the recipient restrictions of one smtpd each, chrooted as on Debian."""

    def __init__(self, folder, sink, restrictions, more=""):
        self.folder, self.sink, self.restrictions, self.more = folder, sink, restrictions, more
        self.ports = {name: free_port() for name in restrictions}

    def __enter__(self):
        for place in ("etc", "queue", "data", "log"):
            os.makedirs(os.path.join(self.folder, place), exist_ok=True)
        shutil.chown(os.path.join(self.folder, "data"), "postfix")
        services = "\n".join(
            f"127.0.0.1:{self.ports[name]} inet n - y - - smtpd\n"
            f"  -o smtpd_recipient_restrictions=${{{name}_restrictions}}\n  -o syslog_name=postfix/{name}"
            for name in self.restrictions)
        own = "\n".join(f"{name}_restrictions = {value}, permit" for name, value in self.restrictions.items())
        self.write("etc/master.cf", MASTER.format(services=services))
        self.write("etc/main.cf", MAIN.format(folder=self.folder, daemons=DAEMONS, sink=self.sink, more=own + "\n" + self.more))
        try:
            self.control("start")
            for port in self.ports.values():
                wait_for(lambda: is_answered(port), f"smtpd on port {port}")
        except Exception:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.control("stop", check=False)

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(text)

    def control(self, word, check=True):
        outcome = subprocess.run(["postfix", "-c", self.folder + "/etc", word], capture_output=True, text=True)
        if check and outcome.returncode != 0:
            raise RuntimeError(f"postfix {word}: {outcome.stdout}{outcome.stderr}\n{self.log()}")

    def log(self):
        try:
            with open(self.folder + "/log/mail.log") as file:
                return file.read()
        except OSError:
            return ""


def is_answered(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def wait_for(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise RuntimeError(f"{what}: nothing within {seconds} s")
