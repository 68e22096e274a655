extension SQLiteSchema {
    /// Habits of those who bring complaints, figures and reviews of campaigns, and what operators decided and why.
    static let campaigns = """
        -- Complaints by days (`day:count`), and the case of the burst that is on.
        CREATE TABLE complaint_source (
            source TEXT PRIMARY KEY,
            days TEXT NOT NULL,
            newest INTEGER NOT NULL,
            investigation INTEGER
        ) WITHOUT ROWID;

        -- Whom a case holds provisionally, for which mail. Proven: stands for good unless the operator takes it back.
        CREATE TABLE burst_contact (
            investigation INTEGER NOT NULL,
            contact BLOB NOT NULL,
            scope TEXT NOT NULL,
            is_proven INTEGER NOT NULL,
            PRIMARY KEY (investigation, contact, scope)
        ) WITHOUT ROWID;

        -- `id` is the word of the name. Of a review: why, since when, and when somebody was done with it.
        CREATE TABLE campaign (
            id INTEGER PRIMARY KEY,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            ground TEXT,
            opened_at INTEGER,
            closed_at INTEGER
        );
        -- Figures in whole (dimension '') and by what is known of each mail. What is not known is the rest of the whole.
        CREATE TABLE campaign_figure (
            campaign INTEGER NOT NULL,
            dimension TEXT NOT NULL,
            value TEXT NOT NULL,
            sent INTEGER NOT NULL,
            complaints INTEGER NOT NULL,
            provisional INTEGER NOT NULL,
            unsubscribes INTEGER NOT NULL,
            hard INTEGER NOT NULL,
            soft INTEGER NOT NULL,
            block INTEGER NOT NULL,
            PRIMARY KEY (campaign, dimension, value)
        ) WITHOUT ROWID;
        ALTER TABLE sent ADD COLUMN subscribed_at INTEGER;
        ALTER TABLE sent ADD COLUMN frequency INTEGER;

        -- What was counted before there were figures.
        INSERT OR IGNORE INTO word (text) SELECT DISTINCT campaign FROM event WHERE campaign IS NOT NULL;
        INSERT INTO campaign_figure SELECT w.id, '', '', 0,
            sum(e.kind = 'complaint' AND (e.effect LIKE 'suppress%' OR (e.effect = 'count' AND e.direction = 'recipient'
            AND e.feedback_type IN ('abuse', 'complaint', 'fraud', 'opt-out', 'opt-out-list')))),
            sum(e.kind = 'complaint' AND e.effect = 'suppress-provisionally'), sum(e.kind = 'unsubscribe'),
            sum(e.kind = 'bounce' AND e.action = 'failed' AND e.class = 'hard'),
            sum(e.kind = 'bounce' AND e.action = 'failed' AND e.class = 'soft'),
            sum(e.kind = 'bounce' AND e.action = 'failed' AND e.class = 'block')
            FROM event e JOIN word w ON w.text = e.campaign GROUP BY w.id;
        INSERT INTO campaign_figure SELECT campaign, '', '', count(*), 0, 0, 0, 0, 0, 0 FROM sent WHERE campaign IS NOT NULL GROUP BY campaign
            ON CONFLICT (campaign, dimension, value) DO UPDATE SET sent = excluded.sent;
        INSERT INTO campaign_figure SELECT s.campaign, 'segment', w.text, count(*), 0, 0, 0, 0, 0, 0
            FROM sent s JOIN word w ON w.id = s.segment WHERE s.campaign IS NOT NULL GROUP BY s.campaign, w.text;
        INSERT INTO campaign (id, first_at, last_at) SELECT id, min(first), max(last) FROM
            (SELECT campaign AS id, min(sent_at) AS first, max(sent_at) AS last FROM sent WHERE campaign IS NOT NULL GROUP BY campaign
            UNION ALL SELECT w.id, min(e.at), max(e.at) FROM event e JOIN word w ON w.text = e.campaign GROUP BY w.id) GROUP BY id;

        -- The operator's word on a contact, with the reason that was given.
        CREATE TABLE decision (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            contact BLOB NOT NULL,
            scope TEXT NOT NULL,
            decision TEXT NOT NULL,
            reason TEXT
        );
        CREATE INDEX decision_contact ON decision (contact, id);
        """

    /// What rates are made of, how much went out on each day and to which provider; and complaints that wait for the operator.
    static let sentDaysAndHeldComplaints = """
        -- Of the recipient's domain, a word; known from the send log.
        ALTER TABLE contact ADD COLUMN provider INTEGER;

        -- Mails by day (UTC, since 1970) and provider; '' is none that is known, '?' not told apart (rows of before).
        CREATE TABLE sent_day (
            day INTEGER NOT NULL,
            provider TEXT NOT NULL,
            sent INTEGER NOT NULL,
            PRIMARY KEY (day, provider)
        ) WITHOUT ROWID;
        INSERT INTO sent_day SELECT sent_at / 86400, '?', count(*) FROM sent GROUP BY 1;

        -- Counted, but without effect, until somebody decides. Source and digest are those of the last one.
        CREATE TABLE held_complaint (
            contact BLOB NOT NULL,
            scope TEXT NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            count INTEGER NOT NULL,
            provider TEXT,
            rung TEXT NOT NULL,
            trust TEXT NOT NULL,
            digest BLOB NOT NULL,
            PRIMARY KEY (contact, scope)
        ) WITHOUT ROWID;
        """
}
