import Deliverability
import Interpretation
import MailSyntax
import SenderChecks
import Tables
import Tokens

/// What a process must know to read mail as the daemon would: it opens no file of its own.
struct ReadingOrder: Wired {
    var context: OperatorContext
    var limits: Limits
    var bounds: WorkerBounds

    init(context: OperatorContext, limits: Limits, bounds: WorkerBounds) {
        self.context = context
        self.limits = limits
        self.bounds = bounds
    }

    func write(to writer: inout WireWriter) {
        for names in Self.names { writer.put(Array(context[keyPath: names])) }
        writer.put(context.tokens?.keys.fileText, context.rules, context.dkimKeys)
        for limit in Limits.all { writer.put(limits[keyPath: limit].value) }
        writer.put(bounds.processorSeconds, bounds.wallSeconds, bounds.memoryBytes)
    }

    init(from reader: inout WireReader) throws {
        context = OperatorContext()
        limits = Limits()
        for names in Self.names { context[keyPath: names] = Set(try reader.get() as [String]) }
        let keys: String? = try reader.get()
        context.tokens = try keys.map { TokenReader(keys: try TokenKeyRing(fileText: Array($0.utf8))) }
        context.rules = try reader.get()
        context.dkimKeys = try reader.get()
        for limit in Limits.all { limits[keyPath: limit].value = try reader.get() }
        bounds = WorkerBounds()
        bounds.processorSeconds = try reader.get()
        bounds.wallSeconds = try reader.get()
        bounds.memoryBytes = try reader.get()
    }

    private static var names: [WritableKeyPath<OperatorContext, Set<String>>] {
        [
            \.ownDomains, \.authservIDs, \.trustedHosts, \.unsubscribeAddresses, \.reportAddresses, \.ownSources, \.tokenDomains,
        ]
    }
}

extension DKIMKey: Wired {
    func write(to writer: inout WireWriter) {
        writer.put(domain.text, selector.text)
        writer.put(bytes: publicKey.encoded)
    }

    init(from reader: inout WireReader) throws {
        guard let domain = DomainName(try reader.text()), let selector = DomainName(try reader.text()) else { throw WireError.notOneOf }
        self.init(domain: domain, selector: selector, publicKey: try DKIMPublicKey(encoded: try reader.bytes()))
    }
}

/// Rules of the operator: those of the program are in every process already.
extension TableRule: Wired {
    func write(to writer: inout WireWriter) {
        writer.put(rule.slug, rule.bounceClass, rule.cause, rule.phrases, rule.reply, rule.status, rule.remedy, rule.sample, rule.source)
        writer.put(provider, language, source, date)
    }

    init(from reader: inout WireReader) throws {
        let rule = Rule(
            slug: try reader.get(), bounceClass: try reader.get(), cause: try reader.get(), phrases: try reader.get(),
            reply: try reader.get(), status: try reader.get(), remedy: try reader.text(), sample: try reader.get(),
            source: try reader.get())
        self.init(
            rule, scope: "operator", provider: try reader.get(), strength: .operators, language: try reader.get(),
            source: try reader.get(), date: try reader.get())
    }
}
