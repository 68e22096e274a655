import MailSyntax

/// The tallies of one aggregate report while they are summed, and afterwards: one for each source IP and From domain, in
/// the order of their first record. Kept compact, because one report can name some hundred thousand sources; each
/// `AlignmentTally` is made when it is asked for.
package struct AlignmentTallies: RandomAccessCollection, Sendable {
    /// 64 bytes for each source.
    private struct Slot {
        let ip: UInt32
        let ipLength: UInt8
        var cause: UInt8
        /// The operator names it as ours.
        var isOwn = false
        let domain: UInt32
        var authenticatedAs: UInt32
        var counts: AlignmentCounts
        var quarantine: Int64
        var reject: Int64
    }

    private static let none = UInt8.max
    /// Slots lie in blocks, so that growing never copies or doubles what is there.
    private static let blockBits = 12

    private var blocks: [[Slot]] = []
    private var ips: [UInt8] = []
    private var domains = NameTable()
    private var names = NameTable()
    private var index: [Int32] = Array(repeating: -1, count: 64)
    /// Messages by cause, for the few sources that fail in more than one way.
    private var byCause: [Int: [Int64]] = [:]
    package private(set) var count = 0

    package private(set) var reporter = ""
    package private(set) var begin = Timestamp(0), end = Timestamp(0)

    package init() {}

    /// The counts of all sources together.
    package var sum: AlignmentCounts {
        var sum = AlignmentCounts()
        for block in blocks { for slot in block { sum.add(slot.counts) } }
        return sum
    }

    // MARK: adding

    /// The place of a source's tally; a new one begins at zero.
    package mutating func place(of ip: UnsafeBufferPointer<UInt8>, as domain: UnsafeBufferPointer<UInt8>) -> Int {
        find(ip, domains.number(of: domain))
    }

    /// Adds one record at a place.
    /// - Returns: whether it is said already which domain the source authenticates as.
    package mutating func add(
        _ messages: Int64, at place: Int, dkim: Bool, spf: Bool, disposition: Disposition, cause: AlignmentCause
    ) -> Bool {
        change(place) { slot in
            slot.counts.add(messages, dkim: dkim, spf: spf)
            switch disposition {
            case .none: break
            case .quarantine: slot.quarantine = slot.quarantine.addingSaturated(messages)
            case .reject: slot.reject = slot.reject.addingSaturated(messages)
            }
        }
        if cause != .aligned { addFailure(messages, place, cause.ordinal) }
        return slot(place).authenticatedAs > 0
    }

    private mutating func addFailure(_ messages: Int64, _ place: Int, _ ordinal: UInt8) {
        let slot = slot(place)
        if slot.cause == Self.none {
            change(place) { $0.cause = ordinal }
        } else if slot.cause != ordinal || byCause[place] != nil {
            // Nearly every source fails in one way only: the table exists once a second way is seen.
            var counts = byCause[place] ?? Array(repeating: 0, count: AlignmentCause.allCases.count)
            if byCause[place] == nil { counts[Int(slot.cause)] = slot.counts.neither.addingSaturated(-messages) }
            counts[Int(ordinal)] = counts[Int(ordinal)].addingSaturated(messages)
            byCause[place] = counts
        }
    }

    /// Says which domain the source at a place authenticates as.
    package mutating func name(_ name: UnsafeBufferPointer<UInt8>, at place: Int) {
        let number = names.number(of: name)
        change(place) { $0.authenticatedAs = number + 1 }
    }

    /// Says that the operator names the source at a place as ours.
    package mutating func markOwn(at place: Int) { change(place) { $0.isOwn = true } }

    @inline(__always) private mutating func change(_ place: Int, _ body: (inout Slot) -> Void) {
        body(&blocks[place >> Self.blockBits][place & (1 << Self.blockBits - 1)])
    }

    package enum Disposition: Sendable {
        case none, quarantine, reject
    }

    /// Takes a tally that was summed elsewhere; of the same source and domain there is none yet.
    package mutating func append(_ tally: AlignmentTally) {
        var domain = tally.domain, ip = tally.sourceIP
        let place = ip.withUTF8 { ip in domain.withUTF8 { find(ip, domains.number(of: $0)) } }
        if var name = tally.authenticatedAs { name.withUTF8 { self.name($0, at: place) } }
        change(place) { slot in
            slot.counts = tally.counts
            slot.quarantine = tally.dispositions.quarantine
            slot.reject = tally.dispositions.reject
            slot.isOwn = tally.knownAs == .named
            slot.cause = tally.cause == .aligned ? Self.none : tally.cause.ordinal
        }
    }

    /// What all tallies share, known once the report has ended.
    package mutating func finish(reporter: String, begin: Timestamp, end: Timestamp) {
        self.reporter = reporter
        self.begin = begin
        self.end = end
        index = []
    }

    // MARK: reading

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(position: Int) -> AlignmentTally {
        let slot = slot(position)
        let quarantined = slot.quarantine.addingSaturated(slot.reject)
        return AlignmentTally(
            domain: domains[slot.domain], sourceIP: ips.text(Int(slot.ip)..<Int(slot.ip) + Int(slot.ipLength)), reporter: reporter,
            begin: begin,
            end: end, counts: slot.counts,
            dispositions: Dispositions(
                none: Swift.max(0, slot.counts.messages &- quarantined), quarantine: slot.quarantine, reject: slot.reject),
            cause: cause(position, slot), authenticatedAs: slot.authenticatedAs == 0 ? nil : names[slot.authenticatedAs - 1],
            knownAs: slot.isOwn ? .named : .unknown)
    }

    /// In order; an iterator would copy the whole for each.
    package func forEach(_ body: (AlignmentTally) throws -> Void) rethrows {
        for position in 0..<count { try body(self[position]) }
    }

    private func slot(_ number: Int) -> Slot { blocks[number >> Self.blockBits][number & (1 << Self.blockBits - 1)] }

    /// The way in which most messages failed; aligned where none did.
    private func cause(_ number: Int, _ slot: Slot) -> AlignmentCause {
        guard slot.cause != Self.none else { return .aligned }
        let counts = byCause[number]
        let most = counts.flatMap { counts in counts.indices.max { counts[$0] < counts[$1] } } ?? Int(slot.cause)
        return AlignmentCause.allCases[most]
    }

    // MARK: the table

    private mutating func find(_ ip: UnsafeBufferPointer<UInt8>, _ domain: UInt32) -> Int {
        let mask = index.count - 1
        var probe = Int(truncatingIfNeeded: KeyedHash.of(ip, in: domain)) & mask
        while index[probe] >= 0 {
            let number = Int(index[probe])
            if slot(number).domain == domain, withIP(number, { $0.elementsEqual(ip) }) { return number }
            probe = (probe + 1) & mask
        }
        let number = count
        if number & (1 << Self.blockBits - 1) == 0 {
            var block: [Slot] = []
            block.reserveCapacity(number == 0 ? 8 : 1 << Self.blockBits)
            blocks.append(block)
        }
        blocks[blocks.count - 1].append(
            Slot(
                ip: UInt32(truncatingIfNeeded: ips.count), ipLength: UInt8(clamping: ip.count), cause: Self.none, domain: domain,
                authenticatedAs: 0, counts: AlignmentCounts(), quarantine: 0, reject: 0))
        ips.append(contentsOf: ip)
        count += 1
        index[probe] = Int32(truncatingIfNeeded: number)
        if count * 2 > index.count { grow() }
        return number
    }

    private func withIP<T>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        let slot = slot(number)
        return ips.withUnsafeBufferPointer { body($0.part(Int(slot.ip)..<Int(slot.ip) + Int(slot.ipLength))) }
    }

    private mutating func grow() {
        var larger = [Int32](repeating: -1, count: index.count * 2)
        let mask = larger.count - 1
        for number in 0..<count {
            let domain = slot(number).domain
            var probe = Int(truncatingIfNeeded: withIP(number) { KeyedHash.of($0, in: domain) }) & mask
            while larger[probe] >= 0 { probe = (probe + 1) & mask }
            larger[probe] = Int32(truncatingIfNeeded: number)
        }
        index = larger
    }
}

extension AlignmentCause {
    fileprivate var ordinal: UInt8 {
        switch self {
        case .aligned: 0
        case .dkimFails: 1
        case .dkimAbsent: 2
        case .dkimUnaligned: 3
        case .spfFails: 4
        case .spfUnaligned: 5
        case .forwarded: 6
        case .mailingList: 7
        case .unknownSource: 8
        case .localPolicy: 9
        }
    }
}
