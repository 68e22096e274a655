import Interpretation
import MailSyntax
import SenderChecks

extension SettingsNode {
    /// More keys than this are not looked through for each signature.
    private static let keysMax = 256

    /// Public keys of our signatures, out of their files. Errors: `SettingsError`; what is in a file is never shown.
    func dkimKeys() throws -> [DKIMKey] {
        let nodes = try list()
        guard nodes.count <= Self.keysMax else { throw error("more than \(Self.keysMax) keys are not held") }
        var keys: [DKIMKey] = []
        for node in nodes {
            let key = try node.dkimKey()
            guard !keys.contains(where: { $0.domain == key.domain && $0.selector == key.selector }) else {
                throw node.error("the selector `\(key.selector)` of `\(key.domain)` has a key already")
            }
            keys.append(key)
        }
        return keys
    }

    private func dkimKey() throws -> DKIMKey {
        var domain: DomainName?, selector: DomainName?, publicKey: DKIMPublicKey?
        for (name, value) in try entries() {
            switch name {
            case "domain": domain = try value.domainName()
            case "selector": selector = try value.domainName()
            case "file":
                let path = try value.text(), text = try Settings.text(ofFile: path)
                do { publicKey = try DKIMKeyText.read(text) } catch { throw value.error("\(path): \(error)") }
            default: throw value.error("a key has `domain`, `selector` and `file` and nothing else")
            }
        }
        guard let domain, let selector, let publicKey else { throw error("a key needs `domain`, `selector` and `file`") }
        return DKIMKey(domain: domain, selector: selector, publicKey: publicKey)
    }

    private func domainName() throws -> DomainName {
        let text = try text()
        guard let name = DomainName(text) else { throw error("`\(text)` is no domain name") }
        return name
    }
}
