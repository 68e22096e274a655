import Foundation
import TestKit
import Testing

/// The same notice, written differently, has the same recipients and classes.
///
/// Not counted: a mail from which the mutation took the only place that names a recipient or tells its reply.
@Suite struct BounceInvarianceTests {
    private static let fixtures = Fixtures.all(in: "delivery").compactMap { JudgedNotice(name: $0.name, bytes: $0.bytes) }

    @Test(arguments: BounceMutation.all)
    func `a notice says the same in another form`(mutation: BounceMutation) {
        let found = Invariance(mutation, over: Self.fixtures)
        print("\(mutation): \(found.summary)")
        #expect(found.applied >= 5, "\(mutation) touches no fixture")
        #expect(found.share >= mutation.leastShare, "\(found.summary)\n\(found.differences.joined(separator: "\n"))")
    }

    /// Mails of others, beside the checkout and never inside it.
    private static let corpus = Repository.path("../shared/corpus/bounces")
    private static let isPresent = !Repository.files(below: corpus).isEmpty

    @Test(.enabled(if: isPresent, "NO CORPUS at ../shared/corpus/bounces: only the fixtures were put to the test"))
    func `and so do the mails of others`() {
        let names = Repository.files(below: Self.corpus).filter { !$0.hasSuffix(".tsv") && !$0.contains("/mac/") }
        let mails = names.compactMap { name -> JudgedNotice? in
            guard let data = try? Data(contentsOf: Self.corpus.appendingPathComponent(name)) else { return nil }
            return JudgedNotice(name: name, bytes: [UInt8](data))
        }
        for mutation in BounceMutation.all {
            let found = Invariance(mutation, over: mails)
            print("\(mutation): \(found.summary)")
            #expect(found.share >= mutation.leastShare, "\(mutation): \(found.summary)\n\(found.differences.joined(separator: "\n"))")
        }
    }
}
