import CoreTargets
import Entry

/// libFuzzer asks before it reads the corpus.
@_cdecl("LLVMFuzzerInitialize") func begin(_: UnsafeMutablePointer<CInt>?, _: UnsafeMutableRawPointer?) -> CInt {
    Entry.begin(coreTargets)
    return 0
}
