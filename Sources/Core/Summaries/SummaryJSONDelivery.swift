import Deliverability
import MailSyntax
import Rendering

/// The parts of the JSON that are about delivery: complaints, bounces, investigations, TLS, things to do.
extension SummaryJSON {
    static func complaints(_ value: ComplaintFigures, _ json: inout JSONWriter) {
        json.object { json in
            json.key("total"); json.number(value.total)
            json.key("retracted"); json.number(value.retracted)
            json.key("resolved"); json.number(value.resolved)
            json.key("unresolved"); json.number(value.unresolved)
            json.key("rejected"); json.number(value.rejected)
            json.key("suppressed"); json.number(value.suppressed)
            json.key("ipv4"); json.number(value.ipv4)
            json.key("ipv6"); json.number(value.ipv6)
            json.key("sent"); json.number(value.rate?.sent)
            json.key("rate_percent"); json.decimal(value.rate?.percent)
            json.key("verdict"); json.string(value.rate?.verdict?.rawValue)
            json.key("effects")
            json.object { json in
                for row in value.effects {
                    json.key(named: row.effect.rawValue)
                    json.number(row.count)
                }
            }
            json.key("providers")
            json.array(value.providers) { json, row in
                json.object { json in
                    json.key("provider"); json.string(row.provider?.slug)
                    json.key("complaints"); json.number(row.complaints)
                    json.key("unresolved"); json.number(row.unresolved)
                    json.key("sent"); json.number(row.rate?.sent)
                    json.key("rate_percent"); json.decimal(row.rate?.percent)
                    json.key("verdict"); json.string(row.rate?.verdict?.rawValue)
                }
            }
            json.key("campaigns")
            json.array(value.campaigns.prefix(sourcesMax)) { json, row in
                json.object { json in
                    json.key("campaign"); json.string(row.campaign)
                    json.key("complaints"); json.number(row.complaints)
                    json.key("sent"); json.number(row.sent)
                    json.key("rate_percent"); json.decimal(row.ratePercent)
                    json.key("review"); json.string(row.review?.rawValue)
                }
            }
        }
    }

    static func bounces(_ value: BounceFigures, _ json: inout JSONWriter) {
        json.object { json in
            json.key("total"); json.number(value.total)
            json.key("delays"); json.number(value.delays)
            json.key("counts_against_contacts"); json.number(value.countsAgainstContacts)
            json.key("deactivated"); json.number(value.deactivated)
            json.key("paused"); json.number(value.paused)
            json.key("sent"); json.number(value.hardRate?.sent)
            json.key("hard_rate_percent"); json.decimal(value.hardRate?.percent)
            json.key("verdict"); json.string(value.hardRate?.verdict?.rawValue)
            json.key("rates")
            json.array(value.hardRates.prefix(sourcesMax)) { json, row in
                json.object { json in
                    json.key("provider"); json.string(row.provider?.slug)
                    json.key("sent"); json.number(row.rate.sent)
                    json.key("hard"); json.number(row.rate.count)
                    json.key("rate_percent"); json.decimal(row.rate.percent)
                    json.key("verdict"); json.string(row.rate.verdict?.rawValue)
                }
            }
            json.key("classes")
            json.object { json in
                for row in value.classes {
                    json.key(named: row.bounceClass.rawValue)
                    json.number(row.count)
                }
            }
            json.key("causes")
            json.array(value.rows.prefix(sourcesMax)) { json, row in
                json.object { json in
                    json.key("class"); json.string(row.key.bounceClass.rawValue)
                    json.key("cause"); json.string(row.key.cause.rawValue)
                    json.key("provider"); json.string(row.key.provider?.slug)
                    json.key("failed"); json.number(row.failed)
                    json.key("delayed"); json.number(row.delayed)
                    json.key("counts_against_contacts"); json.number(row.countsAgainstContacts)
                    json.key("remedy"); json.string(row.remedy)
                }
            }
            json.key("providers")
            json.array(value.providers.prefix(sourcesMax)) { json, row in
                json.object { json in
                    json.key("provider"); json.string(row.provider?.slug)
                    json.key("hard"); json.number(row.hard)
                    json.key("soft"); json.number(row.soft)
                    json.key("block"); json.number(row.block)
                    json.key("other"); json.number(row.other)
                    json.key("delayed"); json.number(row.delayed)
                }
            }
            json.key("campaigns")
            json.array(value.campaigns.prefix(sourcesMax)) { json, row in
                json.object { json in
                    json.key("campaign"); json.string(row.campaign)
                    json.key("hard"); json.number(row.hard)
                    json.key("failed"); json.number(row.total)
                    json.key("rate_percent"); json.decimal(row.ratePercent)
                }
            }
        }
    }

    static func investigation(_ value: InvestigationFigures, _ json: inout JSONWriter) {
        json.object { json in
            json.key("id"); json.number(value.id)
            json.key("receiver"); json.string(value.key.receiver)
            json.key("from_domain"); json.string(value.key.fromDomain)
            json.key("phase"); json.string(value.phase.rawValue)
            json.key("since"); json.time(value.since)
            json.key("opened"); json.time(value.opened)
            json.key("last_block"); json.time(value.lastBlock)
            json.key("blocks"); json.number(value.blocks)
            json.key("checks")
            json.array(value.areas) { json, area in
                json.object { json in
                    json.key("area"); json.string(area.rawValue)
                    json.key("check"); json.string("\(area.check); \(area.caution).")
                }
            }
            json.key("findings_total"); json.number(value.findingsTotal)
            json.key("findings")
            json.array(value.findings) { json, finding in
                json.object { json in
                    json.key("kind"); json.string(finding.kind.rawValue)
                    json.key("area"); json.string(finding.area.rawValue)
                    json.key("text"); json.string(finding.text)
                    json.key("messages"); json.number(finding.messages)
                    json.key("at"); json.time(finding.at)
                    json.key("digest"); json.string(finding.digest)
                }
            }
        }
    }

    static func tls(_ value: TLSFigures, _ json: inout JSONWriter) {
        json.object { json in
            json.key("domain"); json.string(value.domain)
            json.key("successful_sessions"); json.number(value.successful)
            json.key("failed_sessions"); json.number(value.failed)
            json.key("proven_sessions"); json.number(value.proven)
            json.key("organizations"); json.array(value.organizations) { $0.string($1) }
            json.key("failing_hosts"); json.array(value.failingHosts) { $0.string($1) }
        }
    }

    static func todo(_ value: Todo, _ json: inout JSONWriter) {
        json.object { json in
            json.key("severity"); json.string(value.severity.rawValue)
            json.key("rule"); json.string(value.rule)
            json.key("text"); json.string(value.text)
            json.key("numbers")
            json.object { json in
                for number in value.numbers {
                    json.key(named: number.name)
                    json.number(number.value)
                }
            }
            json.key("command"); json.string(value.command)
        }
    }
}
