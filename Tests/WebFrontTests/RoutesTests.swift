import Deliverability
import Foundation
import MailSyntax
import Storage
import TestKit
import Testing
import WebFront

@Suite struct RoutesTests {
    private static let noon = Timestamp(1_795_348_800)

    @Sendable private static func filled() -> MemoryStore {
        let store = MemoryStore()
        store.append(.add, "ann+news@example.com", .complaint, state: .provisional, since: noon, expires: noon.adding(seconds: 3600))
        store.append(.add, "bob@example.com", .hardBounce, since: noon)
        store.append(.remove, "bob@example.com", .hardBounce, since: noon)
        let finding = Finding(
            kind: .block, area: .authentication, text: "550 5.7.1 <script>x</script>", messages: 3, at: noon, digest: "ab")
        store.cases = [
            InvestigationRecord(
                id: 1, key: InvestigationKey(receiver: "gmail", fromDomain: "news.example"),
                state: Investigation(phase: .open, since: noon, lastBlock: noon),
                opened: noon, blocks: 3, findings: [finding]),
            InvestigationRecord(
                id: 2, key: InvestigationKey(receiver: "yahoo", fromDomain: "news.example"),
                state: Investigation(phase: .clear, since: noon),
                opened: noon, blocks: 1, findings: []),
        ]
        return store
    }

    private func document(_ answer: PlainAnswer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    @Test func `check says whether an address may be mailed, and why not`() async throws {
        try await withFront(open: Self.filled) { front in
            let standing = await front.get("/v1/suppressions/check?address=Ann%2Bnews@example.com")
            #expect(
                standing.body == """
                    {"suppressed":true,"reason":"complaint","state":"provisional","scope":"all","since":"2026-11-22T12:00:00Z",\
                    "expires":"2026-11-22T13:00:00Z","cursor":1}

                    """)
            #expect(await front.get("/v1/suppressions/check?address=ann+news@example.com").body == standing.body)
            for address in ["bob@example.com", "cleo@example.com"] {
                let answer = await front.get("/v1/suppressions/check?address=\(address)")
                #expect(answer.status == 200)
                #expect(answer.body.hasPrefix("{\"suppressed\":false,\"reason\":null,"))
            }
        }
    }

    @Test(arguments: ["", "?address=", "?address=nobody", "?address=%ff@example.com", "?address=a@example.com&address=b@example.com"])
    func `check refuses what is no address`(_ query: String) async throws {
        try await withFront { front in
            let answer = await front.get("/v1/suppressions/check" + query)
            #expect(answer.status == 400)
            #expect(!answer.body.contains("nobody") && !answer.body.contains("example.com"))
        }
    }

    @Test(arguments: [
        ("application/json", "[\"BOB@example.com\",\"ann+news@example.com\",\"nobody\"]"),
        ("application/json; charset=utf-8", "{\"addresses\":[\"bob@example.com\",\"ann+news@example.com\",\"nobody\"]}"),
        ("text/plain", "bob@example.com\r\n\nann+news@example.com\nnobody"),
    ])
    func `check answers for many, in the order of the question`(_ type: String, _ body: String) async throws {
        try await withFront(open: Self.filled) { front in
            let answer = await front.post("/v1/suppressions/check", ["Content-Type: \(type)"], body)
            let results = try #require(try document(answer)["results"] as? [[String: Any]])
            #expect(results.map { $0["suppressed"] as? Bool } == [false, true, nil])
            #expect(results[1]["state"] as? String == "provisional")
            #expect(results[2]["error"] as? String == "address")
            #expect(!answer.body.contains("@"))
        }
    }

    @Test(arguments: [
        ("application/json", "{\"addresses\":\"ann@example.com\"}", 400), ("application/json", "[1,2]", 400),
        ("application/json", "[", 400),
        ("application/json", "{}", 400), ("text/plain", String(repeating: "a@example.com\n", count: 1001), 413),
        ("application/json", "[" + Array(repeating: "\"a\"", count: 1001).joined(separator: ",") + "]", 413),
    ])
    func `check refuses what is no list, or too long a one`(_ type: String, _ body: String, _ status: Int) async throws {
        try await withFront { front in
            #expect(await front.post("/v1/suppressions/check", ["Content-Type: \(type)"], body).status == status)
        }
    }

    @Test func `check tells a script in a header field`() async throws {
        try await withFront(open: Self.filled) { front in
            for method in ["HEAD", "GET"] {
                let answer = await front.get("/v1/suppressions/check?address=ann%2Bnews@example.com", method: method)
                #expect(answer.fields["plumbline-suppressed"] == "true")
                #expect(answer.body.isEmpty == (method == "HEAD"))
                let free = await front.get("/v1/suppressions/check?address=bob@example.com", method: method)
                #expect(free.fields["plumbline-suppressed"] == "false")
            }
        }
    }

    @Test func `investigations come with their findings, clear ones on request`() async throws {
        try await withFront(open: Self.filled) { front in
            let answer = await front.get("/v1/investigations")
            let cases = try #require(try document(answer)["investigations"] as? [[String: Any]])
            #expect(cases.map { $0["receiver"] as? String } == ["gmail"])
            #expect(cases[0]["phase"] as? String == "open")
            #expect((cases[0]["findings"] as? [[String: Any]])?.first?["area"] as? String == "authentication")
            #expect(!answer.body.contains("<script>"))
            let all = try document(await front.get("/v1/investigations?all=true"))
            #expect((all["investigations"] as? [Any])?.count == 2)
            #expect(await front.get("/v1/investigations?all=maybe").status == 400)
        }
    }

    @Test func `health is one word, readiness another`() async throws {
        try await withFront { front in
            #expect(await front.get("/healthz").body == "ok\n")
            #expect(await front.get("/readyz").body == "not ready\n")
            front.status.setReady(true)
            #expect(await front.get("/readyz").body == "ready\n")
            front.status.setDegraded("maildir", "cannot be read")
            let degraded = await front.get("/healthz")
            #expect(degraded.status == 503)
            #expect(degraded.body == "degraded\n")
            front.status.setDegraded("maildir", nil)
            #expect(await front.get("/healthz").status == 200)
        }
    }

    @Test func `metrics are lines of the exposition format, without addresses`() async throws {
        try await withFront(open: Self.filled) { front in
            front.status.setReady(true)
            front.status.setQueueDepth(7, of: "/var/mail/re\"ports")
            front.status.setReached(2, by: "file:/srv/list")
            for files: Int in [5, 1] { front.status.addFiles(files, as: "applied") }
            front.status.addComplaintLatency(seconds: 0.2)
            front.status.addComplaintLatency(seconds: 400)
            let answer = await front.get("/metrics")
            #expect(answer.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            for line in [
                "plumbline_ready 1", "plumbline_suppressions 1", "plumbline_feed_cursor 3", "plumbline_investigations_open 1",
                "plumbline_queue_files{queue=\"/var/mail/re\\\"ports\"} 7", "plumbline_feed_reached{consumer=\"file:/srv/list\"} 2",
                "plumbline_intake_files_total{outcome=\"applied\"} 6",
                "plumbline_complaint_to_feed_seconds_bucket{le=\"0.1\"} 0", "plumbline_complaint_to_feed_seconds_bucket{le=\"0.25\"} 1",
                "plumbline_complaint_to_feed_seconds_bucket{le=\"+Inf\"} 2", "plumbline_complaint_to_feed_seconds_count 2",
            ] { #expect(answer.lines.contains(Substring(line)), "\(line)") }
            #expect(!answer.body.contains("@"))
            for line in answer.lines where !line.hasPrefix("#") {
                #expect(Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
            }
        }
    }

    @Test func `the status page shows the cases escaped, and no address`() async throws {
        try await withFront(open: Self.filled) { front in
            front.status.setReady(true)
            front.status.setDegraded("sink <one>", "disk full")
            let page = await front.get("/")
            #expect(page.fields["content-type"] == "text/html; charset=utf-8")
            #expect(page.body.contains("550 5.7.1 &lt;script&gt;"))
            #expect(page.body.contains("sink &lt;one&gt;: disk full"))
            #expect(!page.body.contains("<script") && !page.body.contains("@example.com"))
            #expect(await front.get("/style.css").fields["content-type"] == "text/css; charset=utf-8")
        }
    }

    @Test func `campaigns are listed, and one is shown with its parts`() async throws {
        let open: @Sendable () -> MemoryStore = {
            let store = Self.filled()
            var whole = CampaignCounts()
            (whole.sent, whole.complaints) = (1000, 5)
            var part = CampaignCounts()
            (part.sent, part.complaints) = (400, 5)
            store.campaignRecords = [
                CampaignRecord(
                    name: "spring & co", first: Self.noon, last: Self.noon, whole: whole,
                    parts: [.init(dimension: .segment, value: "new", counts: part)],
                    review: CampaignReview(ground: .complaintRateStop, opened: Self.noon)),
                CampaignRecord(name: "quiet", first: Self.noon, last: Self.noon, whole: CampaignCounts()),
            ]
            return store
        }
        try await withFront(open: open) { front in
            let all = try document(await front.get("/v1/campaigns"))["campaigns"] as? [[String: Any]]
            #expect(all?.compactMap { $0["campaign"] as? String } == ["spring & co", "quiet"])
            #expect(all?.last?["sent"] is NSNull)
            let reviewed = try document(await front.get("/v1/campaigns?review=open"))["campaigns"] as? [[String: Any]]
            #expect(reviewed?.count == 1)
            let one = try document(await front.get("/v1/campaigns?campaign=spring%20%26%20co"))
            #expect((one["review"] as? [String: Any])?["ground"] as? String == "complaint-rate-stop")
            #expect((one["complaint_rate_percent"] as? NSNumber)?.doubleValue == 0.5)
            let segments = (one["by"] as? [String: Any])?["segment"] as? [[String: Any]]
            #expect(segments?.map { $0["value"] as? String } == ["new", nil])
            #expect(segments?.map { $0["sent"] as? Int } == [400, 600])
            #expect(await front.get("/v1/campaigns?campaign=autumn").status == 404)
            #expect(await front.get("/v1/campaigns?review=maybe").status == 400)
        }
    }
}

@Suite struct FeedSignalTests {
    @Test func `what was notified before does not have to be waited for`() async {
        let signal = FeedSignal()
        signal.notify(5)
        signal.notify(3)
        #expect(signal.cursor == 5)
        await signal.wait(beyond: 4, atMost: .seconds(600))
    }

    @Test func `all who wait are woken`() async {
        let signal = FeedSignal()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { await signal.wait(beyond: 0, atMost: .seconds(600)) } }
            group.addTask { signal.notify(1) }
        }
    }

    @Test func `a closed signal holds nobody`() async {
        let signal = FeedSignal()
        signal.close()
        await signal.wait(beyond: 0, atMost: .seconds(600))
    }

    @Test func `a cancelled task does not wait`() async {
        let signal = FeedSignal()
        let task = Task { await signal.wait(beyond: 0, atMost: .seconds(600)) }
        task.cancel()
        await task.value
    }
}
