import Deliverability

extension PhraseTable {
    /// English sentences about the recipient.
    static let englishRecipient = PhraseTable(
        "recipient", source: "replies of mail servers", date: "2025-06",
        rules: [
            Rule(
                "mailbox-full", .soft, .mailboxFull,
                list: """
                    mailbox was full | over quota | overquota | over-quota | quota exceed | exceeded quota | exceeds quota | exceed
                    quota | exceeded storage | exceeding quota | exceeding their quota | exceeded their quota | exceeded its quota |
                    exceeds its quota | exceeded the quota | exceeds the quota | quota violation | quota reached | quota limit |
                    quota full | quota is full | quota for | quota error | out of quota | exceeds its storage | storage quota |
                    storage limit | storage exceeded | storage space | storage allocation | mailbox size limit | mailbox size
                    exceeded | mailbox exceeds | mailbox has exceeded | mailbox exceeded | mailbox limit | mailbox space | mailbox
                    too large | mailbox too big | mailbox quota | maildir over | maildir is over | mail quota | disk quota | disk
                    full | diskspace quota | disk space quota | account is full | account full | account is over | account over |
                    account has exceeded | account exceeded | account is temporarily over | folder is full | user is over | user
                    over | user has too many | user has exhausted | user exceeded | user quota | user storage | user's disk |
                    recipient exceeded | recipient has exceeded | recipient storage full | recipient is over | not enough storage |
                    not enough space | not enough disk | no space left in mailbox | no more space | insufficient disk space |
                    insufficient space | insufficient storage | too many messages in | too many messages on | too much mail data |
                    too large for the mailbox | exceeds allowed size | exceeds allowed storage | exceeded the space | exceeded
                    allowed | exceeded maximum inbound | allocated disk | bytes free | full mailbox | dd sorry, your message to |
                    boxed is full | box is full | box full | over the allowed | over the maximum allowed | over the storage | over
                    limit | over its limit | above quota | does not have enough | hit the quota | maximum mailbox | reached its size
                    | message store full | file size limit exceeded | would exceed mailbox | too much mail stored
                    """, sample: "552 5.2.2 Mailbox full, over quota"),
            Rule(
                "temporarily-disabled", .soft, .disabled,
                list: """
                    account temporarily disabled | account temporarily suspended | user temporarily suspended | is temporarily suspended
                    | been temporarily suspended | was temporarily suspended | > temporarily suspended | account is temporarily |
                    mailbox is temporarily | mailbox
                    temporarily | temporarily locked | temporarily blocked | temporarily inactive | mailbox is locked | mailbox locked |
                    mailbox busy | mailbox in use | mailbox is in use | mailbox is busy | user temporarily | recipient temporarily
                    """, sample: "450 4.2.1 account is temporarily disabled"),
            Rule(
                "moved", .hard, .moved,
                list: """
                    has moved | have moved | changed his address | changed her address | changed their address | user moved | no longer at | new e-mail address | new email address | changed address |
                    address changed | address has been changed | recipient moved | mailbox moved | no longer on server | address no
                    longer | please use the new | user has left | has left the company | has been moved to | has been replaced by
                    """, sample: "551 5.1.6 Recipient has moved to another address"),
            Rule(
                "disabled", .hard, .disabled,
                list: """
                    account disabled | account inactive | inactive account | account deactivated | account suspended | account
                    closed | account is closed | account has been closed | account expired | account has expired | account locked |
                    account is locked | account has been locked | account terminated | account has been terminated | account
                    cancelled | account canceled | account has been cancelled | account removed | account deleted | account has been
                    deleted | account has been removed | account blocked | account is blocked | account not active | account is no
                    longer | account no longer | account discontinued | account is not enabled | account not enabled | account
                    archived | disabled account | disabled mailbox | disabled user | disabled recipient | deactivated mailbox |
                    closed account | locked account | expired account | mailbox disabled | mailbox not enabled | mailbox inactive |
                    mailbox closed | mailbox is closed | mailbox suspended | mailbox currently suspended | mailbox has been blocked
                    | mailbox is blocked | mailbox blocked | mailbox is frozen | mailbox frozen | mailbox expired | mailbox
                    deactivated | mailbox not active | mailbox is no longer | mailbox no longer | mailbox deleted | mailbox has been
                    deleted | mailbox has been removed | mailbox is archived | inactive email address | inactive user | inactive
                    mailbox | inactive recipient | inactive on this domain | user disabled | user inactive | user suspended | user
                    deactivated | user is locked | user locked | user is blocked | user is terminated | user deleted | user has been
                    deleted | user not active | user is no longer | user no longer | user was deleted | user account is expired |
                    user account is unavailable | user has been removed | recipient disabled | recipient suspended | recipient
                    inactive | recipient no longer | recipient is no longer | recipient not active | recipient deactivated | address
                    disabled | address is no longer | address has been deleted | address expired | address has expired | address is
                    closed | address suspended | no longer valid | no longer active | no longer in use | no longer used | no longer
                    works | no longer employed | no longer with | no longer available | no longer exists | no longer an active | no
                    longer has an account | no longer a valid | no longer monitored | no longer accept | not an active | not
                    currently active | been discontinued | disabled or discontinued | deceased | domain suspended | service
                    discontinued | mail disabled | temporarily deactivated | suspended user | account is disabled | account is
                    inactive | account is not active | account is deactivated | account is suspended | account has been disabled |
                    account has been suspended | account has been deactivated | mailbox is disabled | mailbox is inactive | mailbox
                    is not active | mailbox is deactivated | mailbox is suspended | mailbox has been disabled | mailbox has been
                    suspended | mailbox has been deactivated | user is disabled | user is inactive | user is not active | user is
                    deactivated | user is suspended | user has been disabled | user has been suspended | user has been deactivated |
                    address is disabled | address is inactive | address is not active | address is deactivated | address is
                    suspended | address has been disabled | address has been suspended | address has been deactivated | recipient is
                    disabled | recipient is inactive | recipient is not active | recipient is deactivated | recipient is suspended |
                    recipient has been disabled | recipient has been suspended | recipient has been deactivated | address is
                    discontinued | not used anymore | not exist anymore
                    """, sample: "550 5.2.1 The account is disabled"),
            Rule(
                "host-unknown", .hard, .hostUnknown,
                list: """
                    domain does not exist | domain doesn't exist | host does not exist | non-existent domain | nonexistent domain |
                    non-existent host | no such domain | no such host | unknown domain | domain unknown | domain is unknown | domain
                    not exist | domain not found | invalid domain | bad domain | bad destination host | bad destination system |
                    invalid host | bad host name | unresolvable host | domain is not valid | unable to resolve | could not resolve |
                    cannot resolve | can't resolve | host could not be found | domain could not be found | couldn't find a host |
                    couldn't find any host | no mx record | no valid mx | no mail exchanger | no route to domain | no mx or a_ | no a or mx | no mx/a | mx record does
                    not | nxdomain | illegal host | address family mismatch | domain name is invalid | name or service not known |
                    unrouteable domain | domain lookup failed | domain name does not | host name is invalid | the domain name you |
                    domain isn't | no mail server | no dns data | no data record | domain expired | name server returned |
                    misspelled domain | destination server is unknown | no mx found | does not have a mail exchanger | does not have
                    a mail server
                    """, sample: "550 5.1.2 Domain does not exist"),
            Rule(
                "unknown-user", .hard, .unknownUser, "recipient address rejected: access denied",
                list: """
                    user unknown | unknown user | user is unknown | username unknown | users unknown | unknown recipient | recipient
                    unknown | recipient is unknown | unknown mailbox | mailbox unknown | mailbox is unknown | address unknown |
                    addressee unknown | address is unknown | unknown account | account unknown | unknown local | unknown e-mail |
                    unknown email | unknown or illegal | unknown or invalid | unknown in virtual | unknown customer | unknown
                    subscriber | unknown list | unknown name | unknown alias | user not found | user does not | user doesn't | user
                    doesnt | user not local | user not defined | user isn't | user name is not | user unavailable | user invalid |
                    user email not | user or domain | user rejected | username not | username is not | username does not | not a
                    user | not a valid | not valid recipient | not an email account | not a local | not a registered | not a
                    recognized | not a mailbox | not a subscriber | not our customer | not our user | not found in | not found on |
                    not in our | not in local | not known | not recognized | not registered | not on this server | not on file | no
                    account | no address associated | no local mailbox | no mailbox | no person | no one by | no one here | no
                    recipient | no user | no such | nobody by that name | nobody here | nosuchuser | non-existent | nonexistent |
                    doesn't exist | doesnt exist | dosn't exist | does not appear to exist | do not have a user | don't have a user | don't have an
                    account | couldn't find | can't find | could not be found | couldn't be found | cannot be found | can't be found
                    | was not found | wasn't found | is not found | were not found | we have no | have no record | invalid user |
                    invalid recipient | invalid mailbox | invalid address | invalid account | invalid local | invalid e-mail |
                    invalid email | invalid destination | invalid rcpt | invalid name | invalid to | recipient invalid | recipient
                    is invalid | recipient not found | recipient not valid | recipient does not | recipient doesn't | recipient name
                    is not | recipient was not | recipient could not | recipient cannot be | recipient can't | recipient address
                    does | recipient address not | recipient address rejected: user | recipient address rejected: unknown |
                    recipient address rejected: undeliverable | recipient address rejected: recipient | recipient address rejected:
                    address | recipient address rejected: not | recipient address rejected: invalid | recipient address rejected:
                    unverified | recipient verify | recipient verification | recipients unknown | undeliverable address | bad
                    destination | bad address | bad recipient | bad mailbox | bogus address | address does not | address doesn't |
                    address not found | address not valid | address invalid | address is invalid | address was not | address could
                    not | address couldn't | address cannot | address lookup | address not in | address not present | address not
                    available | mailbox does not | mailbox doesn't | mailbox invalid | mailbox name not | mailbox isn't | mailbox
                    unavailable | mailbox is unavailable | mailbox not | mail box not | mail address not | account does not |
                    account doesn't | account not found | account not valid | account not available | account invalid | account
                    unavailable | account is unavailable | accounts does not | alias not found | alias unknown | alias does not |
                    destination addresses were unknown | destination unknown | deactivated due to | delivery to the following
                    address failed | name not found | illegal alias | illegal user | illegal recipient | illegal address | undefined
                    user | unable to find | unable to verify recipient | unable to deliver to this user | unroutable | unrouteable |
                    can't verify recipient | could not verify recipient | incorrect address | incorrect recipient | rcpt to rejected
                    | requested user not | local user only | no longer here | unrouted | check the e-mail address | check the
                    spelling | check for typos | address is incorrect | ambiguous address | ambiguous user | ambiguous recipient |
                    bad e-mail | bad email | malformed address | address syntax | syntax error in recipient | must contain a domain
                    | doesn't have an account | does not have an account | doesn't have a yahoo | does not have a mailbox | doesn't
                    have a mailbox | does not have an e-mail | does not have an email | user not here | recipient not here | does
                    not exist | does not currently exist | not exist here | address not exist | unrecognized recipient |
                    unrecognized user | unrecognized address | final email delivery point | no matches to | no matching mailbox |
                    did not exactly match an | no
                    matching user | no valid recipient | no valid mailbox | not listed in | misspelled recipient | not a current
                    user | not a known user | not a known recipient | recipient address rejected: mailbox | recipient is not valid |
                    recipient is not local | recipient is not listed | recipient is not available | recipient is not on this |
                    address is not valid | address is not local | address is not listed | address is not available | address is not
                    on this | user is not valid | user is not local | user is not listed | user is not available | user is not on
                    this | mailbox is not valid | mailbox is not local | mailbox is not listed | mailbox is not available | mailbox
                    is not on this | account is not valid | account is not local | account is not listed | account is not available
                    | account is not on this
                    """, sample: "550 5.1.1 <user@example.org>: User unknown"),
            Rule(
                "recipient-rejected", .hard, .unknownUser,
                list: """
                    recipient rejected | recipient refused | recipient denied | rcpt rejected | recipient not accepted | recipient not
                    allowed | recipient unavailable
                    """, reply: 550, sample: "550 Recipient rejected"),
        ])
}
