/// Rows of RFC 4180 with CRLF line ends. Numbers go in as they are; text passes the formula guard.
package struct CSVWriter {
    package private(set) var text: String

    package init(columns: [String]) { text = columns.joined(separator: ",") + "\r\n" }

    package enum Cell {
        case text(String?)
        case number(Int64?)
    }

    package mutating func row(_ cells: [Cell]) {
        text += cells.map { cell in
            switch cell {
            case .text(let value): value.map(Escape.csv) ?? ""
            case .number(let value): value.map(String.init) ?? ""
            }
        }.joined(separator: ",")
        text += "\r\n"
    }

    package mutating func take() -> String {
        defer { text = "" }
        return text
    }
}
