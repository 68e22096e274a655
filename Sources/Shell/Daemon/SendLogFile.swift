import Deliverability
import Intake
import Interpretation
import MailSyntax
import SendLogs
import Tokens

/// One file of a send log, read in batches: linear, with memory for one batch.
package struct SendLogFile: Sendable {
    package struct Tally: Hashable, Sendable {
        package var rows = 0
        package var new = 0
        package var refused = 0

        package var known: Int { rows - refused - new }
    }

    /// Rows of one transaction beside the intake: some 200 ms, so that a complaint does not wait for a mailing.
    package static let fewAtOnce = 5000
    /// Where nobody waits: keys fall all over the trees, and the more rows share a transaction, the fewer pages are written twice.
    package static let manyAtOnce = 20_000

    private let path: String
    private let format: SendLogReader.Format?
    private let keys: TokenKeyRing?
    private let rowsAtOnce: Int

    /// - Parameters:
    ///   - format: seen by the first byte if not given.
    ///   - keys: give each recipient the handle that opaque tokens carry.
    package init(path: String, format: SendLogReader.Format? = nil, keys: TokenKeyRing?, rowsAtOnce: Int = fewAtOnce) {
        self.path = path
        self.format = format
        self.keys = keys
        self.rowsAtOnce = rowsAtOnce
    }

    /// - Parameters:
    ///   - refused: is told of each row that names no mail or nobody.
    ///   - add: stores a batch and gives how many were new.
    /// - Throws: `SendLogFault` for what is no send log, `FileChunks.Unreadable`, and what `add` throws.
    package func read(refused: (_ line: Int, _ reason: String) -> Void, add: ([SentMessage]) throws -> Int) throws -> Tally {
        var tally = Tally(), reader: SendLogReader?, batch: [SentMessage] = []
        func drain(_ least: Int) throws {
            guard batch.count >= least, !batch.isEmpty else { return }
            tally.new += try add(batch)
            batch.removeAll(keepingCapacity: true)
        }
        func take() throws {
            while let entry = try reader?.next() {
                tally.rows += 1
                switch entry {
                case .sent(let mail): batch.append(mail.known(by: keys))
                case .refused(let line, let reason):
                    tally.refused += 1
                    refused(line, reason)
                }
                try drain(rowsAtOnce)
            }
        }
        try FileChunks.forEach(of: path) { chunk in
            reader = reader ?? SendLogReader(format ?? SendLogReader.format(of: chunk))
            reader?.append(chunk)
            try take()
        }
        reader?.end()
        try take()
        try drain(1)
        return tally
    }
}

extension SentMessage {
    /// With the handle that opaque tokens carry, and the provider.
    fileprivate func known(by keys: TokenKeyRing?) -> SentMessage {
        var mail = self
        mail.handle = keys?.handle(of: recipient)
        mail.provider = ProviderRecognition.provider(remoteHost: nil, domain: recipient.domain)?.slug
        return mail
    }
}
