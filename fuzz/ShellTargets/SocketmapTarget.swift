import CoreTargets
import LookupServer

/// Postfix's socketmap: answers are netstrings with one of the five words, one for each query.
package enum SocketmapTarget: FuzzTarget {
    package static var seeds: [[UInt8]] {
        [
            "23:access user@example.net,", "27:transport sgone@example.net,6:access,", "11:nosuch key,",
            "12:access b@c.d,14:access u@e.test,",
        ]
        .map { Array($0.utf8) }
    }

    package static func check(_ bytes: [UInt8]) throws {
        let said = try Conversation.check(SocketmapDialogue.self, bytes, keyBytesMax: SocketmapDialogue.queryBytesMax)
        try check(answers: said.answers[...], count: said.answered + (said.fault == nil ? 0 : 1))
        try LookupKeys.check(bytes)
    }

    private static func check(answers: ArraySlice<UInt8>, count: Int) throws {
        var rest = answers, found = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0 != 58 }
            let length = Int(String(decoding: digits, as: UTF8.self)) ?? -1
            try law("an answer is no netstring", length >= 0 && rest.count > digits.count + 1 + length)
            let text = rest.dropFirst(digits.count + 1).prefix(length)
            try law("an answer without its comma", rest[text.endIndex] == 44)
            let word = String(decoding: text.prefix { $0 != 32 }, as: UTF8.self)
            try law("an answer says \(word)", ["OK", "NOTFOUND", "TEMP", "TIMEOUT", "PERM"].contains(word))
            try law("an answer has a line end", !text.contains(10))
            rest = rest[(text.endIndex + 1)...]
            found += 1
        }
        try law("\(found) answers to \(count) queries", found == count)
    }
}
