/// How the page looks. What a mail client must know stands inline at the tag; the style sheet adds the dark scheme, paper
/// and narrow screens for readers that honour it, and nothing depends on it.
enum HTMLLook {
    static let ink = "#1f262b"
    static let muted = "#5a666e"
    static let rule = "#e1e5e3"

    /// Fill of the four parts of a bar. Distinct in brightness as well as hue; what did not align is hatched too.
    enum Part: String, CaseIterable {
        case both, dkim, spf, neither

        var fill: String {
            switch self {
            case .both: "#0f766e"
            case .dkim: "#62a8c4"
            case .spf: "#e2b34a"
            case .neither: "#b5382f"
            }
        }

        var title: String {
            switch self {
            case .both: "DKIM and SPF"
            case .dkim: "DKIM only"
            case .spf: "SPF only"
            case .neither: "neither"
            }
        }
    }

    static let font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif"

    static let style = """
        body{-webkit-text-size-adjust:100%;-webkit-print-color-adjust:exact;print-color-adjust:exact}
        table{border-collapse:collapse}
        .data td,.data th{border-bottom:1px solid #e1e5e3}
        .data tr:last-child td{border-bottom:0}
        .data th{vertical-align:bottom;font-size:12px;color:#5a666e;font-weight:600}
        .data td:first-child,.data th:first-child{padding-left:0}
        .data td:last-child,.data th:last-child{padding-right:0}
        small{font-size:12px;color:#5a666e}
        .n{white-space:nowrap;font-variant-numeric:tabular-nums}
        .strip .n{white-space:nowrap}
        code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:13px}
        .ip{overflow-wrap:anywhere}
        @media (max-width:640px){
        .inner{padding:22px 16px!important}
        .wide{display:none!important}
        .strip td{display:inline-block!important;width:46%!important;border:0!important;padding:8px 0!important}
        }
        @media print{
        body,.back{background:#fff!important}
        .page{border:0!important;max-width:none!important}
        .inner{padding:0!important}
        tr,.case,svg{break-inside:avoid}
        h2{break-after:avoid}
        }
        @media screen and (prefers-color-scheme:dark){
        body,.back{background:#14181a!important;color:#e6eaeb!important}
        .page{background:#1c2225!important;border-color:#303a3e!important}
        h1,h2,h3,.ink{color:#f1f4f4!important}
        td,th,p,li{color:#e6eaeb}
        .muted,.data th,small{color:#9dabb2!important}
        .data td,.data th,.strip,.strip td,.todo td,.case{border-color:#323c40!important}
        .good{color:#5cc4b4!important}
        .fair{color:#e8b75a!important}
        .bad{color:#ef8b80!important}
        .act{background:#b5382f!important;color:#fff!important}
        .check{background:#5b4613!important;color:#ffe3a0!important}
        .know{background:#2f3c43!important;color:#c9d6dc!important}
        .fresh{background:#2f3c43!important;color:#c9d6dc!important}
        .grid{stroke:#39454a!important}
        .label{fill:#a9b6bc!important}
        .both{fill:#2aa596!important;background:#2aa596!important}
        .neither{background:#d4564b!important}
        .stripe{fill:#d4564b!important}
        }
        """
}

/// A page in the making. Texts go in through `Escape` alone: what takes a `String` from mail escapes it here.
struct HTMLText {
    private(set) var text = ""

    /// Markup of our own.
    mutating func raw(_ markup: String) { text += markup + "\n" }

    mutating func heading(_ title: String, note: String? = nil) {
        raw("<h2 style=\"margin:34px 0 4px;font-size:19px;line-height:1.3;color:\(HTMLLook.ink)\">\(html(title))</h2>")
        if let note { self.note(note) }
    }

    mutating func note(_ words: String) {
        raw("<p class=\"muted\" style=\"margin:0 0 10px;font-size:14px;color:\(HTMLLook.muted)\">\(html(words))</p>")
    }

    mutating func paragraph(_ words: String) { raw("<p style=\"margin:6px 0\">\(html(words))</p>") }

    enum Cell {
        case text(String)
        case number(String)
        /// Left out on narrow screens.
        case aside(String)
        /// Markup whose texts are escaped.
        case markup(String)
    }

    /// - Parameter widths: percent per column, so that tables of one kind line up.
    mutating func openTable(_ columns: [Cell], label: String, widths: [Int] = []) {
        raw(
            "<table class=\"data\" width=\"100%\" cellpadding=\"7\" cellspacing=\"0\" aria-label=\"\(html(label))\" "
                + "style=\"border-collapse:collapse;font-size:14px;line-height:1.4\">")
        if !widths.isEmpty { raw(widths.map { "<col width=\"\($0)%\">" }.joined()) }
        raw(
            "<tr>"
                + columns.map { column in
                    switch column {
                    case .text(let title), .markup(let title): "<th scope=\"col\" align=\"left\">\(html(title))</th>"
                    case .aside(let title): "<th scope=\"col\" class=\"wide\" align=\"left\">\(html(title))</th>"
                    case .number(let title): "<th scope=\"col\" align=\"right\">\(html(title))</th>"
                    }
                }.joined() + "</tr>")
    }

    mutating func row(_ cells: [Cell]) {
        raw(
            "<tr valign=\"top\">"
                + cells.map { cell in
                    switch cell {
                    case .text(let words): "<td>\(html(words))</td>"
                    case .aside(let words): "<td class=\"wide\">\(html(words))</td>"
                    case .markup(let markup): "<td>\(markup)</td>"
                    case .number(let figure): "<td class=\"n\" align=\"right\">\(html(figure))</td>"
                    }
                }.joined() + "</tr>")
    }

    mutating func closeTable() { raw("</table>") }
}
