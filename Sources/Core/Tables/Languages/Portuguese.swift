import Deliverability

extension PhraseTable {
    /// Portuguese sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let portuguese = PhraseTable(
        "pt", language: "pt", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    relay negado | relay não permitido | retransmissão negada | retransmissão não permitida | encaminhamento não
                    permitido
                    """,
                sample: "554 5.7.1 <user@example.org>: Relay não permitido"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    loop de e-mail | loop de email | loop detectado | ciclo de correio | muitos saltos | demasiados saltos
                    """,
                sample: "554 5.4.6 Loop de e-mail detectado"),
            Rule(
                "virus", .block, .virus,
                list: """
                    contém um vírus | contém vírus | vírus detectado | vírus encontrado | conteúdo malicioso | software malicioso
                    """,
                sample: "550 5.7.1 A mensagem contém vírus"),
            Rule(
                "spam", .block, .content,
                list: """
                    considerada spam | considerado spam | considerada como spam | identificada como spam | identificado como spam |
                    classificada como spam | classificado como spam | detectada como spam | detectado como spam | mensagem indesejada |
                    lixo eletrônico | lixo electrónico | mensagem não solicitada | rejeitada por spam | conteúdo rejeitado | conteúdo
                    não permitido
                    """,
                sample: "550 5.7.1 Mensagem classificada como spam"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    lista negra | lista de bloqueio | ip bloqueado | endereço ip bloqueado | ip está bloqueado | ip listado
                    """,
                sample: "554 5.7.1 Endereço IP bloqueado: 192.0.2.1"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    remetente rejeitado | remetente recusado | remetente desconhecido | remetente não autorizado | remetente bloqueado |
                    remetente inválido | remetente não existe | endereço do remetente | domínio do remetente | domínio remetente | não
                    tem permissão para enviar | não está autorizado a enviar | não autorizado a enviar
                    """,
                sample: "550 5.1.8 Remetente rejeitado: o domínio do remetente não existe"),
            Rule(
                "connections", .block, .tooManyConnections,
                list: """
                    muitas conexões | conexões simultâneas | número de conexões | demasiadas ligações | excesso de conexões
                    """,
                sample: "421 4.7.0 Muitas conexões de 192.0.2.1"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    muitas mensagens | demasiadas mensagens | muitos e-mails | muitos emails | muitos destinatários | demasiados
                    destinatários | limite de envio | limite de mensagens | número máximo de mensagens | excesso de mensagens
                    """,
                sample: "451 4.7.1 Muitas mensagens de 192.0.2.1"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    mensagem muito grande | mensagem é muito grande | mensagem demasiado grande | demasiado grande | muito grande |
                    tamanho da mensagem | excede o tamanho | tamanho máximo | limite de tamanho | anexo muito
                    """,
                sample: "552 5.3.4 Mensagem muito grande: excede o tamanho máximo"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    caixa postal cheia | caixa postal está cheia | caixa postal lotada | caixa postal do destinatário está cheia | caixa
                    de entrada cheia | caixa de entrada está cheia | caixa de entrada do destinatário está cheia | caixa de correio
                    cheia | caixa de correio está cheia | caixa de correio do destinatário está cheia | caixa de e-mail cheia | caixa de
                    email cheia | caixa cheia | caixa lotada | cota excedida | cota esgotada | cota ultrapassada | excedeu a cota |
                    excedeu sua cota | quota excedida | quota esgotada | quota ultrapassada | excedeu a quota | excedeu sua quota |
                    excedeu a sua quota | sem espaço | não há espaço | não tem espaço | espaço insuficiente | espaço esgotado | espaço
                    em disco | espaço de armazenamento | armazenamento cheio | limite de armazenamento | destinatário está cheia
                    """,
                sample: "552 5.2.2 Caixa postal do destinatário está cheia"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    mudou de endereço | novo endereço de e-mail | novo endereço de email | não trabalha mais | já não trabalha | deixou
                    a empresa
                    """,
                sample: "551 5.1.6 O destinatário mudou de endereço"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    conta desativada | conta desactivada | conta está desativada | conta foi desativada | conta bloqueada | conta está
                    bloqueada | conta suspensa | conta está suspensa | conta cancelada | conta encerrada | conta inativa | conta
                    inactiva | conta está inativa | conta expirada | conta excluída | conta removida | caixa postal desativada | caixa
                    postal inativa | caixa postal bloqueada | caixa postal suspensa | caixa postal cancelada | caixa postal desabilitada
                    | caixa de correio desativada | caixa de correio inativa | caixa de correio bloqueada | caixa de correio
                    desabilitada | usuário desativado | usuário bloqueado | usuário inativo | usuário suspenso | usuário desabilitado |
                    utilizador desativado | utilizador bloqueado | utilizador inativo | destinatário desativado | não existe mais | já
                    não existe | não está mais ativa | não está mais ativo | não é mais válido | não é mais utilizado | não está mais
                    disponível | já não está ativa
                    """,
                sample: "550 5.2.1 Conta suspensa"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domínio não existe | domínio inexistente | domínio desconhecido | domínio inválido | domínio não encontrado | não
                    foi possível encontrar o domínio | domínio do destinatário | host desconhecido | servidor não encontrado | nenhum
                    registro mx | sem registro mx | porque o domínio
                    """,
                sample: "550 5.1.2 Domínio não encontrado: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    usuário inválido ou inexistente | usuário desconhecido | usuário inexistente | usuário não encontrado | usuário não
                    existe | usuário inválido | usuário não cadastrado | utilizador desconhecido | utilizador inexistente | utilizador
                    não encontrado | utilizador não existe | destinatário desconhecido | destinatário inexistente | destinatário não
                    encontrado | destinatário não existe | destinatário inválido | destinatário rejeitado | destinatário incorreto |
                    endereço desconhecido | endereço inexistente | endereço não encontrado | endereço não existe | endereço inválido |
                    endereço incorreto | endereço de e-mail não existe | endereço não foi encontrado | não foi possível encontrar | não
                    foi possível localizar | não foi encontrado | não foi localizado | não pôde ser encontrad | não pode ser encontrad |
                    conta inexistente | conta desconhecida | conta não existe | conta não encontrada | conta de e-mail inexistente |
                    caixa postal inexistente | caixa postal não existe | caixa postal desconhecida | caixa postal não encontrada | caixa
                    postal inválida | caixa postal indisponível | caixa de correio inexistente | caixa de correio não existe | caixa de
                    correio não encontrada | caixa de correio indisponível | email inexistente | e-mail inexistente | não existe nenhum
                    usuário | nenhum usuário | não existe neste | não existe em | não existe
                    """,
                sample: "550 5.1.1 Usuário desconhecido", source: "replies of a Brazilian provider; own translations"),
            Rule(
                "policy", .block, .policy,
                list: """
                    política de segurança | políticas de segurança | por motivos de segurança | por razões de segurança | viola a
                    política | acesso negado | mensagem rejeitada | mensagem recusada | mensagem bloqueada | e-mail rejeitado | email
                    rejeitado | rejeitada pelo servidor | recusada pelo servidor | recusado pelo destinatário | recusado pelo
                    administrador | entrega restrita | serviço negado
                    """,
                sample: "550 5.7.1 Mensagem rejeitada por política de segurança"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    tempo de entrega | prazo de entrega | tempo esgotado | tempo limite | mensagem expirada | mensagem expirou | não
                    pôde ser entregue em | não foi possível entregar em | não foi entregue em | número máximo de tentativas | tentativas
                    de entrega | após várias tentativas
                    """,
                sample: "4.4.7 Mensagem expirada: prazo de entrega esgotado"),
            Rule(
                "network", .soft, .network,
                list: """
                    conexão recusada | conexão perdida | conexão encerrada | conexão interrompida | ligação recusada | não foi possível
                    conectar | falha na conexão | erro de conexão | não responde | inacessível | não respondeu
                    """,
                sample: "4.4.1 Conexão recusada por mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    temporariamente indisponível | temporariamente | erro temporário | falha temporária | problema temporário | serviço
                    indisponível | no momento não | tente novamente | tente mais tarde | servidor ocupado | sobrecarregado | em
                    manutenção | erro interno
                    """,
                sample: "451 4.3.0 Serviço temporariamente indisponível, tente mais tarde"),
        ])
}
