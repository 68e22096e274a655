extension Settings {
    /// `docs/settings.md`, made from the settings themselves so that it cannot lie.
    package static var documentation: String {
        var lines = [
            "# Settings", "",
            "`plumbline run --config FILE` reads a YAML file with these names. Names with a dot lie in a group:",
            "`summary.hour` is `hour` below `summary`. An unknown name, a wrong type or a value out of range stops the start with",
            "`file:line: message`. A duration is a number of seconds or one with `s`, `m`, `h` or `d`; a size is a number of bytes or",
            "one with `KiB`, `MiB` or `GiB`.", "",
            "```yaml", "store: /var/lib/plumbline/plumbline.sqlite", "maildirs: [/var/mail/reports]", "listen: 127.0.0.1:8025",
            "own-domains: [example.com]", "sinks:", "  - {file: /var/lib/plumbline/suppressed, format: postfix}", "summary:",
            "  directory: /var/lib/plumbline/reports", "thresholds:", "  soft-failures-to-pause: 4", "```", "",
        ]
        lines += [
            "A variable of the environment overrides the file: `PLUMBLINE_`, then the name in capitals with `_` for every other sign,",
            "such as `PLUMBLINE_RETENTION_SET_ASIDE=30d`; a list is written as in the file, `PLUMBLINE_OWN_DOMAINS='[a.example, b.example]'`.",
            "One that names no setting stops the start as well. The command line overrides both. Secrets stand in files of their own,",
            "mode 600, whose paths are settings; never in this file, in the environment or in an argument. `plumbline config check`",
            "refuses files of secrets that others may read, and `plumbline config show` tells of each value where it comes from.", "",
            "SIGHUP reads file, environment and secrets anew: all of it is put to work, or, where anything is wrong, nothing, and the log",
            "says what and where. `store` and `log.format` take a restart.", "",
            "Under `contrib/plumbline.service` the daemon may write below `/var/lib/plumbline` alone. Other places (Maildirs, sinks,",
            "summaries) are named in the unit: `ReadWritePaths=/var/mail/reports`, once for each. Postfix takes its file from there",
            "([operating.md](operating.md#postfix-mail-out)).", "",
        ]
        for group in groups {
            lines += ["## \(group.title)", "", "| setting | value | default | meaning |", "|---|---|---|---|"]
            lines += group.settings.map { "| `\($0.name)` | \($0.form) | \($0.standard) | \($0.meaning) |" }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    private static var groups: [(title: String, settings: [Setting])] {
        let titles = [
            ("", "Places, sending side and sinks"), ("rules", "Rules"), ("tokens", "Tokens"), ("dkim", "Signatures of your own"),
            ("lookup", "Look-ups by mail servers"),
            ("summary", "Weekly summary"), ("log", "Log"), ("alerts", "Alerts"), ("thresholds", "Thresholds"), ("retention", "Retention"),
            ("limits", "Limits"),
        ]
        return titles.map { prefix, title in
            (
                title,
                Setting.all.filter { setting in
                    let parts = setting.name.split(separator: ".")
                    return prefix.isEmpty ? parts.count == 1 : parts.count > 1 && parts[0] == prefix
                }
            )
        }
    }
}
