import Glibc

extension ListenAddress {
    /// Tries whether the address could be listened on, and lets go of it at once. 0, or the number of the system's error.
    package func probe() -> Int32 {
        var hints = addrinfo(), found: UnsafeMutablePointer<addrinfo>?
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        guard getaddrinfo(boundHost, String(port), &hints, &found) == 0, let first = found else { return EADDRNOTAVAIL }
        defer { freeaddrinfo(first) }
        let descriptor = socket(first.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(descriptor, 1) == 0 else { return errno }
        return 0
    }
}
