import Glibc
import Sinks
import Storage

extension Settings {
    /// Files of secrets with what they hold. Settings and environment have their paths, never what is in them.
    private var secretFiles: [(path: String, what: String)] {
        var files: [(path: String, what: String)] = []
        if let store = store.flatMap({ try? StoreLocation($0).path }) {
            files += [(store + ".key", "the key of the store"), (store + ".consumers", "the register of consumers")]
        }
        if let tokenKeysFile { files.append((tokenKeysFile, "tokens.keys-file")) }
        if let listenTokenFile { files.append((listenTokenFile, "listen-token-file")) }
        return files + webhooks.map { ($0.secretFile, "webhooks: \($0.name): secret-file") }
    }

    /// Files of settings that are not there. No mistake yet: a service manager may put them in place at the start.
    package var missingSecrets: [(path: String, what: String)] {
        let files = [tokenKeysFile.map { ($0, "tokens.keys-file") }, listenTokenFile.map { ($0, "listen-token-file") }]
        return files.compactMap(\.self).filter { access($0.0, F_OK) != 0 }
    }

    /// That nobody but its owner may read a secret. A file that is not there yet is not looked at.
    ///
    /// - Throws: `SettingsError` with the file.
    package func checkSecrets() throws {
        for (path, what) in secretFiles {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { continue }
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw SettingsError(file: path, line: nil, "\(what): others may read it (mode \(mode)); chmod it to 600")
        }
    }
}
