import Rendering
import Testing

@Suite struct CSVWriterTests {
    @Test func `rows end with CRLF and numbers keep their sign`() {
        var csv = CSVWriter(columns: ["name", "count"])
        csv.row([.text("a,b"), .number(-5)])
        csv.row([.text(nil), .number(nil)])
        #expect(csv.take() == "name,count\r\n\"a,b\",-5\r\n,\r\n")
        #expect(csv.text.isEmpty)
    }

    @Test func `every row has as many fields as there are cells, whatever the text`() {
        var csv = CSVWriter(columns: ["a", "b"])
        csv.row([.text("x\r\ny,\"z"), .text("=1\u{2028}")])
        let lines = csv.take().utf8.split(separator: 10)
        #expect(lines.count == 2)
    }
}
