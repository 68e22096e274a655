import Deliverability

/// All tables that are compiled in. Order inside a table is the order of decision; order here breaks ties.
package enum RuleTables {
    package static let providers: [ProviderTable] = [
        .gmail, .microsoft, .yahoo, .apple, .mailru, .yandex, .comcast, .unitedInternet, .tOnline, .orange, .free, .tencent, .netease,
        .sina,
        .cox, .spectrum, .attMail, .goDaddy, .facebook, .mimecast, .docomo, .kddi, .softBank, .iua,
    ]

    package static let phrases: [PhraseTable] = [
        .securityServices, .blocklists, .mailServers, .englishSender, .englishRecipient, .englishTransport, .otherLanguages, .hints,
    ]
}

/// A rule of the tables with everything that matching needs.
package struct TableRule: Sendable {
    package let id: RuleID
    package let rule: Rule
    package let provider: Provider?
    package let strength: PhraseTable.Strength
    package let status: StatusRange?

    /// A provider's own table, a distinctive token of another provider, then everybody's phrases.
    package static let all: [TableRule] = {
        var out: [TableRule] = []
        for table in RuleTables.providers {
            for rule in table.rules {
                out.append(
                    TableRule(
                        id: RuleID(table.provider.slug + "/" + rule.slug), rule: rule, provider: table.provider, strength: .precise,
                        status: rule.status.flatMap { StatusRange($0) }))
            }
        }
        for table in RuleTables.phrases {
            for rule in table.rules {
                out.append(
                    TableRule(
                        id: RuleID(table.scope + "/" + rule.slug), rule: rule, provider: nil, strength: table.strength,
                        status: rule.status.flatMap { StatusRange($0) }))
            }
        }
        return out
    }()
}
