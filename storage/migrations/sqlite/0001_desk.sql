-- People, conversations, cases, what comes in, what goes out, and the audit trail.

-- +goose Up
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Numbers that are given out before the row that bears them is written.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL -- the last one given out
) WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('case', 1000), ('member', 0), ('erased', 0);

-- The processes that serve from a server: each holds a lock of its number for as
-- long as it lives. On a file there is one, which is not listed.
CREATE TABLE processes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL, -- that its connections bear
    host       TEXT    NOT NULL,
    pid        INTEGER NOT NULL,
    version    TEXT    NOT NULL, -- of the program
    started_at INTEGER NOT NULL,
    beat       INTEGER NOT NULL DEFAULT 0 -- goes on while it does
);

CREATE TABLE inbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    key         TEXT    NOT NULL UNIQUE,
    lane        TEXT    NOT NULL,
    network     TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    state       TEXT    NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'dead')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      INTEGER NOT NULL DEFAULT 0, -- back-off: not before
    reason      TEXT    NOT NULL DEFAULT '', -- of the last failure
    fetching    INTEGER NOT NULL DEFAULT 0, -- its files are fetched before its turn
    process     INTEGER NOT NULL DEFAULT 0, -- that works it, 0 nobody; void once it is not among the processes
    received_at INTEGER NOT NULL,
    done_at     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX inbox_open ON inbox (lane, id) WHERE state = 'new';
CREATE INDEX inbox_dead ON inbox (id) WHERE state = 'dead';

CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    event      INTEGER NOT NULL DEFAULT 0, -- inbox row it follows from, 0 none
    lane       TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    op         TEXT    NOT NULL,
    ref        TEXT    NOT NULL DEFAULT '',
    body       TEXT    NOT NULL,
    follow     TEXT    NOT NULL DEFAULT '', -- what is queued once the fate is known
    not_after  INTEGER NOT NULL DEFAULT 0,
    bulk       INTEGER NOT NULL DEFAULT 0, -- told to many: after everything else
    state      TEXT    NOT NULL DEFAULT 'queued'
               CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'expired', 'held')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    uncertain  INTEGER NOT NULL DEFAULT 0, -- an attempt had an unknown outcome
    delayed    INTEGER NOT NULL DEFAULT 0, -- what follows from a delay was queued
    due_at     INTEGER NOT NULL DEFAULT 0,
    process    INTEGER NOT NULL DEFAULT 0, -- as of the inbox
    code       TEXT    NOT NULL DEFAULT '', -- of the last failure
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE INDEX outbox_open ON outbox (lane, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_failed ON outbox (changed_at) WHERE state = 'failed';
CREATE INDEX outbox_sending ON outbox (process) WHERE state = 'sending';
CREATE INDEX outbox_held ON outbox (id) WHERE state = 'held';

-- Where a sent message is, by the name that items call it.
CREATE TABLE anchors (
    ref        TEXT PRIMARY KEY,
    network    TEXT NOT NULL,
    channel    TEXT NOT NULL,
    message    TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX anchors_message ON anchors (channel, message);

CREATE TABLE sessions (
    chat         INTEGER NOT NULL,
    user_id      INTEGER NOT NULL,
    language     TEXT    NOT NULL,
    chosen       INTEGER NOT NULL,
    merchant_id  TEXT    NOT NULL,
    flow         TEXT    NOT NULL,
    last_message INTEGER NOT NULL,
    misses       INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    PRIMARY KEY (chat, user_id)
) WITHOUT ROWID;

CREATE TABLE members (
    id          INTEGER PRIMARY KEY,
    merchant_id TEXT    NOT NULL, -- '' where group_id is not
    group_id    TEXT    NOT NULL DEFAULT '', -- bound to all merchants of a group
    user_id     INTEGER NOT NULL,
    chat        INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    username    TEXT    NOT NULL,
    role        TEXT    NOT NULL CHECK (role IN ('owner', 'finance', 'cashier')),
    standing    TEXT    NOT NULL CHECK (standing IN ('pending', 'active', 'refused', 'ended')),
    joined_at   INTEGER NOT NULL,
    unreachable INTEGER NOT NULL,
    mute        TEXT    NOT NULL,
    tips        INTEGER NOT NULL DEFAULT 0, -- wants the tip of the month
    version     INTEGER NOT NULL
);
CREATE INDEX members_user ON members (user_id);
CREATE INDEX members_chat ON members (chat);
CREATE UNIQUE INDEX members_one ON members (merchant_id, group_id, user_id) WHERE standing IN ('pending', 'active');

CREATE TABLE invites (
    hash        TEXT PRIMARY KEY,
    merchant_id TEXT    NOT NULL, -- '' where group_id is not
    group_id    TEXT    NOT NULL DEFAULT '',
    role        TEXT    NOT NULL CHECK (role IN ('owner', 'finance', 'cashier')),
    approved    INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER NOT NULL DEFAULT 0,
    used_by     INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE cases (
    id              INTEGER PRIMARY KEY,
    merchant_id     TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    status          TEXT    NOT NULL CHECK (status IN ('open', 'claimed', 'resolved')),
    urgent          INTEGER NOT NULL,
    reason          TEXT    NOT NULL,
    amount          INTEGER NOT NULL, -- minor units of currency
    currency        TEXT    NOT NULL,
    words           TEXT    NOT NULL,
    facts           TEXT    NOT NULL,
    tried           TEXT    NOT NULL,
    marked          TEXT    NOT NULL,
    steps           TEXT    NOT NULL,
    transactions    TEXT    NOT NULL,
    payouts         TEXT    NOT NULL,
    claimed_by      TEXT    NOT NULL,
    claimed_by_name TEXT    NOT NULL,
    resolution      TEXT    NOT NULL,
    resolved_at     INTEGER NOT NULL,
    opened_at       INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL,
    business_date   TEXT    NOT NULL,
    version         INTEGER NOT NULL
);
CREATE UNIQUE INDEX cases_open ON cases (merchant_id, subject) WHERE status <> 'resolved';

CREATE TABLE case_watchers (
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    position INTEGER NOT NULL,
    chat     INTEGER NOT NULL,
    user_id  INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    language TEXT    NOT NULL,
    question INTEGER NOT NULL,
    PRIMARY KEY (case_id, position)
) WITHOUT ROWID;
CREATE INDEX case_watchers_user ON case_watchers (user_id, case_id);
CREATE INDEX case_watchers_chat ON case_watchers (chat);

CREATE TABLE case_entries (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at      INTEGER NOT NULL,
    who     TEXT    NOT NULL,
    by_id   TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    what    TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    key     TEXT    NOT NULL,
    digest  TEXT    NOT NULL -- of key, what and text: the same line twice is one line; '' without a key
);
CREATE INDEX case_entries_case ON case_entries (case_id, id);
CREATE UNIQUE INDEX case_entries_digest ON case_entries (case_id, digest) WHERE digest <> '';

-- What was told to merchants about the future.
CREATE TABLE promises (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    event           INTEGER NOT NULL,
    merchant_id     TEXT    NOT NULL,
    transaction_row INTEGER NOT NULL,
    due_on          TEXT    NOT NULL, -- YYYY-MM-DD
    estimated       INTEGER NOT NULL,
    told_at         INTEGER NOT NULL
);
CREATE INDEX promises_transaction ON promises (transaction_row, id);

-- What people were last told of a swipe, a payout or a day, and rely on.
CREATE TABLE assurances (
    merchant_id TEXT    NOT NULL,
    user_id     INTEGER NOT NULL,
    subject     TEXT    NOT NULL, -- t:<transaction row>, p:<payout row>, d:<YYYY-MM-DD>
    chat        INTEGER NOT NULL,
    ref         TEXT    NOT NULL, -- the provider's id
    payout      INTEGER NOT NULL, -- that a swipe was in, 0 none
    claim       TEXT    NOT NULL CHECK (claim IN ('arrived', 'due', 'not_arrived', 'day')),
    currency    TEXT    NOT NULL,
    amount      INTEGER NOT NULL, -- minor units of currency, as gross and refunds
    gross       INTEGER NOT NULL,
    refunds     INTEGER NOT NULL,
    day         INTEGER NOT NULL, -- days since 1970-01-01, as on_day
    on_day      INTEGER NOT NULL,
    told_at     INTEGER NOT NULL, -- business time
    doubtful    INTEGER NOT NULL DEFAULT 0, -- of a day: a file has spoken of it since
    PRIMARY KEY (merchant_id, user_id, subject)
) WITHOUT ROWID;
CREATE INDEX assurances_days ON assurances (day) WHERE claim = 'day';

-- Work that is done once for each key, whoever gets to it first.
CREATE TABLE jobs (
    name       TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    claimed_at INTEGER NOT NULL,
    done_at    INTEGER NOT NULL DEFAULT 0,
    detail     TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (name, key)
) WITHOUT ROWID;

CREATE TABLE chats (
    chat        INTEGER PRIMARY KEY,
    unreachable INTEGER NOT NULL DEFAULT 0, -- since when, 0 reachable
    moved_to    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE audit (
    id      INTEGER PRIMARY KEY, -- 1, 2, 3, ... without gaps
    at      INTEGER NOT NULL,
    event   INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    detail  TEXT    NOT NULL,
    salt    TEXT    NOT NULL, -- of the digest of actor, subject and detail; '' once a person was taken out of them
    digest  TEXT    NOT NULL DEFAULT '', -- what it was, once a person was taken out
    hash    TEXT    NOT NULL -- of the hash before and this row
);
CREATE INDEX audit_subject ON audit (subject, id);

-- The trail is append-only, but for two things that it tells of itself: a
-- person is taken out of a line whose digest stays, and lines older than the
-- retention go from the beginning on.
-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
WHEN NOT (OLD.salt <> '' AND NEW.salt = '' AND NEW.digest <> '' AND NEW.id = OLD.id AND NEW.at = OLD.at
    AND NEW.event = OLD.event AND NEW.action = OLD.action AND NEW.hash = OLD.hash)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
WHEN OLD.id > COALESCE((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'audit_base'), 0)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
-- +goose StatementEnd

-- Cases and merchants of which nothing may be forgotten until somebody says so.
CREATE TABLE holds (
    subject TEXT    PRIMARY KEY, -- case:<id>, merchant:<id>
    reason  TEXT    NOT NULL,
    by_name TEXT    NOT NULL,
    at      INTEGER NOT NULL
) WITHOUT ROWID;

-- People who were forgotten, by the number that stands in their place.
CREATE TABLE erasures (
    number  INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL, -- while a hold keeps something of them, then 0
    at      INTEGER NOT NULL,
    done_at INTEGER NOT NULL -- 0 while a hold keeps something
);
