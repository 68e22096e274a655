import CoreTargets

/// What can be fuzzed of the shell, by name.
package let shellTargets: [(name: String, target: any FuzzTarget.Type)] = [
    ("Socketmap", SocketmapTarget.self), ("Policy", PolicyTarget.self), ("Settings", SettingsTarget.self),
]
