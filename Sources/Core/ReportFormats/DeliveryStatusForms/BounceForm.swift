/// Who wrote a notice that has no machine part, told by the sentence it opens with.
enum BounceForm: String, CaseIterable {
    case qmail, exim, sendmail, postfix, courier, exchange, domino, groupwise, gmail, yahoo, aol, imail, mailenable, communigate
    case mdaemon, zmailer, smail, iPlanet = "iplanet", surfcontrol, opensmtpd, carrier, gateway, james
    case mailingList = "mailing-list"
    /// None of the known ones.
    case text

    /// Lower case with single blanks. The first form that matches, in the order of this list.
    static let openings: [(form: BounceForm, phrases: [String])] = [
        (
            .qmail,
            [
                "this is the qmail-send program", "this is the qmail send program", "this is the machine generated message from",
                "wasn't able to deliver your message to the following addresses",
            ]
        ),
        (
            .exim,
            [
                "this message was created automatically by mail delivery software",
                "a message that you sent could not be delivered to one or more of its recipients",
                "a message that you sent could not be delivered to all of its recipients",
                "a message that you sent has not yet been delivered", "this message was created automatically by the mail system",
            ]
        ),
        (
            .sendmail,
            [
                "----- the following addresses had", "the original message was received at",
                "----- transcript of session", "the following addresses had permanent", "----- recipients of this delivery",
            ]
        ),
        (.postfix, ["this is the mail system at host", "this is the postfix program"]),
        (
            .courier,
            [
                "this is a delivery status notification from", "undeliverable mail --------", "the original message was received on",
                "your message was not delivered to:",
            ]
        ),
        (
            .exchange,
            [
                "did not reach the following recipient(s)", "did not reach some or all of the intended recipients",
                "delivery has failed to these recipients", "the following recipient(s) could not be reached",
                "the following recipient(s) cannot be reached", "delivery to the following recipients failed",
                "delivery to these recipients or distribution lists", "diagnostic information for administrators",
                "your message couldn't be delivered", "wasn't found at",
            ]
        ),
        (
            .domino,
            [
                "was not delivered to:", "not listed in domino directory", "not listed in public name & address book",
                "failed to deliver to domino",
            ]
        ),
        (.groupwise, ["the message that you sent was undeliverable to the following"]),
        (
            .gmail,
            [
                "delivery to the following recipient failed permanently", "delivery to the following recipient has been delayed",
                "technical details of permanent failure", "technical details of temporary failure", "wasn't delivered to",
                "wasn't able to deliver", "there was a problem delivering your message", "address not found",
            ]
        ),
        (
            .yahoo,
            ["message from yahoo", "sorry, we were unable to deliver your message to the following address"]
        ),
        (
            .aol,
            [
                "the following errors occurred when trying to deliver",
                "your mail to the following recipients could not be delivered because they are not accepting mail",
            ]
        ),
        (
            .imail,
            [
                "undeliverable to ", "invalid final delivery userid", "user mailbox exceeds allowed size", "unknown user: ",
                "delivery failed 10 attempts", "delivery failed 20 attempts",
            ]
        ),
        (.mailenable, ["message could not be delivered to some recipients", "the following recipient(s) could not be reached"]),
        (.communigate, ["failed to deliver to '"]),
        (
            .mdaemon,
            [
                "the attached message has permanent",
                "session transcript follows", "the attached message had delivery",
            ]
        ),
        (.zmailer, ["following is a list of failed recipients", "the following recipients haven't received"]),
        (.smail, ["message log follows", "failed addresses follow"]),
        (
            .iPlanet,
            [
                "this report relates to a message you sent with the following header fields",
                "your message cannot be delivered to the following recipients",
                "your message can not be delivered to the following recipients",
                "your message was successfully relayed to these recipients",
            ]
        ),
        (.surfcontrol, ["your message could not be sent.", "your message to:"]),
        (.opensmtpd, ["hi! this is the mailer-daemon", "hi! this is the mailer daemon"]),
        (
            .carrier,
            [
                "the user(s) ", "could not be delivered to the following",
                "each of the following recipients was rejected by a remote mail server", "mail addresses of the following",
            ]
        ),
        (.gateway, ["error message below:"]),
        (.mailingList, ["you are not a member of this mailing list", "you are not member"]),
        (.james, ["apologises for any inconvenience", "i couldn't deliver the message to the following"]),
    ]
}
