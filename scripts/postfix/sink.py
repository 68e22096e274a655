"""Takes all mail that Postfix delivers, and remembers it."""

import socketserver
import threading


class Conversation(socketserver.StreamRequestHandler):
    timeout = 60

    def handle(self):
        self.say("220 sink.example.net ESMTP")
        sender, recipients = "", []
        while line := self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n"):
            word = line.upper()
            if word.startswith("EHLO"):
                self.say("250-sink.example.net\r\n250-8BITMIME\r\n250 SMTPUTF8")
            elif word.startswith("MAIL FROM:"):
                sender, recipients = path(line), []
                self.say("250 2.1.0 ok")
            elif word.startswith("RCPT TO:"):
                recipients.append(path(line))
                self.say("250 2.1.5 ok")
            elif word == "DATA":
                self.say("354 go on")
                lines = []
                while (text := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(text[1:] if text.startswith(b"..") else text)
                self.server.keep(sender, recipients, b"".join(lines))
                self.say("250 2.0.0 ok")
            elif word == "QUIT":
                self.say("221 2.0.0 bye")
                return
            else:
                self.say("250 2.0.0 ok")

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


def path(line):
    return line[line.index("<") + 1:line.rindex(">")]


class Sink(socketserver.ThreadingTCPServer):
    """Listens within `with`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.port = self.server_address[1]
        self.mails, self.lock = [], threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def keep(self, sender, recipients, data):
        with self.lock:
            self.mails += [(sender, recipient, data) for recipient in recipients]

    def mail_to(self, recipient, after=0):
        with self.lock:
            return next((mail for mail in self.mails[after:] if mail[1] == recipient), None)

    @property
    def count(self):
        with self.lock:
            return len(self.mails)
