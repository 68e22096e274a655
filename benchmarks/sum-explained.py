#!/usr/bin/env python3
"""Adds up what `plumbline explain --format ndjson` said: sum-explained.py FILE prints the sums as JSON.

A process of its own: the explanation of a giant report takes more memory to read than the program may need to write it.
"""

import json
import sys

SUMS = ("records", "messages", "aligned", "dkim_aligned", "spf_aligned")

totals = dict.fromkeys(("mails", *SUMS), 0)
with open(sys.argv[1]) as file:
    for line in file:
        totals["mails"] += 1
        for report in json.loads(line)["reports"]:
            for key in SUMS:
                totals[key] += report[key]
print(json.dumps(totals))
