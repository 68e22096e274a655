import Deliverability

extension PhraseTable {
    /// Polish sentences. What refuses the message as a whole stands behind what names the recipient's trouble.
    static let polish = PhraseTable(
        "pl", language: "pl", source: "own translations of what mail servers say", date: "2026-11",
        rules: [
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    przekazywanie zabronione | przekazywanie niedozwolone | relay zabroniony | odmowa przekazania | przekazywanie poczty
                    zabronione
                    """,
                sample: "554 5.7.1 <user@example.org>: Przekazywanie zabronione"),
            Rule(
                "loop", .soft, .loop,
                list: """
                    pętla pocztowa | pętla poczty | wykryto pętlę | zbyt wiele przeskoków | zapętlenie
                    """,
                sample: "554 5.4.6 Wykryto pętlę: zbyt wiele przeskoków"),
            Rule(
                "virus", .block, .virus,
                list: """
                    zawiera wirusa | wykryto wirusa | zainfekowana | złośliwe oprogramowanie
                    """,
                sample: "550 5.7.1 Wiadomość zawiera wirusa"),
            Rule(
                "spam", .block, .content,
                list: """
                    uznana za spam | uznano za spam | uznany za spam | rozpoznana jako spam | zakwalifikowana jako spam | oznaczona jako
                    spam | sklasyfikowana jako spam | niechciana wiadomość | niechciana poczta | odrzucona jako spam | jest spamem |
                    treść odrzucona | filtr antyspamowy
                    """,
                sample: "550 5.7.1 Wiadomość uznana za spam"),
            Rule(
                "blocklist", .block, .blocklist,
                list: """
                    na czarnej liście | czarna lista | czarnej liscie | adres ip zablokowany | ip zablokowane | ip jest zablokowan
                    """,
                sample: "554 5.7.1 Adres 192.0.2.1 jest na czarnej liście"),
            Rule(
                "sender", .block, .senderRejected,
                list: """
                    nadawca odrzucony | nadawca nieznany | nieznany nadawca | nadawca zablokowany | nieprawidłowy nadawca |
                    nieprawidłowy adres nadawcy | adres nadawcy | domena nadawcy | nie masz uprawnień do wysyłania | brak uprawnień do
                    wysyłania
                    """,
                sample: "550 5.1.8 Adres nadawcy odrzucony: domena nadawcy nie istnieje"),
            Rule(
                "connections", .block, .tooManyConnections,
                list: """
                    zbyt wiele połączeń | za dużo połączeń | zbyt dużo połączeń | przekroczono liczbę połączeń
                    """,
                sample: "421 4.7.0 Zbyt wiele połączeń z 192.0.2.1"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    zbyt wiele wiadomości | za dużo wiadomości | zbyt dużo wiadomości | zbyt wielu odbiorców | limit wysyłki | limit
                    wysłanych | przekroczono limit wiadomości | przekroczono limit wysyłania
                    """,
                sample: "451 4.7.1 Zbyt wiele wiadomości z 192.0.2.1"),
            Rule(
                "too-large", .soft, .tooLarge,
                list: """
                    wiadomość jest za duża | wiadomość jest zbyt duża | wiadomość zbyt duża | wiadomość za duża | zbyt duży rozmiar |
                    rozmiar wiadomości | maksymalny rozmiar | przekracza dopuszczalny rozmiar | przekracza rozmiar | zbyt duży załącznik
                    """,
                sample: "552 5.3.4 Wiadomość jest zbyt duża: przekracza dopuszczalny rozmiar"),
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    skrzynka pełna | skrzynka jest pełna | skrzynka odbiorcy jest pełna | skrzynka pocztowa jest pełna | skrzynka
                    pocztowa odbiorcy jest pełna | skrzynka pocztowa pełna | adresata jest pełna | jest pełna | skrzynka odbiorcza jest
                    pełna | skrzynka odbiorcza pełna | skrzynka przepełniona | przepełniona | przepełnienie skrzynki | pełna skrzynka |
                    przekroczono limit | przekroczony limit | przekroczył limit | przekroczono quotę | przekroczona quota | przekroczona
                    pojemność | przekroczono pojemność | brak miejsca | brak wolnego miejsca | za mało miejsca | niewystarczająca ilość
                    miejsca | limit pojemności | limit miejsca
                    """,
                sample: "552 5.2.2 Skrzynka odbiorcy jest pełna"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    zmienił adres | nowy adres e-mail | nowy adres email | nie pracuje już | już nie pracuje
                    """,
                sample: "551 5.1.6 Użytkownik zmienił adres"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    konto niedostępne | konto zablokowane | konto jest zablokowane | konto zostało zablokowane | konto nieaktywne |
                    konto jest nieaktywne | konto wyłączone | konto zawieszone | konto zostało zawieszone | konto usunięte | konto
                    zostało usunięte | konto zamknięte | konto wygasło | konto dezaktywowane | konto zostało wyłączone | skrzynka
                    zablokowana | skrzynka jest zablokowana | skrzynka nieaktywna | skrzynka jest nieaktywna | skrzynka zawieszona |
                    skrzynka usunięta | skrzynka wyłączona | skrzynka została usunięta | użytkownik zablokowany | użytkownik nieaktywny
                    | adres nieaktywny | adres nie jest już | już nie istnieje | nie jest już aktywn | nie jest już używan | został
                    dezaktywowany
                    """,
                sample: "550 5.2.1 Konto niedostępne", source: "replies of Polish providers; own translations"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domena nie istnieje | nieznana domena | nie znaleziono domeny | nieprawidłowa domena | domena nie została znaleziona
                    | nieznany host | nie znaleziono serwera | nie znaleziono hosta | ponieważ domena | brak rekordu mx
                    """,
                sample: "550 5.1.2 Domena nie istnieje: example.invalid"),
            Rule(
                "unknown-user", .hard, .unknownUser,
                list: """
                    nie istnieje | nieznany użytkownik | użytkownik nieznany | nieznany odbiorca | odbiorca nieznany | nieprawidłowy
                    odbiorca | błędny odbiorca | odbiorca odrzucony | nieznany adres | adres nieznany | nieprawidłowy adres | błędny
                    adres | niepoprawny adres | nie znaleziono adresu | adres nie został znaleziony | nie znaleziono użytkownika | nie
                    znaleziono odbiorcy | nie znaleziono skrzynki | nie można znaleźć | nie został znaleziony | nie udało się odnaleźć |
                    nie odnaleziono | nie można odnaleźć | nie udało się znaleźć | nieistniejąc | brak takiego | brak użytkownika | brak
                    skrzynki | brak odbiorcy | brak adresata | brak konta | nie ma takiego | nie ma takiej | nie ma użytkownika |
                    nieznane konto | nieznana skrzynka | skrzynka niedostępna | konto nieznane
                    """,
                sample: "550 5.1.1 Użytkownik nie istnieje", source: "replies of Polish providers; own translations"),
            Rule(
                "policy", .block, .policy,
                list: """
                    zasady bezpieczeństwa | polityka bezpieczeństwa | polityki bezpieczeństwa | względów bezpieczeństwa | narusza zasady
                    | odmowa dostępu | dostęp zabroniony | wiadomość odrzucona | wiadomość została odrzucona | wiadomość zablokowana |
                    odrzucona przez serwer | odrzucona przez odbiorcę | odmowa przyjęcia | nie akceptuje wiadomości
                    """,
                sample: "550 5.7.1 Wiadomość odrzucona ze względów bezpieczeństwa"),
            Rule(
                "expired", .soft, .expired,
                list: """
                    czas dostarczania | upłynął czas | przekroczono czas | wiadomość wygasła | nie mogła zostać dostarczona w ciągu |
                    nie udało się dostarczyć w ciągu | maksymalna liczba prób | prób dostarczenia | po wielu próbach
                    """,
                sample: "4.4.7 Wiadomość wygasła: upłynął czas dostarczania"),
            Rule(
                "network", .soft, .network,
                list: """
                    połączenie odrzucone | odmowa połączenia | połączenie przerwane | połączenie zerwane | nie można połączyć | nie
                    udało się połączyć | brak połączenia | nie odpowiada | nieosiągalny
                    """,
                sample: "4.4.1 Odmowa połączenia z mx.example.org"),
            Rule(
                "temporary", .soft, .temporary,
                list: """
                    tymczasowo niedostępn | chwilowo niedostępn | tymczasowy błąd | błąd tymczasowy | tymczasowo | spróbuj później |
                    spróbuj ponownie | proszę spróbować | serwer przeciążony | serwer zajęty | prace serwisowe | błąd wewnętrzny
                    """,
                sample: "451 4.3.0 Serwer tymczasowo niedostępny, spróbuj później"),
        ])
}
