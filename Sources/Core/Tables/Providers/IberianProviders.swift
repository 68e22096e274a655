import Deliverability

extension ProviderTable {
    /// Telefónica, Movistar and Terra in Spain.
    static let telefonica = ProviderTable(
        "telefonica", hosts: ["telefonica.net", "movistar.es", "terra.es", "terra.com", "telefonica.com"],
        domains: ["telefonica.net", "movistar.es", "terra.es", "terra.com"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "bad-address", .hard, .unknownUser,
                list: """
                    #5.1.1 bad address | bad address | #5.1.0 address rejected | usuario desconocido
                    """,
                sample: "550 #5.1.1 bad address user@example.es"),
            Rule(
                "quota", .soft, .mailboxFull, "#5.1.0 quota exceeded", "quota exceeded", "buzon lleno",
                sample: "552 5.2.2 Quota exceeded for user@example.es"),
            Rule(
                "session", .block, .rateLimited, "too many messages for this session", "#4.x.2",
                sample: "451 #4.x.2 Too many messages for this session"),
        ])

    /// Terra in Brazil.
    static let terraBrasil = ProviderTable(
        "terra-brasil", hosts: ["terra.com.br"],
        domains: ["terra.com.br"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "quota", .soft, .mailboxFull, "quota exceeded", "excedeu a quota", "caixa postal cheia",
                sample: "552 5.2.2 Quota exceeded"),
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "usuario inexistente", "mailbox not found",
                sample: "550 5.1.1 <user@example.com.br>: User unknown"),
            Rule("spam", .block, .content, "message refused as spam", "spam detected", sample: "554 5.7.1 Message refused as spam"),
        ])

    /// UOL and BOL.
    static let uol = ProviderTable(
        "uol", hosts: ["uol.com.br", "bol.com.br", "uolhost.com.br"],
        domains: ["uol.com.br", "bol.com.br", "folha.com.br", "zipmail.com.br"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "blocked", .block, .reputation, "mxblocked", "bloqueado pelo uol", "blocked by uol",
                sample: "554 5.7.1 Blocked by UOL: see the page mxblocked"),
            Rule(
                "quota", .soft, .mailboxFull, "over quota", "quota exceeded", "mailbox full",
                sample: "552 5.2.2 <user@example.com.br>: over quota"),
            Rule(
                "unknown", .hard, .unknownUser,
                list: """
                    user unknown | mailbox unavailable | invalid or inexistent | invalido ou inexistente
                    """,
                sample: "550 5.1.1 <user@example.com.br>: User unknown"),
        ])

    /// Locaweb's hosting.
    static let locaweb = ProviderTable(
        "locaweb", hosts: ["locaweb.com.br", "email-ssl.com.br"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "usuario inexistente", "user unknown", "recipient address rejected: user",
                sample: "550 5.1.1 Usuário inexistente"),
            Rule(
                "quota", .soft, .mailboxFull, "caixa postal cheia", "over quota", "quota exceeded",
                sample: "552 5.2.2 Caixa postal cheia"),
            Rule(
                "blocked", .block, .reputation, "bloqueado pela locaweb", "client host blocked",
                sample: "554 5.7.1 IP bloqueado pela Locaweb"),
        ])
}
