import Deliverability
import MailSyntax
import NIOCore
import Storage

/// Answers what is known of an address, from a reading store of its own. Used on one event loop.
///
/// A look-up takes some microseconds of SQLite's time, so it is done where the request was read. Each one sees what was
/// committed last. After an error the store is opened anew: it may have been replaced.
final class SuppressionDesk {
    private let open: @Sendable () throws -> any Store
    private let passesWhenUnreadable: Bool
    private let rest: TimeAmount
    private let observe: @Sendable (LookupNote) -> Void
    private var store: (any Store)?
    /// Why, and until when nobody tries.
    private var trouble: (verdict: LookupVerdict, until: NIODeadline)?

    init(
        open: @escaping @Sendable () throws -> any Store, passesWhenUnreadable: Bool, rest: TimeAmount,
        observe: @escaping @Sendable (LookupNote) -> Void
    ) {
        self.open = open
        self.passesWhenUnreadable = passesWhenUnreadable
        self.rest = rest
        self.observe = observe
    }

    func verdict(on key: [UInt8]) -> LookupVerdict {
        let addresses = LookupKey.addresses(key)
        let verdict = addresses.isEmpty ? .free : verdict(on: addresses)
        observe(.asked(verdict))
        guard passesWhenUnreadable, verdict == .unreadable || verdict == .busy else { return verdict }
        return .free
    }

    private func verdict(on addresses: [EmailAddress]) -> LookupVerdict {
        if let trouble, NIODeadline.now() < trouble.until { return trouble.verdict }
        do {
            let store = try self.store ?? open()
            self.store = store
            let standing = try addresses.lazy.compactMap { try store.suppression(of: $0) }.first { $0.operation == .add }
            if trouble != nil {
                trouble = nil
                observe(.readable)
            }
            return standing.map { .suppressed($0.reason) } ?? .free
        } catch {
            close()
            let verdict = (error as? StoreError)?.code == .busy ? LookupVerdict.busy : .unreadable
            trouble = (verdict, .now() + rest)
            observe(.unreadable("\(error)"))
            return verdict
        }
    }

    func close() {
        store?.close()
        store = nil
    }
}
