-- What witnesses said about money: files, their rows, older versions of the
-- rows, and the links between them. Times are milliseconds since 1970 UTC,
-- dates days since 1970-01-01, amounts minor units beside their currency.
--
-- A row belongs to the file that told it last (file_id). Rows of a file that
-- is not published are there and not seen; file_id 0 is the product itself.
-- "wall" beside a time is what the row printed; floating: without an offset,
-- so that the time follows the zone of the merchant.

-- +goose Up
CREATE TABLE files (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    hash       TEXT    NOT NULL, -- sha256 of the bytes
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
    resolved   INTEGER NOT NULL DEFAULT 0, -- version of the merchants that its rows were resolved with
    first_day  INTEGER NOT NULL DEFAULT 0,
    last_day   INTEGER NOT NULL DEFAULT 0,
    imported_at INTEGER NOT NULL,          -- business time of publishing (of the beginning, before)
    sequence   INTEGER NOT NULL DEFAULT 0  -- order of publishing
);
CREATE UNIQUE INDEX files_hash ON files (hash) WHERE state IN ('writing', 'published');
CREATE INDEX files_unseen ON files (id) WHERE state <> 'published';
INSERT INTO counters (name, value) VALUES ('merchants', 0), ('published', 0), ('relinked', 0);

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
    what    TEXT    NOT NULL, -- merchant, place
    key     TEXT    NOT NULL,
    PRIMARY KEY (file_id, what, key)
) WITHOUT ROWID;

-- Links that are to be made again, and the file that asked for it.
CREATE TABLE dirty (
    what    TEXT    NOT NULL, -- merchant, place, state
    key     TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    silent  INTEGER NOT NULL,
    PRIMARY KEY (what, key)
) WITHOUT ROWID;

-- Every sighting of a row that is not the row itself: what a file that is
-- still being written restates, what was said before, and who said the same.
-- body: the values of the columns as a JSON list, '' where the row or another
-- sighting with the same hash has them.
CREATE TABLE versions (
    kind    TEXT    NOT NULL,
    row     INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    body    TEXT    NOT NULL,
    fresh   INTEGER NOT NULL DEFAULT 0, -- the same line of the file brought new rows too
    PRIMARY KEY (kind, row, file_id)
) WITHOUT ROWID;
CREATE INDEX versions_file ON versions (file_id, line_no);

CREATE TABLE merchants (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    account_key   TEXT NOT NULL,
    account_last4 TEXT NOT NULL,
    name      TEXT    NOT NULL,
    language  TEXT    NOT NULL,
    zone      TEXT    NOT NULL,
    currency  TEXT    NOT NULL,
    calendar  TEXT    NOT NULL,
    cycle     TEXT    NOT NULL,
    cut_off   TEXT    NOT NULL,
    fee_bps   INTEGER,
    min_payout INTEGER NOT NULL,
    group_id  TEXT    NOT NULL,
    store     TEXT    NOT NULL,
    opens     TEXT    NOT NULL,
    closes    TEXT    NOT NULL,
    aliases   TEXT    NOT NULL -- JSON object: source -> number
);
CREATE INDEX merchants_account ON merchants (account_key);

CREATE TABLE terms (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    merchant_id TEXT NOT NULL, -- or *
    scheme      TEXT NOT NULL,
    card_type   TEXT NOT NULL,
    valid_from  INTEGER NOT NULL,
    cycle       TEXT NOT NULL,
    cut_off     TEXT NOT NULL,
    calendar    TEXT NOT NULL,
    window_from TEXT NOT NULL,
    window_to   TEXT NOT NULL,
    single_cap  INTEGER,
    day_cap     INTEGER,
    fallback_cycle TEXT NOT NULL,
    fee_bps     TEXT,
    fee_fixed   INTEGER,
    fee_min     INTEGER,
    fee_cap     INTEGER,
    payout_fee  INTEGER,
    refund_fee  TEXT NOT NULL
);
CREATE INDEX terms_merchant ON terms (merchant_id);

CREATE TABLE transactions (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    merchant_ref TEXT NOT NULL,            -- as printed
    merchant_id  TEXT NOT NULL,            -- '' while the merchant is unknown
    terminal_id  TEXT    NOT NULL,
    wall         INTEGER NOT NULL,
    floating     INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    amount       INTEGER NOT NULL,
    currency     TEXT    NOT NULL,
    last4        TEXT    NOT NULL,
    scheme       TEXT    NOT NULL,
    auth_code    TEXT    NOT NULL,
    rrn          TEXT    NOT NULL,
    original_rrn TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    card_type    TEXT    NOT NULL,
    batch_no     TEXT    NOT NULL,
    slip_no      TEXT    NOT NULL,
    order_id     TEXT    NOT NULL,
    operator     TEXT    NOT NULL,
    place        TEXT    NOT NULL,
    original_id  TEXT    NOT NULL,
    -- derived
    time         INTEGER NOT NULL,
    business_day INTEGER NOT NULL DEFAULT 0,
    joined       INTEGER NOT NULL DEFAULT 0, -- the row that is the transaction, 0 this one
    state        TEXT    NOT NULL DEFAULT '',
    lands_on     INTEGER NOT NULL DEFAULT 0, -- day of arrival, else of what is due next
    UNIQUE (id, source)
);
CREATE INDEX transactions_day ON transactions (merchant_id, business_day);
CREATE INDEX transactions_rrn ON transactions (rrn) WHERE rrn <> '';
CREATE INDEX transactions_order ON transactions (order_id) WHERE order_id <> '';
CREATE INDEX transactions_original_rrn ON transactions (original_rrn) WHERE original_rrn <> '';
CREATE INDEX transactions_original_id ON transactions (original_id) WHERE original_id <> '';
CREATE INDEX transactions_joined ON transactions (joined) WHERE joined <> 0;
CREATE INDEX transactions_waiting ON transactions (merchant_ref) WHERE merchant_id = '';

CREATE TABLE lines (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    merchant_ref   TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    settled_on     INTEGER NOT NULL,
    terminal_id    TEXT    NOT NULL,
    wall           INTEGER NOT NULL,
    floating       INTEGER NOT NULL,
    type           TEXT    NOT NULL,
    gross          INTEGER NOT NULL,
    fee            INTEGER NOT NULL,
    net            INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    rrn            TEXT    NOT NULL,
    order_id       TEXT    NOT NULL,
    transaction_id TEXT    NOT NULL,
    batch_no       TEXT    NOT NULL,
    slip_no        TEXT    NOT NULL,
    payout_id      TEXT    NOT NULL,
    status         TEXT    NOT NULL,
    due_on         INTEGER NOT NULL,
    hold_reason    TEXT    NOT NULL,
    note           TEXT    NOT NULL,
    -- derived
    time            INTEGER NOT NULL,
    transaction_row INTEGER NOT NULL DEFAULT 0,
    matched_by      TEXT    NOT NULL DEFAULT 'none',
    state           TEXT    NOT NULL DEFAULT '',
    candidates      TEXT    NOT NULL DEFAULT '', -- JSON: transactions that fit equally well
    payout_row      INTEGER NOT NULL DEFAULT 0,
    explanation     TEXT    NOT NULL DEFAULT '',
    UNIQUE (id, source)
);
CREATE INDEX lines_merchant ON lines (merchant_id, settled_on);
CREATE INDEX lines_transaction ON lines (transaction_row) WHERE transaction_row <> 0;
CREATE INDEX lines_payout ON lines (payout_row) WHERE payout_row <> 0;
CREATE INDEX lines_rivals ON lines (merchant_id) WHERE candidates <> '';
CREATE INDEX lines_waiting ON lines (merchant_ref) WHERE merchant_id = '';

CREATE TABLE payouts (
    row     INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    merchant_ref   TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    wall           INTEGER NOT NULL,
    floating       INTEGER NOT NULL,
    amount         INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    account_key    TEXT    NOT NULL,
    account_last4  TEXT    NOT NULL,
    status         TEXT    NOT NULL,
    fee            INTEGER NOT NULL,
    carried_in     INTEGER NOT NULL,
    confirmed_wall     INTEGER NOT NULL,
    confirmed_floating INTEGER NOT NULL,
    bank_reference TEXT    NOT NULL,
    statement_text TEXT    NOT NULL,
    failure_code   TEXT    NOT NULL,
    failure_reason TEXT    NOT NULL,
    -- derived
    time           INTEGER NOT NULL, -- sent at
    confirmed_at   INTEGER NOT NULL,
    implied_for    TEXT    NOT NULL DEFAULT '', -- the merchant of a payout that only lines name
    lines_net      INTEGER NOT NULL DEFAULT 0, -- of its lines in its currency, held ones left out
    expected_on    INTEGER NOT NULL DEFAULT 0, -- the latest settled_on of its lines
    pay_key        TEXT    NOT NULL DEFAULT '', -- the account it goes to: its own, else the merchant's
    pay_last4      TEXT    NOT NULL DEFAULT '',
    matched_by     TEXT    NOT NULL DEFAULT 'none',
    state          TEXT    NOT NULL DEFAULT '',
    lands_on       INTEGER NOT NULL DEFAULT 0,
    UNIQUE (id, source, implied_for)
);
CREATE INDEX payouts_merchant ON payouts (merchant_id, lands_on);
CREATE INDEX payouts_pay ON payouts (pay_key) WHERE pay_key <> '';
CREATE INDEX payouts_reference ON payouts (bank_reference) WHERE bank_reference <> '';
CREATE INDEX payouts_waiting ON payouts (merchant_ref) WHERE merchant_id = '';

CREATE TABLE bank_entries (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    booked_on     INTEGER NOT NULL,
    wall          INTEGER NOT NULL,
    floating      INTEGER NOT NULL,
    account_key   TEXT    NOT NULL,
    account_last4 TEXT    NOT NULL,
    amount        INTEGER NOT NULL,
    direction     TEXT    NOT NULL,
    currency      TEXT    NOT NULL,
    memo          TEXT    NOT NULL,
    owner         TEXT    NOT NULL,
    counterparty_key   TEXT NOT NULL,
    counterparty_last4 TEXT NOT NULL,
    -- derived
    time          INTEGER NOT NULL,
    place         TEXT    NOT NULL, -- the merchant's account it speaks of, '' unknown
    state         TEXT    NOT NULL DEFAULT '',
    explanation   TEXT    NOT NULL DEFAULT '',
    UNIQUE (id, source)
);
CREATE INDEX bank_entries_place ON bank_entries (place, booked_on);

-- Words of a memo that may name a payout.
CREATE TABLE entry_words (
    word  TEXT    NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (word, entry)
) WITHOUT ROWID;
CREATE INDEX entry_words_entry ON entry_words (entry);

CREATE TABLE payout_entries (
    entry       INTEGER NOT NULL,
    payout      INTEGER NOT NULL,
    role        TEXT    NOT NULL, -- payout, return
    rule        TEXT    NOT NULL, -- id, reference, details, confirmed
    explanation TEXT    NOT NULL,
    PRIMARY KEY (entry, payout)
) WITHOUT ROWID;
CREATE INDEX payout_entries_payout ON payout_entries (payout);

CREATE TABLE merchant_events (
    row     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    file_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    merchant_ref  TEXT    NOT NULL,
    merchant_id   TEXT    NOT NULL,
    wall          INTEGER NOT NULL,
    floating      INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    terminal_id   TEXT    NOT NULL,
    reference     TEXT    NOT NULL,
    amount        INTEGER,
    currency      TEXT    NOT NULL,
    due_on        INTEGER NOT NULL,
    public_reason TEXT    NOT NULL,
    note          TEXT    NOT NULL,
    -- derived
    time          INTEGER NOT NULL,
    UNIQUE (id, source)
);
CREATE INDEX merchant_events_time ON merchant_events (merchant_id, time);
CREATE INDEX merchant_events_waiting ON merchant_events (merchant_ref) WHERE merchant_id = '';
