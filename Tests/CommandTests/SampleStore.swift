import Foundation
import Glibc
import TestKit

/// A store filled by the program itself, for the commands that read one.
enum SampleStore {
    /// Complaints, bounces, one investigation, aggregate reports, and mail that is set aside.
    static let sources = [
        "Fixtures/feedback/yahoo-like-apparently-to-only.eml", "Fixtures/feedback/mailto-unsubscribe.eml",
        "Fixtures/delivery/postfix-unknown-user.eml", "Fixtures/delivery/several-recipients-mixed.eml",
        "Fixtures/scenarios/blocks-open-an-investigation/01-blocked.eml",
        "Fixtures/scenarios/blocks-open-an-investigation/02-blocked.eml",
        "Fixtures/scenarios/blocks-open-an-investigation/03-blocked.eml", "Fixtures/aggregate/alder-gzip.eml",
        "Fixtures/malformed/zip-encrypted.eml",
    ]

    static let shared = Result { try Kept() }

    /// Its folder lives as long as the tests: a static value is never released, so the end of the process removes it.
    final class Kept: Sendable {
        let folder: TemporaryFolder
        let ingested: JSONValue
        var path: String { folder.path("store.db").path }

        init() throws {
            folder = try TemporaryFolder()
            atexit { if let kept = try? SampleStore.shared.get() { try? FileManager.default.removeItem(at: kept.folder.url) } }
            let outcome = try Plumbline.run(
                ["ingest", "--format", "json", "--store", folder.path("store.db").path] + SampleStore.sources)
            ingested = try outcome.json()
        }
    }

    static func path() throws -> String { try shared.get().path }
}
