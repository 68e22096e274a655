#!/usr/bin/env python3
"""Writes DMARC report mails for measuring; the same seed gives the same mails.

    make-reports.py FOLDER                  FOLDER/Maildir, FOLDER/xml (the same reports, bare) and FOLDER/totals.json
    make-reports.py --giant 1000000 FOLDER  FOLDER/giant.eml, FOLDER/giant.xml.gz and FOLDER/giant.json

Records per report are log-normal: half of the reports have 3 or fewer, one in twenty has more than 65, none more than
2,000. The mails differ as those of real reporters do: indented, on one line, CRLF and RFC 9990 documents; gzip (70 %) and
zip (30 %); single-part and multipart. Addresses are those for benchmarks and documentation (RFC 2544, RFC 3849).
"""

import argparse
import base64
import collections
import gzip
import json
import math
import os
import random
import re
import statistics
import zipfile

MEDIAN_RECORDS, P95_RECORDS, MAX_RECORDS = 3, 65, 2000
ZIP_SHARE = 0.30
FIRST_DAY = 1793491200  # 2026-11-01T00:00:00Z
DAY = 86400

OPENING = """\
<?xml version="1.0" encoding="UTF-8"?>
<feedback{namespace}>
  <version>1.0</version>
  <report_metadata>
    <org_name>{org}</org_name>
    <email>dmarc-reports@{submitter}</email>
    <report_id>{report_id}</report_id>
    <date_range>
      <begin>{begin}</begin>
      <end>{end}</end>
    </date_range>
  </report_metadata>
  <policy_published>
    <domain>{domain}</domain>
    {policy}
  </policy_published>
"""
POLICY = {
    "rfc7489": "<adkim>r</adkim><aspf>r</aspf><p>{p}</p><sp>{p}</sp><pct>100</pct>",
    "rfc9990": "<discovery_method>treewalk</discovery_method><p>{p}</p><sp>{p}</sp><np>reject</np>"
    "<adkim>r</adkim><aspf>r</aspf><testing>n</testing>",
}
RECORD = """\
  <record>
    <row>
      <source_ip>{ip}</source_ip>
      <count>{count}</count>
      <policy_evaluated>
        <disposition>{disposition}</disposition>
        <dkim>{dkim}</dkim>
        <spf>{spf}</spf>{reason}
      </policy_evaluated>
    </row>
    <identifiers>
      <envelope_from>{envelope}</envelope_from>
      <header_from>{domain}</header_from>
    </identifiers>
    <auth_results>{signature}
      <spf>
        <domain>{envelope}</domain>
        <scope>mfrom</scope>
        <result>{spf_result}</result>
      </spf>
    </auth_results>
  </record>
"""
REASON = """
        <reason>
          <type>forwarded</type>
          <comment>arc=pass as[1].d=lists.example</comment>
        </reason>"""
SIGNATURE = """
      <dkim>
        <domain>{signer}</domain>
        <selector>{selector}</selector>
        <result>{result}</result>
      </dkim>"""
CLOSING = "</feedback>\n"

# name, submitter, share, generation, layout, whether the mail is a single part
Reporter = collections.namedtuple("Reporter", "org submitter share generation layout single")
REPORTERS = [
    Reporter("Mailbox Example", "mailbox.example", 35, "rfc7489", "indented", True),
    Reporter("Office Example", "office.example", 25, "rfc7489", "one line", False),
    Reporter("Provider &amp; Sons", "provider.example", 15, "rfc7489", "crlf", False),
    Reporter("University Example", "university.example", 15, "rfc7489", "indented", False),
    Reporter("Modern Example", "modern.example", 10, "rfc9990", "indented", False),
]
DOMAINS = {"example.com": "reject", "example.net": "quarantine", "example.org": "none", "news.example.com": "none"}

# Where mail comes from: share, kind, DKIM and SPF alignment, and who stands in the envelope.
Source = collections.namedtuple("Source", "share kind dkim spf envelope")
SOURCES = [
    Source(60, "own", "pass", "pass", None),
    Source(13, "service", "pass", "fail", "bounces.service.example"),
    Source(6, "own", "fail", "pass", None),
    Source(4, "forwarder", "pass", "fail", "lists.example"),
    Source(4, "forwarder", "fail", "fail", "lists.example"),
    Source(13, "stranger", "fail", "fail", "bulk.example.edu"),
]
SOURCE_WEIGHTS = [source.share for source in SOURCES]
# Own hosts are few and come again and again; strangers hardly ever do.
POOL_SIZES = {"own": 60, "service": 1500, "forwarder": 4000}


def laid_out(template, layout):
    """The template as this reporter's software would write it."""
    if layout == "one line":
        return re.sub(r"\n *", "", template)
    return template.replace("\n", "\r\n") if layout == "crlf" else template


def address(rng):
    if rng.random() < 0.2:
        return f"2001:db8:{rng.randrange(65536):x}::{rng.randrange(1, 65536):x}"
    return f"198.{rng.randrange(18, 20)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"


class ReportWriter:
    """Makes report documents and counts what it said in them."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.pools = {kind: [address(self.rng) for _ in range(size)] for kind, size in POOL_SIZES.items()}
        self.totals = dict.fromkeys(("records", "messages", "aligned", "dkim_aligned", "spf_aligned", "quarantine", "reject"), 0)
        self.templates = {
            layout: [laid_out(text, layout) for text in (OPENING, RECORD, REASON, SIGNATURE, CLOSING)]
            for layout in {reporter.layout for reporter in REPORTERS}
        }

    def pieces(self, reporter, domain, report_id, begin, records):
        """The document of one report, piece by piece."""
        opening, record, reason, signature, closing = self.templates[reporter.layout]
        policy = DOMAINS[domain]
        yield opening.format(
            namespace=' xmlns="urn:ietf:params:xml:ns:dmarc-2.0"' if reporter.generation == "rfc9990" else "",
            org=reporter.org, submitter=reporter.submitter, report_id=report_id, begin=begin, end=begin + DAY - 1,
            domain=domain, policy=POLICY[reporter.generation].format(p=policy))
        for _ in range(records):
            yield self.record(domain, policy, record, reason, signature)
        yield closing

    def record(self, domain, policy, record, reason, signature):
        rng = self.rng
        source = rng.choices(SOURCES, SOURCE_WEIGHTS)[0]
        aligned = source.dkim == "pass" or source.spf == "pass"
        forwarded = source.kind == "forwarder"
        disposition = "none" if aligned or forwarded else policy
        count = max(1, int(rng.lognormvariate(0.9, 1.4)))
        self.count(count, aligned, source, disposition)
        signatures = ""
        if source.dkim == "pass" or forwarded:
            signatures = signature.format(signer=domain, selector=rng.choice(("s1", "s2", "mail2026")), result=source.dkim)
        if source.kind == "service":
            signatures += signature.format(signer="service.example", selector="k1", result="pass")
        pool = self.pools.get(source.kind)
        return record.format(
            ip=pool[int(len(pool) * rng.random() ** 3)] if pool else address(rng), count=count, disposition=disposition,
            dkim=source.dkim, spf=source.spf, reason=reason if forwarded and not aligned else "",
            envelope=source.envelope or domain, domain=domain, signature=signatures,
            spf_result="pass" if source.spf == "pass" or source.kind == "service" else "softfail")

    def count(self, count, aligned, source, disposition):
        totals = self.totals
        totals["records"] += 1
        totals["messages"] += count
        totals["aligned"] += count if aligned else 0
        totals["dkim_aligned"] += count if source.dkim == "pass" else 0
        totals["spf_aligned"] += count if source.spf == "pass" else 0
        if disposition != "none":
            totals[disposition] += count


def record_counts(reports, rng):
    """So many records for each report: the quantiles of the distribution themselves, shuffled."""
    middle = math.log(MEDIAN_RECORDS)
    normal = statistics.NormalDist(middle, (math.log(P95_RECORDS) - middle) / statistics.NormalDist().inv_cdf(0.95))
    counts = [math.exp(normal.inv_cdf((index + 0.5) / reports)) for index in range(reports)]
    counts = [max(1, min(MAX_RECORDS, round(count))) for count in counts]
    rng.shuffle(counts)
    return counts


def packed(path, name, pieces, as_zip):
    """Writes the pieces as an archive; gives the number of bytes before packing."""
    size = 0
    with open(path, "wb") as file:
        if as_zip:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                entry = zipfile.ZipInfo(name, (2026, 11, 24, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(entry, "w", force_zip64=False) as out:
                    size = sum(out.write(piece.encode()) for piece in pieces)
        else:
            with gzip.GzipFile(name, "wb", 6, file, mtime=0) as out:
                size = sum(out.write(piece.encode()) for piece in pieces)
    return size


def write_mail(path, archive, reporter, domain, report_id, begin, as_zip, number):
    """The mail that brings the archive, base64 as it goes."""
    name = f"{reporter.submitter}!{domain}!{begin}!{begin + DAY - 1}" + (".zip" if as_zip else ".xml.gz")
    kind = "application/zip" if as_zip else "application/gzip"
    lines = [
        f"Return-Path: <dmarc-reports@{reporter.submitter}>",
        "Delivered-To: dmarc@example.com",
        f"Received: from out.{reporter.submitter} (out.{reporter.submitter} [192.0.2.{number % 254 + 1}])",
        f"\tby mx.example.com (Postfix) with ESMTPS id {number:010X}",
        "\tfor <dmarc@example.com>; Tue, 24 Nov 2026 02:00:00 +0000 (UTC)",
        "Date: Tue, 24 Nov 2026 01:59:58 +0000",
        f"From: {reporter.submitter} <dmarc-reports@{reporter.submitter}>",
        "To: dmarc@example.com",
        f"Subject: Report Domain: {domain} Submitter: {reporter.submitter} Report-ID: {report_id}",
        f"Message-ID: <{report_id}.{number}@{reporter.submitter}>",
        "MIME-Version: 1.0",
    ]
    part = [
        f'Content-Type: {kind}; name="{name}"',
        f'Content-Disposition: attachment; filename="{name}"',
        "Content-Transfer-Encoding: base64",
        "",
    ]
    end = ""
    if reporter.single:
        lines += part
    else:
        boundary = f"=_report_{number:08x}"
        lines += [
            f'Content-Type: multipart/mixed; boundary="{boundary}"', "",
            f"--{boundary}", "Content-Type: text/plain; charset=us-ascii", "",
            f"This is a DMARC aggregate report for {domain}.", "",
            f"--{boundary}",
        ] + part
        end = f"--{boundary}--\n"
    with open(path, "wb") as mail, open(archive, "rb") as source:
        mail.write(("\n".join(lines) + "\n").encode())
        while chunk := source.read(57 << 10):
            mail.write(base64.encodebytes(chunk))
        mail.write(end.encode())


def write_maildir(folder, reports, seed):
    maildir, bare = os.path.join(folder, "Maildir"), os.path.join(folder, "xml")
    for place in (bare, *(os.path.join(maildir, name) for name in ("new", "cur", "tmp"))):
        os.makedirs(place)
    writer = ReportWriter(seed)
    rng = writer.rng
    archive = os.path.join(folder, "archive")
    zips = size = 0
    for number, records in enumerate(record_counts(reports, rng)):
        reporter = rng.choices(REPORTERS, [reporter.share for reporter in REPORTERS])[0]
        domain = rng.choice(list(DOMAINS))
        begin = FIRST_DAY + DAY * rng.randrange(21)
        report_id = f"{rng.getrandbits(64):020d}"
        as_zip = rng.random() < ZIP_SHARE
        document = "".join(writer.pieces(reporter, domain, report_id, begin, records))
        with open(os.path.join(bare, f"{number:05d}.xml"), "w", newline="") as file:
            file.write(document)
        size += packed(archive, f"{reporter.submitter}.xml", [document], as_zip)
        path = os.path.join(maildir, "new", f"{begin + DAY}.M{number:06d}P1.mx")
        write_mail(path, archive, reporter, domain, report_id, begin, as_zip, number)
        zips += as_zip
    os.remove(archive)
    return {"mails": reports, "zip": zips, "gzip": reports - zips, "xml_bytes": size, **writer.totals}


def write_giant(folder, records, seed):
    os.makedirs(folder)
    writer = ReportWriter(seed)
    reporter, domain, report_id = REPORTERS[0], "example.com", "giant"
    archive = os.path.join(folder, "giant.xml.gz")
    pieces = writer.pieces(reporter, domain, report_id, FIRST_DAY, records)
    size = packed(archive, "giant.xml", pieces, as_zip=False)
    mail = os.path.join(folder, "giant.eml")
    write_mail(mail, archive, reporter, domain, report_id, FIRST_DAY, False, 0)
    return {"mails": 1, "xml_bytes": size, "gzip_bytes": os.path.getsize(archive), **writer.totals}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="is created")
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--giant", type=int, metavar="RECORDS", help="one report of so many records instead")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.giant:
        totals, name = write_giant(options.folder, options.giant, options.seed), "giant.json"
    else:
        totals, name = write_maildir(options.folder, options.reports, options.seed), "totals.json"
    with open(os.path.join(options.folder, name), "w") as file:
        json.dump(totals, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
