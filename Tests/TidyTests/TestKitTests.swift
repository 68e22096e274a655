import TestKit
import Testing

/// The tools that other tests trust.
@Suite struct TestKitTests {
    @Test(arguments: [
        ("{}", "{\"a\": 1}"), ("{\"a\": 1}", "{\"a\": 1.0, \"b\": 2}"), ("[1, {\"a\": null}]", "[1, {\"a\": null, \"b\": 0}]"),
        ("{\"a\": {\"b\": [\"x\"]}}", "{\"a\": {\"b\": [\"x\"], \"c\": true}}"), ("\"x\"", "\"x\""), ("1000000000000", "1000000000000"),
    ])
    func `an expectation is a part of what is there`(expected: String, actual: String) {
        #expect(JSONSubset.differences(expected: expected, actual: actual).isEmpty)
    }

    @Test(arguments: [
        ("{\"a\": 1}", "{\"a\": 2}", "a: expected 1, found 2"),
        ("{\"a\": 1}", "{}", "a: expected 1, found no such key"),
        ("{\"a\": null}", "{}", "a: expected null, found no such key"),
        ("{\"a\": 1}", "{\"a\": true}", "a: expected 1, found true"),
        ("{\"a\": \"1\"}", "{\"a\": 1}", "a: expected \"1\", found 1"),
        ("[1]", "[1, 2]", "the value: expected 1 elements, found 2"),
        ("{\"a\": [{\"b\": 1}, {\"b\": 2}]}", "{\"a\": [{\"b\": 1}, {\"b\": 3}]}", "a[1].b: expected 2, found 3"),
        ("{\"a\": {}}", "{\"a\": []}", "a: expected an object with , found an array of 0"),
        ("nothing", "{}", "the expectation is no JSON"),
        ("{}", "nothing", "the output is no JSON: nothing"),
    ])
    func `the first difference is told with its place`(expected: String, actual: String, words: String) {
        #expect(JSONSubset.differences(expected: expected, actual: actual).first == words)
    }

    @Test func `the differing line of a golden is told`() {
        #expect(Golden.firstDifference(kept: "a\nb\n", actual: "a\nc\n") == "differs in line 2: kept \"b\", now \"c\".")
        #expect(Golden.firstDifference(kept: "a", actual: "a\nb") == "differs in line 2: kept nothing, now \"b\".")
    }

    @Test func `fixtures are found with what is expected of them`() throws {
        let folder = try TemporaryFolder()
        try folder.write("mail", to: "Fixtures/a/one.eml")
        try folder.write("{}", to: "Fixtures/a/one.expected.json")
        try folder.write("bytes", to: "Fixtures/a/deep/two.xml")
        try folder.write("words", to: "Fixtures/a/README.md")
        let found = Fixtures.all(in: "a", root: folder.url)
        #expect(found.map(\.path) == ["a/deep/two.xml", "a/one.eml"])
        #expect(found.map(\.expected) == [nil, "{}"])
        #expect(Fixtures.all(in: "none", root: folder.url).isEmpty)
    }

    @Test func `the checkout is found from anywhere`() throws {
        #expect(try Repository.text("Package.swift").contains("name: \"plumbline\""))
    }
}
