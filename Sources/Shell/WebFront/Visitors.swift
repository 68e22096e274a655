import Deliverability
import MailSyntax
import Storage
import Synchronization

/// Who asks: what the token that was shown opens.
struct Visitor: Sendable {
    /// Of the consumer; nil for the operator's own token and for the open loopback.
    let name: String?
    let scopes: Set<Scope>
    /// Key of the hashed view, which is the token's own; nil where none was shown.
    let hashKey: [UInt8]?

    func may(_ scope: Scope) -> Bool { scopes.contains(scope) || scopes.contains(.admin) }

    /// What the rates are counted under.
    var bucket: String { name ?? "" }

    /// On the loopback, while nobody is registered: like every local user.
    static let local = Visitor(name: nil, scopes: [.admin], hashKey: nil)
}

/// Knows visitors by their tokens. The register is looked at again when its file has changed, at most once a second.
final class Visitors: Sendable {
    private struct State {
        var consumers: [Consumer] = []
        var signature: ConsumerRegister.Signature?
        var isOpen: Bool
        var looked: ContinuousClock.Instant?
    }

    private let operatorToken: BearerToken?
    private let register: ConsumerRegister?
    private let fault: @Sendable (String?) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - isLoopback: then everybody is let in as long as there is neither a token nor a register.
    ///   - fault: told why the register cannot be read, nil once it can; the list of before holds meanwhile.
    init(token: BearerToken?, register: ConsumerRegister?, isLoopback: Bool, fault: @escaping @Sendable (String?) -> Void) {
        operatorToken = token
        self.register = register
        self.fault = fault
        state = Mutex(State(isOpen: isLoopback && token == nil))
    }

    /// The registered ones, for status page and metrics.
    var consumers: [Consumer] {
        refresh()
        return state.withLock { $0.consumers }
    }

    /// nil where a token is needed and none that is known was shown. Every known one is compared, whichever fits.
    func visitor(_ authorization: String?) -> Visitor? {
        refresh()
        let (consumers, isOpen) = state.withLock { ($0.consumers, $0.isOpen) }
        guard let token = BearerToken.shown(authorization) else { return isOpen ? .local : nil }
        let digest = SHA256Digest.of(token)
        var found: (name: String?, scopes: Set<Scope>)?
        if let operatorToken, BearerToken.isSame(operatorToken.digest, digest) { found = (nil, [.admin]) }
        for consumer in consumers where BearerToken.isSame(consumer.tokenDigest, digest) { found = (consumer.name, consumer.scopes) }
        guard let found else { return isOpen ? .local : nil }
        return Visitor(name: found.name, scopes: found.scopes, hashKey: HashedView.key(token: token))
    }

    private func refresh() {
        guard let register else { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            if let looked = state.looked, now - looked < .seconds(1) { return false }
            state.looked = now
            return true
        }
        guard isDue else { return }
        let signature = register.signature
        // A register that is gone is an accident: the list of before holds until the next start.
        guard let signature, state.withLock({ $0.signature != signature }) else { return }
        do {
            let consumers = try register.read()
            state.withLock { state in
                state.consumers = consumers
                state.signature = signature
                state.isOpen = false
            }
            fault(nil)
        } catch {
            state.withLock { $0.isOpen = false }
            fault("\(error)")
        }
    }
}
