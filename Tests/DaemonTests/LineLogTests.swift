import Intake
import Logging
import TestKit
import Testing

@testable import Daemon

@Suite struct LineLogTests {
    private static let hostile = [
        "a\nevent=forged", "a\r\nb", "\u{1B}[31mred", "a\u{202E}b", "a\u{200B}b", "\"} , {\"", "a=b c", "", "\u{2028}x", "a\u{0}b",
        "back\\slash",
    ]

    private func lines(_ format: LineLog.Format, _ body: (Logger) -> Void) -> [String] {
        let written = Monitor([String]())
        body(Logger(label: "test") { _ in LineLog(format) { line in written.with { $0.append(String(decoding: line, as: UTF8.self)) } } })
        return written.with { $0 }
    }

    @Test(arguments: hostile, LineLog.Format.allCases)
    func `one event is one line whatever it holds, and no value makes a field`(_ text: String, _ format: LineLog.Format) throws {
        let written = lines(format) { $0.info("something happened", metadata: ["fault": "\(text)"]) }
        #expect(written.count == 1)
        let line = try #require(written.first)
        #expect(line.hasSuffix("\n") && line.dropLast().utf8.allSatisfy { $0 != 10 && $0 != 13 && $0 >= 32 })
        for hidden in ["\u{202E}", "\u{200B}", "\u{2028}"] { #expect(!line.unicodeScalars.contains { String($0) == hidden }) }
        switch format {
        case .json:
            let value = try JSONValue(parsing: line)
            #expect(value["event"] == .string("something happened") && value["level"] == .string("info"))
            #expect(value["fault"] == .string(text))
        case .logfmt:
            #expect(line.hasPrefix("ts=") && line.hasSuffix(" event=\"something happened\"\n"))
            #expect(!line.contains(" event=forged"))
        }
    }

    @Test func `a value has an end`() {
        let written = lines(.logfmt) { $0.error("x", metadata: ["fault": "\(String(repeating: "y", count: 1 << 20))"]) }
        #expect(written.count == 1 && written[0].utf8.count < 4096)
    }

    @Test func `what is of less weight than the level is not written`() {
        #expect(lines(.logfmt) { $0.debug("x") }.isEmpty)
    }

    @Test func `numbers of ours are numbers in JSON, and what came by mail is text`() throws {
        let line = try #require(lines(.json) { $0.info("x", metadata: ["port": .stringConvertible(8025), "digest": "12"]) }.first)
        #expect(line.contains("\"port\":8025,") && line.contains("\"digest\":\"12\""), "\(line)")
        let text = try #require(lines(.logfmt) { $0.info("x", metadata: ["port": .stringConvertible(8025)]) }.first)
        #expect(text.contains(" port=8025 "))
    }
}
