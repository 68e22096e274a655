import Deliverability
import MailSyntax

extension Event: Wired {
    func write(to writer: inout WireWriter) {
        switch self {
        case .bounce(let bounce):
            writer.put(byte: 0)
            writer.put(bounce)
        case .complaint(let complaint):
            writer.put(byte: 1)
            writer.put(complaint)
        case .alignment(let tally):
            writer.put(byte: 2)
            writer.put(tally.reporter, tally.begin, tally.end)
            tally.writeOwn(to: &writer)
        case .unsubscribe(let unsubscribe):
            writer.put(byte: 3)
            writer.put(unsubscribe)
        case .other(let other):
            writer.put(byte: 4)
            writer.put(other)
        }
    }

    init(from reader: inout WireReader) throws {
        switch try reader.byte() {
        case 0: self = .bounce(try reader.get())
        case 1: self = .complaint(try reader.get())
        case 2:
            let reporter: String = try reader.get(), begin: Timestamp = try reader.get(), end: Timestamp = try reader.get()
            self = .alignment(try AlignmentTally(from: &reader, reporter: reporter, begin: begin, end: end))
        case 3: self = .unsubscribe(try reader.get())
        case 4: self = .other(try reader.get())
        default: throw WireError.notOneOf
        }
    }
}

extension Bounce: Wired {
    func write(to writer: inout WireWriter) {
        writer.put(
            recipient, action, status, replyCode, classification, provider, remoteMTA, reportingMTA, diagnostic, fromDomain,
            originalMessageID, campaign, occurredAt, lookup)
    }

    init(from reader: inout WireReader) throws {
        self.init(
            recipient: try reader.get(), action: try reader.get(), status: try reader.get(), replyCode: try reader.get(),
            classification: try reader.get(), provider: try reader.get(), remoteMTA: try reader.get(), reportingMTA: try reader.get(),
            diagnostic: try reader.get(), fromDomain: try reader.get(), originalMessageID: try reader.get(), campaign: try reader.get(),
            occurredAt: try reader.get(), lookup: try reader.get())
    }
}

extension Classification: Wired {
    func write(to writer: inout WireWriter) { writer.put(bounceClass, cause, rule.text, remedy) }

    init(from reader: inout WireReader) throws {
        self.init(try reader.get(), try reader.get(), rule: RuleID(try reader.get()), remedy: try reader.get())
    }
}

extension Complaint: Wired {
    func write(to writer: inout WireWriter) {
        writer.put(
            feedbackType, provider, attribution, direction, effect, campaign, fromDomain, sourceIP, originalMessageID, occurredAt, scope,
            lookup, source)
    }

    init(from reader: inout WireReader) throws {
        self.init(
            feedbackType: try reader.get(), provider: try reader.get(), attribution: try reader.get(), direction: try reader.get(),
            effect: try reader.get(), campaign: try reader.get(), fromDomain: try reader.get(), sourceIP: try reader.get(),
            originalMessageID: try reader.get(), occurredAt: try reader.get(), scope: try reader.get(), lookup: try reader.get(),
            source: try reader.get())
    }
}

extension ReportingSource: Wired {
    func write(to writer: inout WireWriter) { writer.put(name, isProven) }
    init(from reader: inout WireReader) throws { self.init(name: try reader.get(), isProven: try reader.get()) }
}

extension Attribution: Wired {
    func write(to writer: inout WireWriter) { writer.put(outcome, address, rung, trust, disagreements) }

    init(from reader: inout WireReader) throws {
        self.init(
            outcome: try reader.get(), address: try reader.get(), rung: try reader.get(), trust: try reader.get(),
            disagreements: try reader.get())
    }
}

extension Attribution.Disagreement: Wired {
    func write(to writer: inout WireWriter) { writer.put(rung, address) }
    init(from reader: inout WireReader) throws { self.init(rung: try reader.get(), address: try reader.get()) }
}

extension PendingAttribution: Wired {
    func write(to writer: inout WireWriter) { writer.put(key, rung, trust, effect) }

    init(from reader: inout WireReader) throws {
        self.init(key: try reader.get(), rung: try reader.get(), trust: try reader.get(), effect: try reader.get())
    }
}

extension Unsubscribe: Wired {
    func write(to writer: inout WireWriter) { writer.put(address, method, occurredAt, scope, campaign, lookup) }

    init(from reader: inout WireReader) throws {
        self.init(
            address: try reader.get(), method: try reader.get(), occurredAt: try reader.get(), scope: try reader.get(),
            campaign: try reader.get(), lookup: try reader.get())
    }
}

extension OtherEvent: Wired {
    func write(to writer: inout WireWriter) { writer.put(cause, detail, contact, occurredAt) }

    init(from reader: inout WireReader) throws {
        self.init(cause: try reader.get(), detail: try reader.get(), contact: try reader.get(), occurredAt: try reader.get())
    }
}

extension AlignmentTally {
    /// Without what all tallies of a report share.
    func writeOwn(to writer: inout WireWriter) {
        writer.put(domain, sourceIP, counts.messages, counts.dkimAligned, counts.spfAligned, counts.aligned)
        writer.put(dispositions.none, dispositions.quarantine, dispositions.reject, cause, authenticatedAs, knownAs)
    }

    init(from reader: inout WireReader, reporter: String, begin: Timestamp, end: Timestamp) throws {
        let domain: String = try reader.get(), sourceIP: String = try reader.get()
        var counts = AlignmentCounts()
        counts.messages = try reader.get()
        counts.dkimAligned = try reader.get()
        counts.spfAligned = try reader.get()
        counts.aligned = try reader.get()
        self.init(
            domain: domain, sourceIP: sourceIP, reporter: reporter, begin: begin, end: end, counts: counts,
            dispositions: Dispositions(none: try reader.get(), quarantine: try reader.get(), reject: try reader.get()),
            cause: try reader.get(), authenticatedAs: try reader.get(), knownAs: try reader.get())
    }
}

extension RecipientKey: Wired {
    func write(to writer: inout WireWriter) {
        switch self {
        case .handle(let handle):
            writer.put(true)
            writer.put(bytes: handle.bytes)
        case .messageID(let id): writer.put(false, id)
        }
    }

    init(from reader: inout WireReader) throws {
        guard try reader.get() else {
            self = .messageID(try reader.get())
            return
        }
        guard let handle = RecipientHandle(try reader.bytes()) else { throw WireError.notOneOf }
        self = .handle(handle)
    }
}

extension SuppressionScope: Wired {
    func write(to writer: inout WireWriter) {
        switch self {
        case .all: writer.put(byte: 0)
        case .stream(let name):
            writer.put(byte: 1)
            writer.put(name)
        case .list(let name):
            writer.put(byte: 2)
            writer.put(name)
        }
    }

    init(from reader: inout WireReader) throws {
        switch try reader.byte() {
        case 0: self = .all
        case 1: self = .stream(try reader.get())
        case 2: self = .list(try reader.get())
        default: throw WireError.notOneOf
        }
    }
}

/// An address is read again as it would be out of a mail: nothing that is none gets past.
extension EmailAddress: Wired {
    func write(to writer: inout WireWriter) { writer.put(description) }

    init(from reader: inout WireReader) throws {
        guard let address = EmailAddress(try reader.text()) else { throw WireError.notOneOf }
        self = address
    }
}

extension DomainName: Wired {
    func write(to writer: inout WireWriter) { writer.put(text) }

    init(from reader: inout WireReader) throws {
        guard let domain = DomainName(try reader.text()) else { throw WireError.notOneOf }
        self = domain
    }
}

extension EnhancedStatusCode: Wired {
    func write(to writer: inout WireWriter) { writer.put(classDigit, subject, detail) }

    init(from reader: inout WireReader) throws {
        let code = EnhancedStatusCode(classDigit: try reader.get(), subject: try reader.get(), detail: try reader.get())
        guard let code else { throw WireError.notOneOf }
        self = code
    }
}

extension ReplyCode: Wired {
    func write(to writer: inout WireWriter) { writer.put(value) }

    init(from reader: inout WireReader) throws {
        guard let code = ReplyCode(try reader.get() as Int) else { throw WireError.notOneOf }
        self = code
    }
}

extension Provider: Wired {
    func write(to writer: inout WireWriter) { writer.put(slug) }
    init(from reader: inout WireReader) throws { self.init(try reader.text()) }
}

extension Timestamp: Wired {
    func write(to writer: inout WireWriter) { writer.put(secondsSince1970) }
    init(from reader: inout WireReader) throws { self.init(try reader.get() as Int64) }
}

extension DeliveryAction: Wired {}
extension BounceClass: Wired {}
extension BounceCause: Wired {}
extension Complaint.Direction: Wired {}
extension Complaint.Effect: Wired {}
extension Attribution.Outcome: Wired {}
extension Attribution.Rung: Wired {}
extension Attribution.Trust: Wired {}
extension Unsubscribe.Method: Wired {}
extension OtherEvent.Cause: Wired {}
extension AlignmentCause: Wired {}
extension SourceOwnership: Wired {}
extension ReporterTrust: Wired {}
