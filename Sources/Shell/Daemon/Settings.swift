import Deliverability
import Intake
import Interpretation
import LookupServer
import MailSyntax
import Sinks
import WebFront

/// What the operator decides. One property for each setting or group; `Setting.all` names them in the file.
package struct Settings: Hashable, Sendable {
    /// The SQLite file with everything that was decided; created on first use.
    package var store: String?
    /// Below so many free bytes beside the store no mail is taken in.
    package var freeBytesMin: Int64 = 256 << 20
    /// The Maildirs to watch.
    package var maildirs: [String] = []
    /// What becomes of a file once its message is committed.
    package var finish = Finish.move
    /// How long a file may wait in a Maildir when the system gave no hint of it.
    package var rescanSeconds = 30
    /// Processes that read light mail, and what a message may cost them.
    package var workers = WorkerSettings()
    /// Where feed, API and status page are served; nowhere by default.
    package var listen: ListenAddress?
    /// File with the token that HTTP clients must show.
    package var listenTokenFile: String?
    /// Further names under which the web front is reached.
    package var listenHostNames: [String] = []
    /// Requests a second that one consumer may make.
    package var listenRate = WebBounds().requestsPerSecond
    /// Where mail servers may ask about recipients; nowhere by default.
    package var lookup = LookupServer.Options()
    /// What is known of the sending side.
    package var context = OperatorContext()
    /// File with the keys of our tokens.
    package var tokenKeysFile: String?
    /// Folder with send logs to be read.
    package var sendLogFolder: String?
    package var thresholds = Thresholds()
    package var limits = Limits()
    /// How long things are kept.
    package var retention = Retention()
    /// Files that follow the suppressions.
    package var sinks: [FileSinkSetting] = []
    /// Endpoints that are told of each entry of the feed.
    package var webhooks: [WebhookEndpoint] = []
    package var summary = Summary()
    package var log = Log()
    /// Where something becomes an alert.
    package var alerts = AlertBounds()

    /// The weekly authentication summary.
    package struct Summary: Hashable, Sendable {
        package static let allFormats = ["html", "md", "csv", "json"]

        /// Where it is written; nowhere by default.
        package var directory: String?
        package var formats = allFormats
        /// Hour of Monday, UTC, after which the week before is summarized: the last reports of a week come a day late.
        package var hour = 6

        package init() {}
    }

    package init() {}

    /// What an operator is told who names no authserv-id.
    package static let nothingIsTrusted =
        "no authserv-ids are set: everything is read, but no reporter is proven, so reports move no case and complaints are provisional"
}
