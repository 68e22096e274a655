import Foundation
import MailSyntax
import TestKit
import WebFront

/// A register of consumers in a folder that goes with its test.
final class TemporaryRegister: Sendable {
    private let folder: String
    let register: ConsumerRegister

    init() throws {
        folder = try TestPlace.folder()
        register = ConsumerRegister(store: folder + "/store.db")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Registers a consumer and returns its token.
    func add(_ name: String, _ scopes: Set<Scope>) throws -> String {
        let (text, token) = try BearerToken.make()
        guard let consumer = Consumer(name: name, scopes: scopes, token: token, created: Timestamp(1_795_000_000)) else { return "" }
        try register.add(consumer)
        return text
    }

    /// Registers a consumer and returns the header field that it shows.
    func bearer(_ scopes: Scope...) throws -> String {
        "Authorization: Bearer " + (try add("c\(try register.read().count)", Set(scopes)))
    }
}
