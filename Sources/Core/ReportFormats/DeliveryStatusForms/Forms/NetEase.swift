extension BounceForm {
    /// NetEase (163.com, 126.com) and what follows its wording: fields in Chinese, the recipient behind `收件人`.
    static let netEase = BounceForm(
        "netease",
        phrases: [
            "您的邮件被退回", "退信原因",
        ])
}
