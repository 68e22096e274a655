#!/usr/bin/env python3
"""Measures commands as whole processes: CPU seconds (user and system), wall seconds, peak memory.

    measure.py [--runs 5] -- COMMAND ARGUMENT…
    measure.py [--runs 5] --against 'OTHER COMMAND' -- COMMAND ARGUMENT…

Two commands run in turns (A B A B …) and the ratio is taken turn by turn, so that a machine that is busy for a while is
busy for both.
"""

import argparse
import collections
import os
import resource
import shlex
import statistics
import sys
import time

# seconds, seconds, MiB
Run = collections.namedtuple("Run", "cpu wall peak")


class CommandFailed(Exception):
    pass


# Linux counts what this process held when it started the child into the child's peak.
OWN_PEAK_MAX = 32


def run(command, output=os.devnull, before=None):
    """Runs the command once."""
    if before:
        before()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if own > OWN_PEAK_MAX:
        raise CommandFailed(f"this process has grown to {own:.0f} MiB: no smaller peak can be measured")
    redirect = [
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0o644),
    ]
    start = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=redirect)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    if status != 0:
        raise CommandFailed(f"status {os.waitstatus_to_exitcode(status)}: {shlex.join(command[:6])}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def repeat(command, runs, before=None):
    return [run(command, before=before) for _ in range(runs)]


def in_turns(first, second, runs, before=None):
    """Both commands in turns; `before` is called before each run of the first."""
    pairs = [(run(first, before=before), run(second)) for _ in range(runs)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def median(runs, field):
    return statistics.median(getattr(one, field) for one in runs)


def least(runs, field):
    return min(getattr(one, field) for one in runs)


def peak(runs):
    return max(one.peak for one in runs)


def ratio(first, second, field):
    """The median of the ratios of the turns."""
    return statistics.median(getattr(a, field) / max(getattr(b, field), 0.001) for a, b in zip(first, second))


def line(name, runs):
    return (
        f"{name}: CPU min {least(runs, 'cpu'):.3f} s, median {median(runs, 'cpu'):.3f} s; "
        f"wall min {least(runs, 'wall'):.3f} s, median {median(runs, 'wall'):.3f} s; peak {peak(runs):.1f} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--against", metavar="COMMAND", help="measured in turns with the command")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    try:
        if not options.against:
            print(line("A", repeat(options.command, options.runs)))
            return
        first, second = in_turns(options.command, shlex.split(options.against), options.runs)
    except CommandFailed as failure:
        sys.exit(str(failure))
    print(line("A", first))
    print(line("B", second))
    print(f"A/B: CPU {ratio(first, second, 'cpu'):.2f}, wall {ratio(first, second, 'wall'):.2f}")


if __name__ == "__main__":
    main()
