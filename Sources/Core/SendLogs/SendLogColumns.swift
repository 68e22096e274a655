import MailSyntax

/// What a column or member of a send log means, under the names that sending systems give it.
package enum SendLogColumn: CaseIterable, Hashable, Sendable {
    case messageID, recipient, campaign, segment, stream, list, sentAt, subscribedAt, frequency

    /// Lower case, with `_` for blanks and hyphens.
    var names: [String] {
        switch self {
        case .messageID: ["message_id", "messageid", "msgid", "msg_id", "smtp_message_id", "rfc822_message_id"]
        case .recipient: ["recipient", "email", "address", "rcpt", "rcpt_to", "to", "email_address", "mail"]
        case .campaign: ["campaign", "campaign_id", "mailing", "mailing_id", "job"]
        case .segment: ["segment", "segment_id", "audience"]
        case .stream: ["stream", "message_stream", "category"]
        case .list: ["list", "list_id", "mailing_list"]
        case .sentAt: ["sent_at", "sent", "timestamp", "date", "time", "created_at"]
        case .subscribedAt: ["subscribed_at", "subscribed", "opt_in_at", "optin_at", "signup_at", "joined_at", "confirmed_at"]
        case .frequency: ["frequency", "mailing_frequency", "cadence", "mails_per_30_days"]
        }
    }

    package static func named(_ name: String) -> SendLogColumn? { byName[folded(name)] }

    /// All known names, for readers that keep nothing else.
    static let allNames = Set(byName.keys)

    static func folded(_ name: String) -> String {
        String(decoding: name.trimmedASCII.asciiLowercased.utf8.map { $0 == 32 || $0 == 45 ? 95 : $0 }, as: UTF8.self)
    }

    private static let byName: [String: SendLogColumn] = {
        var out: [String: SendLogColumn] = [:]
        for column in allCases {
            for name in column.names { out[name] = column }
        }
        return out
    }()
}
