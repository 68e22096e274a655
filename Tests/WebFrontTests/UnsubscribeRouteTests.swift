import Deliverability
import Foundation
import MailSyntax
import Synchronization
import TestKit
import Testing
import WebFront

@Suite struct UnsubscribeRouteTests {
    /// Wishes that were committed.
    private final class Committed: Sendable {
        private let wishes = Mutex<[UnsubscribeLinks.Wish]>([])
        let fails = Mutex(false)
        struct Full: Error {}

        var count: Int { wishes.withLock(\.count) }
        var first: UnsubscribeLinks.Wish? { wishes.withLock(\.first) }

        var links: UnsubscribeLinks {
            UnsubscribeLinks(
                read: { token in
                    if token == "opaque" { return UnsubscribeLinks.Wish(campaign: "forgotten") { _ in nil } }
                    guard token == "good+token=", let address = EmailAddress("ann@example.com") else { return nil }
                    return UnsubscribeLinks.Wish(address: address, campaign: "spring")
                },
                commit: { wish in
                    if self.fails.withLock({ $0 }) { throw Full() }
                    self.wishes.withLock { $0.append(wish) }
                    return wish.campaign != "forgotten"
                })
        }
    }

    private static let oneClick = "List-Unsubscribe=One-Click"
    private static let form = "Content-Type: application/x-www-form-urlencoded"

    /// Mail scanners follow every link.
    @Test(arguments: ["GET", "HEAD"])
    func `looking at a link changes nothing`(_ method: String) async throws {
        let committed = Committed()
        try await withFront(unsubscribe: committed.links) { front in
            let page = await front.get("/u/good+token=", method: method)
            #expect(page.status == 200)
            #expect(page.body.isEmpty == (method == "HEAD"))
            #expect(await front.get("/u/good+token=?List-Unsubscribe=One-Click", method: method).status == 200)
            #expect(committed.count == 0)
        }
    }

    @Test func `the page has a button that posts, no script and no address`() async throws {
        try await withFront(unsubscribe: Committed().links) { front in
            let page = await front.get("/u/good+token=")
            #expect(page.body.contains("<form method=\"post\">"))
            #expect(page.body.contains("name=\"List-Unsubscribe\" value=\"One-Click\""))
            #expect(!page.body.contains("<script") && !page.body.contains("<b>@") && !page.body.contains("ann"))
            #expect(page.fields["content-security-policy"]?.contains("form-action 'self'") == true)
            #expect(page.fields["content-security-policy"]?.contains("script") == false)
            #expect(page.fields["referrer-policy"] == "no-referrer")
        }
    }

    @Test(arguments: [
        (form, oneClick), ("X-Nothing: 1", oneClick), (form + "; charset=UTF-8", "a=b&list-unsubscribe=one-click"),
        (form, "List-Unsubscribe=One%2DClick\r\n"),
        (
            "Content-Type: multipart/form-data; boundary=xyz",
            "--xyz\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--xyz--\r\n"
        ),
    ])
    func `the post of RFC 8058 acts, in either encoding and without a token of ours`(_ type: String, _ body: String) async throws {
        let committed = Committed()
        let consumers = try TemporaryRegister()
        _ = try consumers.bearer(.admin)
        try await withFront(register: consumers.register, unsubscribe: committed.links) { front in
            let answer = await front.post("/u/good+token=", [type, "Origin: https://webmail.example"], body)
            #expect(answer.status == 200)
            #expect(committed.count == 1)
            #expect(committed.first?.campaign == "spring")
        }
    }

    @Test(arguments: [
        "", "List-Unsubscribe=", "List-Unsubscribe=Maybe", "Unsubscribe=One-Click", "One-Click", "List-Unsubscribe%zz=One-Click",
    ])
    func `another body changes nothing`(_ body: String) async throws {
        let committed = Committed()
        try await withFront(unsubscribe: committed.links) { front in
            #expect(await front.post("/u/good+token=", [Self.form], body).status == 400)
            let parts = await front.post("/u/good+token=", ["Content-Type: multipart/form-data; boundary=\"x"], body)
            #expect(parts.status == 400)
            #expect(committed.count == 0)
        }
    }

    @Test(arguments: ["/u/bad", "/u/", "/u/%3Cb%3E", "/u/good%zz", "/u/good+token=/more"])
    func `a token that is not ours changes nothing and is not repeated`(_ path: String) async throws {
        let committed = Committed()
        try await withFront(unsubscribe: committed.links) { front in
            for answer in [await front.get(path), await front.post(path, [Self.form], Self.oneClick)] {
                #expect([404, 405].contains(answer.status))
                #expect(!answer.body.contains("<b>") && !answer.body.contains("bad"))
            }
            #expect(committed.count == 0)
        }
    }

    @Test func `a wish that could not be kept is not confirmed`() async throws {
        let committed = Committed()
        committed.fails.withLock { $0 = true }
        try await withFront(unsubscribe: committed.links) { front in
            let answer = await front.post("/u/good+token=", [Self.form], Self.oneClick)
            #expect(answer.status == 503)
            #expect(answer.fields["retry-after"] != nil)
        }
    }

    @Test func `a link whose mailing is forgotten says so only to the one who posts`() async throws {
        try await withFront(unsubscribe: Committed().links) { front in
            #expect(await front.get("/u/opaque").body.contains("No more mail of this sender?"))
            #expect(await front.post("/u/opaque", [Self.form], Self.oneClick).status == 404)
        }
    }

    @Test func `without a reader of tokens there are no links`() async throws {
        try await withFront { front in #expect(await front.get("/u/good+token=").status == 404) }
    }
}
