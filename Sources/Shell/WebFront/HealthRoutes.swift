import HTTPTypes
import Storage

/// `GET /healthz` and `GET /readyz`: one word each, for probes that show no token. What is wrong is told on the status page.
struct HealthRoutes: Sendable {
    let reader: StoreReader
    let status: StatusBoard

    /// `ok`, or `degraded` with 503.
    func health() async -> WebResponse {
        await isStoreReadable() && !status.current.isDegraded ? .text("ok\n") : .text("degraded\n", .serviceUnavailable)
    }

    /// `ready`, or `not ready` with 503.
    func readiness() async -> WebResponse {
        await isStoreReadable() && status.current.isReady ? .text("ready\n") : .text("not ready\n", .serviceUnavailable)
    }

    private func isStoreReadable() async -> Bool {
        do {
            _ = try await reader.read { try $0.lastCursor() }
            return true
        } catch {
            return false
        }
    }
}
