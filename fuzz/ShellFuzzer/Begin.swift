import Entry
import ShellTargets

/// libFuzzer asks before it reads the corpus.
@_cdecl("LLVMFuzzerInitialize") func begin(_: UnsafeMutablePointer<CInt>?, _: UnsafeMutableRawPointer?) -> CInt {
    Entry.begin(shellTargets)
    return 0
}
