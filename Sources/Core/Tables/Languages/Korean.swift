import Deliverability

extension PhraseTable {
    /// Korean sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let korean = PhraseTable(
        "ko", language: "ko", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule("relay", .block, .relayDenied, "릴레이가 거부", "릴레이 거부", "중계가 거부", "중계 거부", "릴레이가 허용", sample: "554 5.7.1 릴레이가 거부되었습니다"),
            Rule("loop", .soft, .loop, "메일 루프", "메일루프", "루프가 감지", "순환", sample: "554 5.4.6 메일 루프가 감지되었습니다"),
            Rule("virus", .block, .virus, "바이러스가 발견", "바이러스가 감지", "바이러스가 포함", "바이러스 감염", sample: "550 5.7.1 바이러스가 발견되었습니다"),
            Rule("spam", .block, .content, "스팸으로 분류", "스팸으로 판단", "스팸으로 차단", "스팸 메일", "스팸메일", "스팸으로", sample: "550 5.7.1 스팸으로 차단되었습니다"),
            Rule("blocklist", .block, .blocklist, "블랙리스트", "차단 목록", "차단목록", "차단된 ip", "ip가 차단", sample: "554 5.7.1 블랙리스트에 등록된 IP입니다"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    발신자 주소 | 발신자가 거부 | 보낸 사람 주소 | 보낸사람 도메인 | 발신 도메인 | 발신자 도메인 | 보낼 권한 | 보낼 수 있는 권한
                    """,
                sample: "550 5.1.8 발신자 도메인을 확인할 수 없습니다"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    너무 많은 메일 | 너무 많은 메시지 | 발송 제한 | 발송량 | 전송 한도 | 수신자가 너무 많
                    """,
                sample: "451 4.7.1 너무 많은 메일이 발송되었습니다"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    메일 크기가 | 메시지 크기가 | 메시지가 너무 | 용량이 너무 | 크기 제한 | 최대 크기
                    """,
                sample: "552 5.3.4 메시지 크기가 제한을 초과했습니다"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    용량 초과 | 용량을 초과 | 용량이 초과 | 용량이 부족 | 용량 부족 | 편지함이 가득 | 받은 편지함이 가득 | 사서함이 가득 | 메일함이 가득 | 메일함 용량 | 사서함 용량 | 저장 공간 | 저장공간
                    | 할당량
                    """,
                sample: "552 5.2.2 메일함이 가득 찼습니다"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    휴면 계정 | 휴면계정 | 휴면 상태 | 사용 중지 | 사용중지 | 사용이 중지 | 비활성화 | 비활성 | 정지된 | 정지되었습니다 | 탈퇴 | 해지 | 더 이상 사용
                    """,
                sample: "550 5.2.1 휴면 계정입니다"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    도메인을 찾을 수 없 | 도메인이 존재하지 | 존재하지 않는 도메인 | 호스트를 찾을 수 없 | 서버를 찾을 수 없 | 알 수 없는 도메인 | 도메인이 없
                    """,
                sample: "550 5.1.2 도메인을 찾을 수 없습니다"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    존재하지 않 | 수신자를 찾을 수 없 | 받는 사람을 찾을 수 없 | 사용자를 찾을 수 없 | 주소를 찾을 수 없 | 계정을 찾을 수 없 | 사서함을 찾을 수 없 | 없는 사용자 | 없는 계정 | 없는 주소
                    | 없는 메일 | 알 수 없는 사용자 | 알 수 없는 수신자 | 잘못된 주소 | 잘못된 수신자 | 잘못된 메일 | 유효하지 않은 수신 | 유효하지 않은 주소 | 찾을 수 없습니다 | 찾을 수 없으므로 |
                    등록되지 않은
                    """,
                sample: "550 5.1.1 존재하지 않는 사용자입니다"),
            Rule(
                "policy", .block, .policy,
                list: """
                    수신 거부 | 수신거부 | 수신을 거부 | 정책에 의해 | 정책 위반 | 보안상의 이유 | 액세스가 거부 | 접근이 거부 | 메시지가 거부 | 메일이 거부 | 거부되었습니다 | 차단되었습니다
                    """,
                sample: "550 5.7.1 보안상의 이유로 거부되었습니다"),
            Rule("expired", .soft, .expired, "배달 시간", "전송 시간", "시간이 초과", "만료되었", "재시도 횟수", "여러 번 시도", sample: "4.4.7 전송 시간이 초과되었습니다"),
            Rule("network", .soft, .network, "연결이 거부", "연결할 수 없", "연결에 실패", "응답하지 않", "응답이 없", sample: "4.4.1 서버에 연결할 수 없습니다"),
            Rule("temporary", .soft, .temporary, "일시적", "잠시 후", "나중에 다시", "다시 시도", sample: "451 4.3.0 일시적인 오류입니다. 잠시 후 다시 시도하십시오"),
        ])
}
