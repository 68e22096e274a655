/// Which mail of ours to a contact a suppression stops: all of it, one stream (newsletters, receipts) or one list.
package enum SuppressionScope: Hashable, Sendable, CustomStringConvertible {
    case all
    case stream(String)
    case list(String)

    /// As the feed spells it: `all`, `stream:news`, `list:weekly`.
    package var description: String {
        switch self {
        case .all: "all"
        case .stream(let name): "stream:" + name
        case .list(let name): "list:" + name
        }
    }

    /// The name of the stream or list.
    package var name: String? {
        switch self {
        case .all: nil
        case .stream(let name), .list(let name): name
        }
    }

    /// nil for anything but the three forms; names are visible ASCII, at most 64 bytes: they travel in addresses and files.
    package init?(_ text: String) {
        if text == "all" { self = .all; return }
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = String(text[text.index(after: colon)...])
        guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 44 }) else { return nil }
        switch text[..<colon] {
        case "stream": self = .stream(name)
        case "list": self = .list(name)
        default: return nil
        }
    }
}
