import Deliverability
import Intake
import MailSyntax
import Storage
import TestKit
import Testing

@Suite struct IngestionTests {
    private func ingestion(_ folder: TemporaryFolder, threads: Int = 3) -> Ingestion {
        Ingestion(
            limits: Limits(), storePath: folder.path + "/plumbline.sqlite", prepare: IntakeBench.plain(Monitor([])), threads: threads,
            now: { Timestamp(1_795_500_000) })
    }

    @Test func `everything is committed once and counted`() throws {
        let folder = try TemporaryFolder()
        for number in 0..<2500 { try folder.write("mail \(number % 2000)", to: "\(number).eml") }
        try folder.write("bad", to: "bad.eml")
        let tally = try ingestion(folder).run([folder.path], into: MemoryStore())
        #expect(tally.read == 2501)
        #expect(tally.new == 2001)
        #expect(tally.duplicate == 500)
        #expect(tally.setAside == 1)
        #expect(tally.reports == ["feedback": 2000])
        #expect(folder.names("").count == 2501)
    }

    @Test func `a missing source is told before anything is committed`() throws {
        let folder = try TemporaryFolder()
        try folder.write("mail", to: "a.eml")
        let store = MemoryStore()
        #expect(throws: SourceError.missing("/nonexistent")) { try ingestion(folder).run([folder.path, "/nonexistent"], into: store) }
        #expect(try store.counts().messages == 0)
    }

    @Test func `a store that fails ends the work with its error`() throws {
        let folder = try TemporaryFolder()
        for number in 0..<300 { try folder.write("mail \(number)", to: "\(number).eml") }
        #expect(throws: StoreError.self) { try ingestion(folder).run([folder.path], into: SharedStore(failingCommits: .max)) }
    }

    @Test func `the tally has the keys of the contract`() {
        let text = String(decoding: IngestTally().json, as: UTF8.self)
        #expect(
            text == """
                {"schema":"plumbline.ingest/1","read":0,"new":0,"duplicate":0,"unrelated":0,"set_aside":0,\
                "reports":{"aggregate":0,"feedback":0,"delivery-status":0,"tls":0},\
                "events":{"bounce":0,"complaint":0,"alignment":0,"unsubscribe":0,"other":0},"suppressed":0,"seconds":0.000}
                """)
    }
}

@Suite struct OrderedParallelTests {
    @Test(arguments: [1, 2, 7]) func `results come in the order of the stream`(threads: Int) throws {
        var results: [Int] = []
        try OrderedParallel<Int, Int>(threads: threads) { $0 * 2 }
            .run(produce: { submit in for value in 0..<1000 { try submit(value) } }, emit: { results.append($0) })
        #expect(results == (0..<1000).map { $0 * 2 })
    }

    @Test func `no more than twice the threads are under way`() throws {
        var submitted = 0, emitted = 0, most = 0
        try OrderedParallel<Int, Int>(threads: 3) { $0 }.run(
            produce: { submit in
                for value in 0..<200 {
                    try submit(value)
                    submitted += 1
                    most = max(most, submitted - emitted)
                }
            }, emit: { _ in emitted += 1 })
        #expect(emitted == 200)
        #expect(most <= 6)
    }
}

@Suite struct MaildirNameTests {
    @Test(arguments: [
        ("1.M1.host", "1.M1.host", "1.M1.host:2,S"), ("1.M1.host:2,", "1.M1.host", "1.M1.host:2,S"),
        ("1.M1.host:2,TF", "1.M1.host", "1.M1.host:2,FST"), ("1.M1.host:1,x", "1.M1.host", "1.M1.host:2,S"),
    ]) func `the base name is the identity and flags are kept`(name: String, base: String, seen: String) {
        let name = MaildirName(name)
        #expect(name.base == MaildirName(base))
        #expect(name.seen() == MaildirName(seen))
    }

    @Test func `bytes that are no text can be written down`() {
        #expect(MaildirName([97, 0xff, 32, 37, 10]).escaped == "a%FF%20%25%0A")
    }
}
