import MailSyntax
import Testing

@Suite struct NameTableTests {
    private static func number(of name: String, in table: inout NameTable) -> UInt32 {
        var name = name
        return name.withUTF8 { table.number(of: $0) }
    }

    @Test func `a name has one number in any case, and is told in lower case`() {
        var table = NameTable()
        let first = Self.number(of: "Example.COM", in: &table)
        let other = Self.number(of: "example.net", in: &table)
        #expect(first != other)
        #expect(Self.number(of: "example.com", in: &table) == first)
        #expect(Self.number(of: "EXAMPLE.NET", in: &table) == other)
        #expect(table[first] == "example.com")
        #expect(table.count == 2)
    }

    @Test func `numbers stay while the table grows`() {
        var table = NameTable()
        let numbers = (0..<5_000).map { Self.number(of: "host\($0).example", in: &table) }
        #expect(numbers == Array(0..<5_000))
        #expect((0..<5_000).allSatisfy { Self.number(of: "host\($0).example", in: &table) == UInt32($0) })
        #expect(table.count == 5_000)
    }

    @Test func `the empty name is a name`() {
        var table = NameTable()
        let empty = Self.number(of: "", in: &table)
        #expect(Self.number(of: "a", in: &table) != empty)
        #expect(table[empty] == "")
    }
}
