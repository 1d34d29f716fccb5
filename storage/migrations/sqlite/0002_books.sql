-- What witnesses said about money, and what was concluded from it. Times are
-- milliseconds since 1970 UTC, dates days since 1970-01-01, amounts minor
-- units beside their currency.
--
-- Facts: a row is what a file said of one thing. Its body is packed (pack*.go)
-- and holds all of it; the columns beside it are those that are searched. Rows
-- that are many stand in pages (page.go). A row belongs to the file that told
-- it last (file_id). Rows of a file that is not published are there and not
-- seen; file_id 0 is the product itself.
--
-- Conclusions (transaction_trails, line_links, payout_lines, rivals, loose_lines,
-- unpaid, suggestions, the last columns of payouts and bank_entries) can be
-- thrown away: making all links again gives the same.

-- +goose Up
CREATE TABLE files (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    hash       TEXT    NOT NULL, -- sha256 of the bytes; of a file without rows @ and the day it came on as well
    name       TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    format     TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('writing', 'published', 'refused', 'withdrawn')),
    next_row   INTEGER NOT NULL DEFAULT 0, -- rows before this one are committed
    rows       INTEGER NOT NULL DEFAULT 0,
    new        INTEGER NOT NULL DEFAULT 0,
    unchanged  INTEGER NOT NULL DEFAULT 0,
    restated   INTEGER NOT NULL DEFAULT 0,
    rejected   INTEGER NOT NULL DEFAULT 0,
    first_day  INTEGER NOT NULL DEFAULT 0,
    last_day   INTEGER NOT NULL DEFAULT 0,
    imported_at INTEGER NOT NULL,          -- business time of publishing (of the beginning, before)
    sequence   INTEGER NOT NULL DEFAULT 0, -- order of publishing
    warnings   INTEGER NOT NULL DEFAULT 0, -- that its proof gave
    untied     INTEGER NOT NULL DEFAULT 0  -- totals of its own that its rows do not give
);
CREATE UNIQUE INDEX files_hash ON files (hash) WHERE state IN ('writing', 'published');
CREATE INDEX files_unseen ON files (id) WHERE state <> 'published';

-- What the proof of a published file said: warnings, what was wrong with rows
-- that were left out, and its totals as printed and as computed.
CREATE TABLE file_remarks (
    file_id   INTEGER NOT NULL,
    n         INTEGER NOT NULL,
    what      TEXT    NOT NULL CHECK (what IN ('warning', 'left_out', 'total')),
    line_no   INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    text      TEXT    NOT NULL, -- the message, or the name of the total
    declared  TEXT    NOT NULL,
    computed  TEXT    NOT NULL,
    ok        INTEGER NOT NULL,
    PRIMARY KEY (file_id, n)
) WITHOUT ROWID;

-- merchants, published, linked, names: versions of what is kept in memory or computed
-- outside of a transaction. The others: the last key given to a row.
INSERT INTO counters (name, value) VALUES ('merchants', 0), ('published', 0), ('linked', 0), ('relinked', 0), ('nameless', 0), ('names', 0),
    ('row:merchants', 0), ('row:terms', 0), ('row:transactions', 0), ('row:lines', 0), ('row:payouts', 0),
    ('row:bank_entries', 0), ('row:merchant_events', 0);

-- The days that a file speaks of, by source and kind.
CREATE TABLE file_days (
    file_id   INTEGER NOT NULL,
    source    TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    first_day INTEGER NOT NULL,
    last_day  INTEGER NOT NULL,
    first_row INTEGER NOT NULL, -- keys of the rows that it brought
    last_row  INTEGER NOT NULL,
    PRIMARY KEY (file_id, source, kind)
) WITHOUT ROWID;

-- Which sources speak of a merchant.
CREATE TABLE merchant_sources (
    merchant_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    source      TEXT NOT NULL,
    PRIMARY KEY (merchant_id, kind, source)
) WITHOUT ROWID;

-- What a file touches, for the work after publishing.
CREATE TABLE file_touches (
    file_id INTEGER NOT NULL,
    what    TEXT    NOT NULL, -- party, merchant, place
    key     TEXT    NOT NULL,
    PRIMARY KEY (file_id, what, key)
) WITHOUT ROWID;

-- Links that are to be made again, and the file that asked for it.
CREATE TABLE dirty (
    what    TEXT    NOT NULL, -- merchant, place, payee, state
    key     TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    silent  INTEGER NOT NULL,
    -- Rows with keys from these on are new since the links were made, and nothing
    -- else changed; 0: anything may be other than it was.
    transactions_from INTEGER NOT NULL,
    lines_from        INTEGER NOT NULL,
    PRIMARY KEY (what, key)
) WITHOUT ROWID;

-- Every sighting of a row that is not the row itself: what a file that is
-- still being written restates, what was said before, and who said the same.
CREATE TABLE versions (
    kind    TEXT    NOT NULL,
    row     INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    body    BLOB,                       -- NULL: what the row says now
    fresh   INTEGER NOT NULL DEFAULT 0, -- the same line of the file brought new rows too
    PRIMARY KEY (kind, row, file_id)
) WITHOUT ROWID;
CREATE INDEX versions_file ON versions (file_id, line_no);

-- Who rows speak of: a merchant's number as a source prints it. merchant is
-- the key of the merchant it is known to be, 0 while nobody bears it.
CREATE TABLE parties (
    id       INTEGER PRIMARY KEY,
    source   TEXT    NOT NULL,
    ref      TEXT    NOT NULL,
    merchant INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, ref)
);
CREATE INDEX parties_merchant ON parties (merchant, ref);

CREATE TABLE merchants (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    body    BLOB    NOT NULL,
    account_key TEXT NOT NULL
);
CREATE INDEX merchants_account ON merchants (account_key);

CREATE TABLE terms (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    body    BLOB    NOT NULL,
    merchant_id TEXT NOT NULL -- or *
);
CREATE INDEX terms_merchant ON terms (merchant_id);

-- Transactions and lines are kept in pages of rows of one party and day whose
-- keys lie beside each other: each with its file, line and body, packed.
CREATE TABLE transactions (
    first INTEGER PRIMARY KEY, -- key of the first row
    body  BLOB    NOT NULL
);
CREATE TABLE transaction_days (
    party INTEGER NOT NULL,
    day   INTEGER NOT NULL, -- printed, UTC
    first INTEGER NOT NULL,
    PRIMARY KEY (party, day, first)
) WITHOUT ROWID;

CREATE TABLE lines (
    first INTEGER PRIMARY KEY,
    body  BLOB    NOT NULL
);
CREATE TABLE line_days (
    party INTEGER NOT NULL,
    day   INTEGER NOT NULL, -- settled on
    first INTEGER NOT NULL,
    PRIMARY KEY (party, day, first)
) WITHOUT ROWID;

-- What transactions and lines are called: indexes of hashes, in segments that
-- are written at once, cut into blocks. What a transaction refers to (RRN,
-- order) is in transaction_refs. A row that is
-- found must be asked whether it bears the name.
CREATE TABLE index_segments (
    of    TEXT    NOT NULL, -- transaction_ids, line_ids, transaction_refs
    id    INTEGER NOT NULL,
    level INTEGER NOT NULL, -- how often it was merged
    low   TEXT    NOT NULL, -- the least and the greatest name
    high  TEXT    NOT NULL,
    PRIMARY KEY (of, id)
) WITHOUT ROWID;
CREATE TABLE transaction_ids (
    key  INTEGER PRIMARY KEY, -- segment and first hash of the block
    body BLOB    NOT NULL
);
CREATE TABLE line_ids (
    key  INTEGER PRIMARY KEY,
    body BLOB    NOT NULL
);
CREATE TABLE transaction_refs (
    key  INTEGER PRIMARY KEY,
    body BLOB    NOT NULL
);

-- What refunds, voids and reversals say their original is called: the hash of
-- its RRN or id. They are few, and looked for among a party's own.
CREATE TABLE transaction_origins (
    party INTEGER NOT NULL,
    hash  INTEGER NOT NULL,
    row   INTEGER NOT NULL,
    PRIMARY KEY (party, hash, row)
) WITHOUT ROWID;

-- How far the money of a merchant's transactions of one printed day came, packed.
CREATE TABLE transaction_trails (
    merchant INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    open     INTEGER NOT NULL, -- of some more is to come
    lands    INTEGER NOT NULL, -- the latest day on which some arrived or is due
    body     BLOB    NOT NULL,
    PRIMARY KEY (merchant, day)
) WITHOUT ROWID;

-- What a merchant's lines settled on one day are linked to, packed.
CREATE TABLE line_links (
    merchant INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (merchant, day)
) WITHOUT ROWID;

-- Lines that several transactions fit equally well.
CREATE TABLE rivals (
    merchant INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    PRIMARY KEY (merchant, line)
) WITHOUT ROWID;

-- Lines whose link rows may change that share nothing with what they are linked
-- to: only these are looked at again whenever rows of their merchant come. Line
-- 0 alone: they are too many.
CREATE TABLE loose_lines (
    merchant INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    PRIMARY KEY (merchant, line)
) WITHOUT ROWID;

-- The net of a merchant's lines that are in no payout and not held.
CREATE TABLE unpaid (
    merchant INTEGER NOT NULL,
    currency TEXT    NOT NULL,
    net      INTEGER NOT NULL,
    PRIMARY KEY (merchant, currency)
) WITHOUT ROWID;

CREATE TABLE payouts (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    party   INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    body    BLOB    NOT NULL,
    amount         INTEGER NOT NULL,
    bank_reference TEXT    NOT NULL,
    own_key        TEXT    NOT NULL DEFAULT '', -- the account that the row itself names
    implied_for    INTEGER NOT NULL DEFAULT 0, -- the party of a payout that only lines name
    -- concluded
    lines_net      INTEGER NOT NULL DEFAULT 0, -- of the lines paid in it, in its currency
    expected_on    INTEGER NOT NULL DEFAULT 0, -- the latest settled_on of its lines
    pay_key        TEXT    NOT NULL DEFAULT '', -- the account it goes to: its own, else the merchant's
    pay_last4      TEXT    NOT NULL DEFAULT '',
    matched_by     TEXT    NOT NULL DEFAULT 'none',
    state          TEXT    NOT NULL DEFAULT '',
    lands_on       INTEGER NOT NULL DEFAULT 0,
    UNIQUE (id, source, implied_for)
);
CREATE INDEX payouts_party ON payouts (party, lands_on);
CREATE INDEX payouts_lands ON payouts (lands_on);
CREATE INDEX payouts_pay ON payouts (pay_key) WHERE pay_key <> '';
CREATE INDEX payouts_own ON payouts (own_key, party) WHERE own_key <> '';
CREATE INDEX payouts_reference ON payouts (bank_reference) WHERE bank_reference <> '';

-- The lines that name a payout with their nets, those not paid in it marked, packed.
CREATE TABLE payout_lines (
    payout INTEGER PRIMARY KEY,
    body   BLOB NOT NULL
);

CREATE TABLE bank_entries (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    body    BLOB    NOT NULL,
    booked_on INTEGER NOT NULL,
    amount    INTEGER NOT NULL,
    owner     TEXT    NOT NULL,
    place     TEXT    NOT NULL, -- the merchant's account it speaks of, '' unknown
    -- concluded
    state       TEXT NOT NULL DEFAULT '',
    explanation TEXT NOT NULL DEFAULT '',
    UNIQUE (id, source)
);
CREATE INDEX bank_entries_place ON bank_entries (place, booked_on);

-- Words of a memo that may name a payout.
CREATE TABLE entry_words (
    word  TEXT    NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (word, entry)
) WITHOUT ROWID;

CREATE TABLE payout_entries (
    entry       INTEGER NOT NULL,
    payout      INTEGER NOT NULL,
    role        TEXT    NOT NULL, -- payout, return
    rule        TEXT    NOT NULL, -- id, reference, details, confirmed
    explanation TEXT    NOT NULL,
    share       INTEGER NOT NULL, -- of the entry's amount, 0 all of it
    PRIMARY KEY (entry, payout)
) WITHOUT ROWID;
CREATE INDEX payout_entries_payout ON payout_entries (payout);

CREATE TABLE merchant_events (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    party   INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    body    BLOB    NOT NULL,
    UNIQUE (id, source)
);
CREATE INDEX merchant_events_party ON merchant_events (party);
