import MailSyntax
import ReportFormats

/// Bounces: with a machine part or in an MTA's own words, within the bounds.
package enum DeliveryStatusTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        guard let message = try? Message.read(mail), (try? DeliveryStatusReader.read(message, limits: Limits())) != nil else { return [] }
        return [mail]
    }

    package static func check(_ bytes: [UInt8]) throws {
        try SameReading.check(bytes)
        for limits in [Limits(), .narrow] {
            guard let message = try? Message.read(bytes, limits: limits),
                let status = try? DeliveryStatusReader.read(message, limits: limits)
            else { continue }
            try law("more recipients than allowed", status.recipients.count <= limits.recipientsPerMessage.value)
            for recipient in status.recipients {
                try law("an action that is not lower case", recipient.action == recipient.action.asciiLowercased)
                try law("a long diagnostic", (recipient.diagnosticCode ?? "").utf8.count <= limits.diagnosticBytes.value + 3)
            }
        }
    }
}
