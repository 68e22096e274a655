import Glibc

/// A file beside a store that takes room until it is needed: when others have filled the disk to its end, it is removed, so
/// that what people decide can still be written down. Made again when there is room for mail.
final class StoreReserve {
    /// Some thousand decisions.
    static let bytes: off_t = 8 << 20

    private let path: String
    private var isThere = false

    init(store: String) { path = store + ".reserve" }

    /// A reserve that cannot be made must not stop the mail.
    func make() {
        guard !isThere else { return }
        isThere = true
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, Self.bytes) != 0 { unlink(path) }
    }

    /// Whether there was one to give away.
    func release() -> Bool {
        isThere = false
        return unlink(path) == 0
    }
}
