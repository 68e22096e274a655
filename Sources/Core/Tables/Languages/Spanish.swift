import Deliverability

extension PhraseTable {
    /// Spanish sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let spanish = PhraseTable(
        "es", language: "es", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "unknown-or-full", .soft, .mailboxFull, "destinatario desconocido o mailbox lleno",
                sample: "550 Destinatario desconocido o mailbox lleno", source: "replies of a Spanish provider"),
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    relay denegado | relay no permitido | retransmisión denegada | retransmisión no permitida | reenvío no permitido |
                    no se permite el relay | reenvío denegado
                    """,
                sample: "554 5.7.1 <user@example.org>: Relay denegado"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    bucle de correo | bucle detectado | bucle de mensajes | demasiados saltos | ciclo de correo
                    """,
                sample: "554 5.4.6 Bucle de correo: demasiados saltos"),
            Rule(
                "virus", .block, .virus,
                list: """
                    contiene un virus | virus detectado | virus encontrado | contenido malicioso | software malicioso
                    """,
                sample: "550 5.7.1 El mensaje contiene un virus"),
            Rule(
                "spam", .block, .content,
                list: """
                    considerado spam | considerado como spam | considerado correo no deseado | clasificado como spam | identificado como
                    spam | detectado como spam | marcado como spam | correo no deseado | correo basura | mensaje no deseado | correo no
                    solicitado | rechazado por spam | es spam | contenido rechazado | contenido no permitido
                    """,
                sample: "550 5.7.1 Mensaje considerado como spam"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    lista negra | listas negras | lista de bloqueo | ip bloqueada | dirección ip bloqueada | ip está bloqueada | ip
                    rechazada | ip se encuentra listada
                    """,
                sample: "554 5.7.1 Su IP 192.0.2.1 está en una lista negra"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    remitente rechazado | remitente desconocido | remitente no autorizado | remitente no permitido | remitente bloqueado
                    | remitente inválido | remitente no válido | remitente no existe | dirección del remitente | dominio del remitente |
                    dominio remitente | no tiene permiso para enviar | no está autorizado a enviar | no está autorizado para enviar | no
                    autorizado para enviar | emisor no autorizado
                    """,
                sample: "550 5.1.8 Remitente rechazado: el dominio del remitente no existe"),
            Rule(
                "connections", .block, .tooManyConnections,
                "demasiadas conexiones", "número de conexiones", "conexiones simultáneas",
                sample: "421 4.7.0 Demasiadas conexiones desde 192.0.2.1"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    demasiados mensajes | demasiados correos | demasiados destinatarios | límite de envío | límite de mensajes | límite
                    de correos | número máximo de mensajes | exceso de envíos
                    """,
                sample: "451 4.7.1 Demasiados mensajes desde 192.0.2.1"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    mensaje demasiado grande | mensaje es demasiado grande | demasiado grande | tamaño del mensaje | excede el tamaño |
                    supera el tamaño | tamaño máximo | tamaño permitido | límite de tamaño | adjunto demasiado
                    """,
                sample: "552 5.3.4 Mensaje demasiado grande: excede el tamaño máximo"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    espacio en casilla de mail agotado | buzón lleno | buzón está lleno | buzón del destinatario está lleno | buzón del
                    destinatario lleno | buzón de correo lleno | buzón de correo está lleno | buzón completo | buzón saturado | casilla
                    llena | casilla está llena | casilla de correo llena | casilla completa | bandeja de entrada está llena | bandeja de
                    entrada llena | bandeja llena | cuota excedida | cuota superada | cuota agotada | excedido la cuota | excedido su
                    cuota | excede la cuota | excede su cuota | superado la cuota | superado su cuota | sobre la cuota | sin espacio |
                    no tiene espacio | no hay espacio | espacio insuficiente | espacio agotado | espacio de almacenamiento |
                    almacenamiento lleno | está llena | está lleno | mailbox lleno | cuenta llena
                    """,
                sample: "552 5.2.2 El buzón del destinatario está lleno", source: "replies of Argentine providers; own translations"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    ha cambiado de dirección | cambió de dirección | nueva dirección de correo | nueva dirección es | ya no trabaja | ya
                    no labora | dejó la empresa
                    """,
                sample: "551 5.1.6 El destinatario ha cambiado de dirección"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    ha expirado por falta de uso | cuenta deshabilitada | cuenta está deshabilitada | cuenta desactivada | cuenta está
                    desactivada | cuenta suspendida | cuenta está suspendida | cuenta ha sido suspendida | cuenta inactiva | cuenta está
                    inactiva | cuenta cancelada | cuenta cerrada | cuenta bloqueada | cuenta está bloqueada | cuenta eliminada | cuenta
                    caducada | cuenta vencida | cuenta dada de baja | dado de baja | dada de baja | buzón desactivado | buzón
                    deshabilitado | buzón inactivo | buzón suspendido | buzón bloqueado | buzón eliminado | buzón cerrado | casilla
                    deshabilitada | casilla desactivada | casilla suspendida | casilla inactiva | casilla bloqueada | usuario
                    deshabilitado | usuario desactivado | usuario inactivo | usuario suspendido | usuario bloqueado | destinatario
                    deshabilitado | ya no existe | ya no está activa | ya no está activo | ya no está disponible | ya no es válida | ya
                    no es válido | ya no se utiliza | no está activa | no está activo
                    """,
                sample: "550 5.2.1 Cuenta suspendida", source: "replies of Argentine providers; own translations"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    dominio no existe | dominio desconocido | dominio inexistente | dominio inválido | dominio no válido | dominio no
                    encontrado | no existe el dominio | no se encontró el dominio | no se ha encontrado el dominio | dominio del
                    destinatario | host desconocido | servidor no encontrado | no se encuentra el servidor | no se pudo encontrar el
                    dominio | no hay registro mx | sin registro mx
                    """,
                sample: "550 5.1.2 Dominio desconocido: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    no existe dicha persona | no existe ese usuario | no existe el usuario | no existe la cuenta | no existe el buzón |
                    no existe la dirección | no existe el destinatario | no existe la casilla | no existe tal usuario | no existe ningún
                    usuario | no existe esa | no existe esta | no existe en | usuario desconocido | usuario no existe | usuario
                    inexistente | usuario no encontrado | usuario no válido | usuario inválido | usuario incorrecto | usuario no
                    registrado | destinatario desconocido | destinatario no existe | destinatario inexistente | destinatario no válido |
                    destinatario inválido | destinatario no encontrado | destinatario incorrecto | destinatario rechazado | dirección
                    desconocida | dirección no existe | dirección inexistente | dirección no válida | dirección inválida | dirección
                    incorrecta | dirección no encontrada | dirección de correo no existe | dirección errónea | no se encontró la
                    dirección | no se ha encontrado la dirección | no se pudo encontrar | no se ha podido encontrar | no se encontró |
                    no se ha encontrado | no pudo ser encontrado | cuenta inexistente | cuenta no existe | cuenta desconocida | cuenta
                    no encontrada | cuenta de correo no existe | buzón no existe | buzón inexistente | buzón desconocido | buzón no
                    encontrado | buzón no disponible | buzón no válido | casilla inexistente | casilla no existe | casilla desconocida |
                    correo no existe | correo inexistente | no es un usuario | no es una dirección válida | no corresponde a
                    """,
                sample: "550 5.1.1 No existe ese usuario", source: "replies of Argentine providers; own translations"),
            Rule(
                "policy", .block, .policy,
                list: """
                    rechazado por política | políticas de seguridad | política de seguridad | por razones de seguridad | por motivos de
                    seguridad | viola la política | infringe la política | acceso denegado | mensaje rechazado | correo rechazado |
                    mensaje bloqueado | correo bloqueado | rechazado por el servidor | rechazado por el destinatario | rechazado por el
                    administrador | servicio denegado | entrega restringida | no se acepta el mensaje | mensaje no aceptado
                    """,
                sample: "550 5.7.1 Mensaje rechazado por política de seguridad"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    tiempo de entrega | plazo de entrega | tiempo agotado | agotó el tiempo | tiempo de espera agotado | tiempo excedido
                    | mensaje caducado | mensaje expirado | ha caducado | ha expirado | no se pudo entregar en | no pudo ser entregado
                    en | no se ha podido entregar en | no ha podido ser entregado en | número máximo de intentos | intentos de entrega |
                    desistimos | se ha renunciado | días sin poder entregar
                    """,
                sample: "4.4.7 Mensaje caducado: no se pudo entregar en 5 días"),
            Rule(
                "network", .soft, .network,
                list: """
                    conexión rechazada | conexión perdida | conexión cerrada | conexión interrumpida | no se pudo conectar | no se puede
                    conectar | imposible conectar | error de conexión | no responde | inalcanzable | no se pudo establecer
                    """,
                sample: "4.4.1 Conexión rechazada por mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    temporalmente no disponible | no disponible temporalmente | temporalmente rechazado | temporalmente fuera |
                    temporalmente | error temporal | fallo temporal | problema temporal | servicio no disponible | en este momento no |
                    inténtelo más tarde | intente más tarde | intente nuevamente | intente de nuevo | vuelva a intentar | servidor
                    ocupado | servidor sobrecargado | mantenimiento | error interno
                    """,
                sample: "451 4.3.0 Servicio temporalmente no disponible, intente más tarde"),
        ])
}
