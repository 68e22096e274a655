import MailSyntax
import Sinks

extension SettingsNode {
    /// One element of `webhooks`.
    func webhook() throws -> WebhookEndpoint {
        var name: String?, url: WebhookURL?, secretFile: String?, authoritiesFile: String?, allowsPrivate = false
        for (key, value) in try entries() {
            let text = try value.text()
            switch key {
            case "name":
                guard WebhookEndpoint.isName(text) else {
                    throw value.error("`\(text)` is no name: letters, digits, -, _ and . only, at most 64")
                }
                name = text
            case "url":
                do throws(WebhookURL.Fault) { url = try WebhookURL(text) } catch { throw value.error("\(error)") }
            case "secret-file": secretFile = text
            case "ca-file": authoritiesFile = text
            case "allow-private":
                guard let word = ["true": true, "false": false][text] else { throw value.error("`\(text)` is neither true nor false") }
                allowsPrivate = word
            default: throw value.error("a webhook has `name`, `url`, `secret-file`, `allow-private` and `ca-file`, and nothing else")
            }
        }
        guard let name, let url, let secretFile else { throw error("a webhook needs `name`, `url` and `secret-file`") }
        return WebhookEndpoint(
            name: name, url: url, secretFile: secretFile, allowsPrivate: allowsPrivate, authoritiesFile: authoritiesFile)
    }
}
