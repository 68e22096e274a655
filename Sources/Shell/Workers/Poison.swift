#if DEBUG
    import Glibc

    /// Mail that does to a reader what hostile mail might, for tests with the real program; a release has none of it.
    enum Poison {
        private static let field = Array("X-Plumbline-Poison: ".utf8)

        static func take(_ message: [UInt8]) {
            guard message.starts(with: field) else { return }
            switch String(decoding: message.dropFirst(field.count).prefix { $0 != 10 && $0 != 13 }, as: UTF8.self) {
            case "trap": _ = message[message.count]
            case "spin": while true {}
            case "hang": while true { poll(nil, 0, -1) }
            case "memory":
                var taken: [[UInt8]] = []
                while taken.count >= 0 { taken.append([UInt8](unsafeUninitializedCapacity: 1 << 20) { $1 = 1 }) }
            default: break
            }
        }
    }
#endif
