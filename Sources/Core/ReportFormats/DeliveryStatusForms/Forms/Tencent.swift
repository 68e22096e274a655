extension BounceForm {
    /// Tencent QQ mail: `无法发送到 user@example.org`, then the reason.
    static let tencent = BounceForm(
        "tencent",
        phrases: [
            "您发送的邮件被退回", "无法发送到",
        ])
}
