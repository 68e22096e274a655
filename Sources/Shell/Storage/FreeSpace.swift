import Glibc

/// What is left of a file system for those who are not root.
package enum FreeSpace {
    /// Bytes free in the folder of a path; nil where the system does not say.
    package static func bytes(besides path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(StoreFile.directory(of: path), &status) == 0 else { return nil }
        let product = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return product.overflow ? .max : Int64(clamping: product.partialValue)
    }
}
