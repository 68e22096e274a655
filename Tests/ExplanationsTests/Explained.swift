import Explanations
import Interpretation
import MailSyntax
import Rendering
import TestKit
import Tokens

/// A message as the commands show it.
struct Explained {
    let message: InterpretedMessage
    let name: String

    init(_ bytes: [UInt8], name: String = "mail", context: OperatorContext = OperatorContext()) {
        message = MessageReader(context: context, limits: Limits()).read(bytes, keepRows: true)
        self.name = name
    }

    /// Fixtures with tokens are signed with the keys of the tests.
    init(_ fixture: Fixture) {
        var context = OperatorContext()
        context.tokens = TestKeys.ring.map { TokenReader(keys: $0) }
        self.init(fixture.bytes, name: fixture.path, context: context)
    }

    func json(records: Bool = false) -> String {
        var json = JSONWriter()
        ExplanationJSON.write(message, source: name, digest: String(repeating: "0", count: 64), records: records, to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    func text(records: Bool = false, colour: Bool = false) -> String {
        ExplanationText.render(message, source: name, records: records, colour: colour)
    }
}

enum AllFixtures {
    static let mails = ["aggregate", "feedback", "delivery", "tls", "malformed", "unrelated"].flatMap { Fixtures.all(in: $0) }
}
