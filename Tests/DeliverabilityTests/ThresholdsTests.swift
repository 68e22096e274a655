import Deliverability
import Testing

@Suite struct ThresholdsTests {
    @Test func `the defaults are the numbers of the mission`() {
        let thresholds = Thresholds()
        #expect((3...5).contains(thresholds.softFailuresToPause))
        #expect(thresholds.softWindowSeconds == 72 * 3600)
        #expect(thresholds.hardBouncesPerTenThousand == 200)
        #expect(thresholds.complaintsWarnPerTenThousand == 10)
        #expect(thresholds.complaintsStopPerTenThousand == 30)
    }

    @Test func `a digest is read back from its hex`() {
        let digest = MessageDigest((0..<32).map { UInt8($0 * 7) })
        #expect(MessageDigest(hex: digest.description) == digest)
        #expect(MessageDigest(hex: "abc") == nil)
        #expect(MessageDigest(hex: String(repeating: "g", count: 64)) == nil)
    }
}
