/// The tables, as an ordered list of steps. A step that was released never changes: a new one is appended.
///
/// `event` and `alignment` share one sequence of numbers, given out by the only writer. Moments are seconds since 1970,
/// hashes and digests are blobs, words of the contract are stored as they are spelled.
enum SQLiteSchema {
    static let steps = [
        first, trustOfTLSReports, unmatchedReplies, followers, sendLog, lastMailing, campaigns, alerts, sentDaysAndHeldComplaints,
    ]
    static var version: Int { steps.count }

    /// Brings a store up to `version`; each step is one transaction.
    /// - Throws: `newerSchema` for a store of a later release.
    static func migrate(_ session: SQLiteSession, path: String) throws {
        let found = try currentVersion(session, path: path)
        for (index, step) in steps.enumerated() where index >= found {
            try session.transaction {
                try session.execute(step)
                try session.execute("PRAGMA application_id = \(SQLiteOpening.applicationID); PRAGMA user_version = \(index + 1);")
            }
        }
    }

    /// - Throws: `newerSchema`, and `cannotOpen` for an empty or older store that only a writer can bring up.
    static func requireCurrent(_ session: SQLiteSession, path: String) throws {
        let found = try currentVersion(session, path: path)
        guard found == version else {
            throw StoreError(.cannotOpen, "the store \(path) has schema \(found), this release needs \(version); open it once for writing")
        }
    }

    static func currentVersion(_ session: SQLiteSession, path: String) throws -> Int {
        let found = try session.scalar("PRAGMA user_version").flatMap { Int($0) } ?? 0
        guard found <= version else {
            throw StoreError(
                .newerSchema, "the store \(path) has schema \(found), this release knows \(version); use the newer release again")
        }
        return found
    }

    /// Replies that no sentence of the rule tables claimed: patterns without addresses, counted. `rule` is what decided.
    private static let unmatchedReplies = """
        CREATE TABLE unmatched_reply (
            id INTEGER PRIMARY KEY,
            pattern TEXT NOT NULL,
            provider TEXT NOT NULL,
            rule TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            UNIQUE (pattern, provider, rule)
        );
        CREATE INDEX unmatched_reply_count ON unmatched_reply (count, last_seen);
        """

    private static let first = """
        -- One row for each message ever committed, by the SHA-256 of its bytes.
        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            outcome TEXT NOT NULL,
            kind TEXT,
            received_at INTEGER NOT NULL,
            reason TEXT,
            detail TEXT,
            path TEXT
        );
        CREATE INDEX message_set_aside ON message (received_at) WHERE outcome = 'set-aside';

        -- Texts that repeat.
        CREATE TABLE word (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        );

        -- Bounces, complaints, unsubscribes and the rest, without addresses.
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY,
            message INTEGER NOT NULL,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            occurred_at INTEGER,
            contact BLOB,
            provider TEXT,
            from_domain TEXT,
            campaign TEXT,
            original_message_id TEXT,
            action TEXT,
            status TEXT,
            reply_code INTEGER,
            class TEXT,
            cause TEXT,
            rule TEXT,
            remedy TEXT,
            remote_mta TEXT,
            reporting_mta TEXT,
            diagnostic TEXT,
            feedback_type TEXT,
            outcome TEXT,
            rung TEXT,
            trust TEXT,
            direction TEXT,
            effect TEXT,
            source_ip TEXT,
            method TEXT,
            UNIQUE (message, position)
        );
        CREATE INDEX event_contact ON event (contact, seq) WHERE contact IS NOT NULL;
        CREATE INDEX event_at ON event (at);

        -- Aggregate reports, kept for ever: what tells a duplicate. Of reports in conflict one is counted.
        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            message INTEGER NOT NULL,
            reporter TEXT NOT NULL,
            report_id TEXT NOT NULL,
            domain TEXT NOT NULL,
            begin_at INTEGER NOT NULL,
            end_at INTEGER NOT NULL,
            content INTEGER NOT NULL,
            middle INTEGER NOT NULL,
            shown_reporter TEXT NOT NULL,
            records INTEGER NOT NULL,
            messages INTEGER NOT NULL,
            counted INTEGER NOT NULL,
            trust TEXT NOT NULL,
            duplicates INTEGER NOT NULL DEFAULT 0,
            first_seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            UNIQUE (reporter, report_id, domain, begin_at, end_at, content)
        );
        CREATE INDEX report_middle ON report (middle);

        -- Tallies of a report stand in one run of numbers, first_seq to last_seq: no index is needed to find them.
        CREATE TABLE alignment (
            seq INTEGER PRIMARY KEY,
            report INTEGER NOT NULL,
            position INTEGER NOT NULL,
            domain INTEGER NOT NULL,
            source_ip TEXT NOT NULL,
            messages INTEGER NOT NULL,
            dkim_aligned INTEGER NOT NULL,
            spf_aligned INTEGER NOT NULL,
            aligned INTEGER NOT NULL,
            none INTEGER NOT NULL,
            quarantine INTEGER NOT NULL,
            reject INTEGER NOT NULL,
            cause INTEGER NOT NULL,
            authenticated_as INTEGER,
            known_as INTEGER NOT NULL
        );

        -- Sources that were seen to be ours for a From domain, how surely, and when last (see SourceOwnership).
        CREATE TABLE source (
            domain INTEGER NOT NULL,
            ip TEXT NOT NULL,
            ownership INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            PRIMARY KEY (domain, ip)
        ) WITHOUT ROWID;

        -- What of a report failed, for one From domain and class of failure: evidence for block cases, without reading the tallies again.
        CREATE TABLE alignment_failure (
            domain INTEGER NOT NULL,
            learnt_at INTEGER NOT NULL,
            report INTEGER NOT NULL,
            class TEXT NOT NULL,
            messages INTEGER NOT NULL,
            sources INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            cause TEXT NOT NULL,
            PRIMARY KEY (domain, learnt_at, report, class)
        ) WITHOUT ROWID;

        CREATE TABLE tls (
            id INTEGER PRIMARY KEY,
            message INTEGER NOT NULL,
            organization TEXT NOT NULL,
            report_id TEXT NOT NULL,
            domain TEXT NOT NULL,
            mx_host TEXT NOT NULL,
            begin_at INTEGER NOT NULL,
            end_at INTEGER NOT NULL,
            middle INTEGER NOT NULL,
            successful INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            UNIQUE (organization, report_id, domain, mx_host, begin_at, end_at)
        );
        CREATE INDEX tls_middle ON tls (middle);

        -- Contacts by keyed hash; the address stands here and in the feed, nowhere else.
        CREATE TABLE contact (
            hash BLOB PRIMARY KEY,
            address TEXT,
            phase TEXT NOT NULL,
            reason TEXT,
            soft_failures TEXT NOT NULL,
            since INTEGER NOT NULL,
            expires INTEGER,
            suppression INTEGER
        ) WITHOUT ROWID;
        CREATE INDEX contact_suppressed ON contact (address) WHERE suppression IS NOT NULL;
        CREATE INDEX contact_expires ON contact (expires) WHERE expires IS NOT NULL;
        CREATE INDEX contact_paused ON contact (since) WHERE phase = 'paused';
        CREATE INDEX contact_soft_bounce ON contact (since) WHERE phase = 'soft-bounce';

        -- The feed, and the outbox of the sinks.
        CREATE TABLE suppression (
            cursor INTEGER PRIMARY KEY,
            op TEXT NOT NULL,
            address TEXT,
            hash BLOB NOT NULL,
            reason TEXT NOT NULL,
            state TEXT NOT NULL,
            scope TEXT NOT NULL,
            since INTEGER NOT NULL,
            expires INTEGER,
            digest BLOB,
            rule TEXT
        );
        CREATE INDEX suppression_since ON suppression (since);

        -- Block cases. A case that was closed stays as history; the next block opens a new one.
        CREATE TABLE investigation (
            id INTEGER PRIMARY KEY,
            receiver TEXT NOT NULL,
            from_domain TEXT NOT NULL,
            phase TEXT NOT NULL,
            since INTEGER NOT NULL,
            last_block INTEGER,
            recent_blocks TEXT NOT NULL,
            opened_at INTEGER NOT NULL,
            blocks INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX investigation_current ON investigation (receiver, from_domain) WHERE phase <> 'clear';
        CREATE TABLE investigation_contact (
            investigation INTEGER NOT NULL,
            contact BLOB NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (investigation, contact)
        ) WITHOUT ROWID;
        CREATE TABLE finding (
            id INTEGER PRIMARY KEY,
            investigation INTEGER NOT NULL,
            kind TEXT NOT NULL,
            area TEXT NOT NULL,
            text TEXT NOT NULL,
            messages INTEGER NOT NULL,
            at INTEGER NOT NULL,
            digest BLOB,
            UNIQUE (investigation, kind, text)
        );

        -- Messages whose reading was begun and not ended.
        CREATE TABLE attempt (
            name TEXT PRIMARY KEY,
            count INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- Totals, so that nobody has to count large tables.
        CREATE TABLE counter (
            name TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) WITHOUT ROWID;
        """

    private static let trustOfTLSReports = "ALTER TABLE tls ADD COLUMN trust TEXT NOT NULL DEFAULT 'unconfigured';"

    /// Who follows the feed, how far each one came, and by which generation a reader knows the feed again.
    private static let followers = """
        -- One row. Replaced when the feed is begun anew, so that cursors of before are not taken for cursors of now.
        CREATE TABLE feed_generation (
            id INTEGER PRIMARY KEY,
            generation TEXT NOT NULL
        );
        INSERT INTO feed_generation (id, generation) VALUES (1, lower(hex(randomblob(8))));

        -- Registered consumers that have asked; who they are stands beside the store.
        CREATE TABLE consumer (
            name TEXT PRIMARY KEY,
            reached INTEGER NOT NULL,
            seen_at INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- Webhook endpoints: `suppression` is their outbox, and `reached` the last entry that needs no sending any more.
        CREATE TABLE webhook (
            endpoint TEXT PRIMARY KEY,
            reached INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            next_at INTEGER,
            fault TEXT,
            is_stopped INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- Entries that an endpoint would not take: kept until somebody asks for another try.
        CREATE TABLE webhook_dead (
            endpoint TEXT NOT NULL,
            cursor INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            fault TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (endpoint, cursor)
        ) WITHOUT ROWID;
        """

    /// What was sent to whom, and suppressions of less than all mail.
    private static let sendLog = """
        -- Which mail stops; null: all. Rungs that named somebody else, separated by blanks.
        ALTER TABLE event ADD COLUMN scope TEXT;
        ALTER TABLE event ADD COLUMN disagreements TEXT;

        -- What an opaque token carries in the place of the address (RecipientHandle).
        ALTER TABLE contact ADD COLUMN handle BLOB;
        CREATE INDEX contact_handle ON contact (handle) WHERE handle IS NOT NULL;

        -- Mail of ours by a keyed hash of its Message-ID. The address stands in contact, nowhere else.
        CREATE TABLE sent (
            message_id BLOB NOT NULL,
            contact BLOB NOT NULL,
            campaign INTEGER,
            segment INTEGER,
            stream INTEGER,
            list INTEGER,
            sent_at INTEGER NOT NULL,
            PRIMARY KEY (message_id, contact)
        ) WITHOUT ROWID;

        -- Like contact, for one stream or list.
        CREATE TABLE scoped_contact (
            hash BLOB NOT NULL,
            scope TEXT NOT NULL,
            phase TEXT NOT NULL,
            reason TEXT,
            soft_failures TEXT NOT NULL,
            since INTEGER NOT NULL,
            expires INTEGER,
            suppression INTEGER,
            PRIMARY KEY (hash, scope)
        ) WITHOUT ROWID;
        CREATE INDEX scoped_contact_expires ON scoped_contact (expires) WHERE expires IS NOT NULL;
        """

    /// Whom we still mail, so that no contact goes whom a complaint may yet name.
    private static let lastMailing = """
        -- When it was last mailed, by the send log; up to SendLog.lastMailingSlack earlier than it was.
        ALTER TABLE contact ADD COLUMN last_sent INTEGER;
        UPDATE contact SET last_sent = s.at FROM (SELECT contact AS hash, max(sent_at) AS at FROM sent GROUP BY contact) AS s
        WHERE s.hash = contact.hash;
        """

    /// Alerts that stand, their changes in order, and how far each webhook endpoint was told of them.
    private static let alerts = """
        CREATE TABLE alert (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            since INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (kind, subject)
        ) WITHOUT ROWID;
        CREATE TABLE alert_change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            op TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            at INTEGER NOT NULL,
            text TEXT NOT NULL
        );
        CREATE TABLE webhook_alert (
            endpoint TEXT PRIMARY KEY,
            reached INTEGER NOT NULL
        ) WITHOUT ROWID;
        """
}
