import CTLS
import Glibc
import MailSyntax
import Storage

/// Why a POST came to nothing.
package struct PostFault: Error, Hashable, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

/// One connection to a peer, with TLS or without, and one deadline for all of it. Blocking: for a thread of its own.
final class OutgoingConnection {
    private let descriptor: Int32
    private let deadline: Double
    private var context: OpaquePointer?
    private var session: OpaquePointer?

    /// Connects to the first address that may be dialled. The name is resolved once, and what was looked at is what is
    /// dialled: a name that answers otherwise the next time gains nothing.
    init(_ url: WebhookURL, allowsPrivate: Bool, seconds: Double) throws(PostFault) {
        deadline = Self.now + seconds
        var hints = addrinfo(), list: UnsafeMutablePointer<addrinfo>?
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        let code = getaddrinfo(url.host, String(url.port), &hints, &list)
        guard code == 0 else { throw PostFault("\(url.host) has no address: \(String(cString: gai_strerror(code)))") }
        defer { freeaddrinfo(list) }
        var fault = PostFault("\(url.host) has no address that can be dialled")
        var place = list
        while let address = place?.pointee {
            place = address.ai_next
            guard let socketAddress = address.ai_addr, let peer = PeerAddress(socketAddress) else { continue }
            guard allowsPrivate || peer.isPublic else {
                fault = PostFault("\(url.host) is in a private network or on this machine; `allow-private` lets it be dialled")
                continue
            }
            let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else { continue }
            if let found = Self.connected(descriptor, socketAddress, address.ai_addrlen, until: deadline) {
                close(descriptor)
                fault = found
                continue
            }
            self.descriptor = descriptor
            return
        }
        throw fault
    }

    deinit {
        if let session { SSL_free(session) }
        if let context { SSL_CTX_free(context) }
        close(descriptor)
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func connected(
        _ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t, until deadline: Double
    ) -> PostFault? {
        if connect(descriptor, address, length) == 0 { return nil }
        guard errno == EINPROGRESS else { return PostFault("cannot connect: \(String(cString: strerror(errno)))") }
        guard wait(descriptor, POLLOUT, until: deadline) else { return PostFault("cannot connect in time") }
        var code: Int32 = 0, size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0 else {
            return PostFault("cannot connect: \(String(cString: strerror(code)))")
        }
        return nil
    }

    private static func wait(_ descriptor: Int32, _ events: Int32, until deadline: Double) -> Bool {
        while true {
            let rest = deadline - now
            guard rest > 0 else { return false }
            var poll = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let count = Glibc.poll(&poll, 1, Int32(min(rest * 1000, 1e6).rounded(.up)))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
        }
    }

    private func wait(_ events: Int32) throws(PostFault) {
        guard Self.wait(descriptor, events, until: deadline) else { throw PostFault("no answer in time") }
    }

    // MARK: TLS

    /// TLS 1.2 or later, with a certificate that an authority vouches for and that names the host.
    func secure(host: String, authoritiesFile: String?) throws(PostFault) {
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw PostFault("TLS cannot be started") }
        self.context = context
        guard plumbline_tls12_at_least(context) == 1 else { throw PostFault("TLS 1.2 is not there") }
        let loaded =
            authoritiesFile.map { SSL_CTX_load_verify_file(context, $0) } ?? SSL_CTX_set_default_verify_paths(context)
        guard loaded == 1 else { throw PostFault("the authorities that TLS trusts cannot be read") }
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        guard let session = SSL_new(context) else { throw PostFault("TLS cannot be started") }
        self.session = session
        // A numeric address stands in the certificate as an address, and is not sent as a name (RFC 6066 §3).
        let isNamed =
            PeerAddress(host) == nil
            ? plumbline_server_name(session, host) == 1 && SSL_set1_host(session, host) == 1
            : X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host) == 1
        guard isNamed, SSL_set_fd(session, descriptor) == 1 else { throw PostFault("TLS cannot be started") }
        while true {
            let code = SSL_connect(session)
            if code == 1 { return }
            try advance(session, code, failing: "TLS fails")
        }
    }

    private func advance(_ session: OpaquePointer, _ code: Int32, failing what: String) throws(PostFault) {
        switch SSL_get_error(session, code) {
        case SSL_ERROR_WANT_READ: try wait(POLLIN)
        case SSL_ERROR_WANT_WRITE: try wait(POLLOUT)
        default:
            let verdict = SSL_get_verify_result(session)
            ERR_clear_error()
            guard verdict == Int(X509_V_OK) else {
                throw PostFault("\(what): the certificate is not valid: \(String(cString: X509_verify_cert_error_string(verdict)))")
            }
            throw PostFault(what)
        }
    }

    // MARK: Bytes

    func send(_ bytes: [UInt8]) throws(PostFault) {
        var position = 0
        while position < bytes.count {
            let rest = Array(bytes[position...])
            if let session {
                let count = SSL_write(session, rest, Int32(clamping: rest.count))
                if count > 0 { position += Int(count) } else { try advance(session, count, failing: "the connection broke") }
            } else {
                let count = Glibc.send(descriptor, rest, rest.count, Int32(MSG_NOSIGNAL))
                if count > 0 {
                    position += count
                } else if errno == EAGAIN || errno == EINTR {
                    try wait(POLLOUT)
                } else {
                    throw PostFault("the connection broke: \(String(cString: strerror(errno)))")
                }
            }
        }
    }

    /// Some bytes; none at the end.
    func receive(atMost limit: Int) throws(PostFault) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        while true {
            if let session {
                let count = SSL_read(session, &buffer, Int32(clamping: limit))
                if count > 0 { return Array(buffer.prefix(Int(count))) }
                if SSL_get_error(session, count) == SSL_ERROR_ZERO_RETURN { return [] }
                try advance(session, count, failing: "the connection broke")
            } else {
                let count = recv(descriptor, &buffer, limit, 0)
                if count >= 0 { return Array(buffer.prefix(count)) }
                guard errno == EAGAIN || errno == EINTR else {
                    throw PostFault("the connection broke: \(String(cString: strerror(errno)))")
                }
                try wait(POLLIN)
            }
        }
    }
}
