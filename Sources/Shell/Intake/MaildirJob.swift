/// One file on its way from a Maildir to the store.
struct MaildirJob: Sendable {
    /// Index of the Maildir among those watched.
    let maildir: Int
    let place: Maildir.Place
    let name: MaildirName
    /// Bytes that it takes of its lane's budget.
    let weight: Int
    let lane: Lane.Kind
    /// When the file came to its folder, in seconds since 1970 with fraction: a link or a rename sets the change time.
    let arrived: Double
    /// The store was asked already and does not know these bytes.
    let isUnknown: Bool

    var unknown: MaildirJob {
        MaildirJob(maildir: maildir, place: place, name: name, weight: weight, lane: lane, arrived: arrived, isUnknown: true)
    }
}
