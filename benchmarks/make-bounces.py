#!/usr/bin/env python3
"""Writes bounces and complaints to measure with: many small ones, and few with large attachments.

    make-bounces.py many SOURCE COUNT FOLDER     COUNT mails: those below SOURCE again and again, 10,000 in each subfolder
    make-bounces.py large FOLDER                 one delivery status for each size, what came back has an attachment

The mails of SOURCE may be the fixtures of this repository or anybody's Maildir.
"""

import base64
import itertools
import os
import random
import sys

AT_ONCE = 10_000
SIZES = (1, 4, 15)

DELIVERY_STATUS = """\
From: Mail Delivery System <mailer-daemon@mx.example.net>
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Date: Tue, 17 Nov 2026 09:30:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=o"

--=o
Content-Type: text/plain

Your message could not be delivered to one recipient.

--=o
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; user@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--=o
Content-Type: message/rfc822

From: News <news@example.com>
To: user@example.org
Subject: Bulbs for the spring
Message-ID: <1@example.com>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=i"

--=i
Content-Type: text/plain

The bulbs are in.

--=i
Content-Type: application/pdf; name="bulbs.pdf"
Content-Transfer-Encoding: base64

{attachment}--=i--

--=o--
"""


def many(source, count, folder):
    mails = []
    for path, _, names in sorted(os.walk(source)):
        for name in sorted(names):
            if not name.endswith((".json", ".tsv", ".md")):
                with open(os.path.join(path, name), "rb") as file:
                    mails.append(file.read())
    mails = [mail for mail in mails if mail.strip()]
    if not mails:
        sys.exit(f"no mail below {source}")
    for number, mail in zip(range(count), itertools.cycle(mails)):
        below = os.path.join(folder, f"{number // AT_ONCE:02}")
        os.makedirs(below, exist_ok=True)
        with open(os.path.join(below, f"{number:06}.eml"), "wb") as file:
            file.write(mail)


def large(folder):
    os.makedirs(folder)
    noise = random.Random(1)
    for size in SIZES:
        attachment = base64.encodebytes(noise.randbytes((size << 20) * 57 // 78)).decode()
        with open(os.path.join(folder, f"{size}.eml"), "w") as file:
            file.write(DELIVERY_STATUS.format(attachment=attachment))


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[1] == "many":
        many(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    elif len(sys.argv) == 3 and sys.argv[1] == "large":
        large(sys.argv[2])
    else:
        sys.exit(__doc__)
