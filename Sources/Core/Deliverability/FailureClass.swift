/// Whose failure it is that mail did not align: what a reader does about it. Raw values are part of the output contract.
package enum FailureClass: String, CaseIterable, Hashable, Sendable {
    /// A source of ours whose signature or return path fails: ours to mend.
    case ownBroken = "own-broken"
    /// Somebody who passes as themselves under our From domain: a service to be set up, or to be stopped.
    case thirdPartyUnaligned = "third-party-unaligned"
    /// A forwarder or a mailing list between us and the receiver: nobody's fault.
    case indirect
    /// Nothing passes and nothing says that it is ours: forged, or forgotten.
    case unauthenticated
}

/// How well we know that a source is ours, weakest first.
package enum SourceOwnership: Int, CaseIterable, Comparable, Hashable, Sendable {
    case unknown
    /// Mail of it carried our signature intact. A forwarder's does, too, so this is likely and not certain.
    case signs
    /// Our SPF record names it, or the operator does.
    case named

    package static func < (a: SourceOwnership, b: SourceOwnership) -> Bool { a.rawValue < b.rawValue }
}

extension AlignmentCause {
    /// The class of a failure at a source of which so much is known; nil where nothing failed.
    package func failureClass(_ ownership: SourceOwnership) -> FailureClass? {
        switch self {
        case .aligned: nil
        case .forwarded, .mailingList: .indirect
        case .dkimFails, .dkimAbsent, .dkimUnaligned, .spfFails, .spfUnaligned, .unknownSource, .localPolicy:
            ownership > .unknown ? .ownBroken : self == .dkimUnaligned || self == .spfUnaligned ? .thirdPartyUnaligned : .unauthenticated
        }
    }
}

extension AlignmentTally {
    /// What is known of the source, by this report or besides it.
    package var ownership: SourceOwnership { max(knownAs, shownOwnership) }

    /// What the report itself shows. A pass of SPF names the source in our DNS; a signature of ours passed through its
    /// hands; and nobody but us passes as our own domain, also where strict alignment does not count it.
    package var shownOwnership: SourceOwnership {
        if counts.spfAligned > 0 { return .named }
        if counts.dkimAligned > 0 { return .signs }
        guard let name = authenticatedAs, name.utf8.contains(46) else { return .unknown }
        return Self.isAtOrBelow(name.utf8, domain.utf8) || Self.isAtOrBelow(domain.utf8, name.utf8) ? .signs : .unknown
    }

    private static func isAtOrBelow(_ name: String.UTF8View, _ other: String.UTF8View) -> Bool {
        guard name.count >= other.count, name.suffix(other.count).elementsEqual(other) else { return false }
        return name.count == other.count || name.dropLast(other.count).last == 46
    }

    package var failureClass: FailureClass? { cause.failureClass(ownership) }

    /// Messages that failed and were rejected or quarantined.
    package var refused: Int64 { min(counts.neither, dispositions.quarantine.addingSaturated(dispositions.reject)) }
}
