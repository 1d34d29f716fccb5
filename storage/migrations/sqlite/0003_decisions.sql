-- What people decided where data cannot, and what matching suggests to them.

-- +goose Up
CREATE TABLE decisions (
    id          INTEGER PRIMARY KEY,
    kind        TEXT    NOT NULL CHECK (kind IN ('accept', 'decline', 'write_off', 'received')),
    merchant_id TEXT    NOT NULL, -- '' where the rows are nobody's
    break       TEXT    NOT NULL, -- write_off: the kind of break
    what        TEXT    NOT NULL, -- write_off, received: the row, by its witness's own id
    source      TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    suggestion  TEXT    NOT NULL, -- accept, decline
    pairs       TEXT    NOT NULL, -- what it links, by the witnesses' own ids
    rivals      TEXT    NOT NULL, -- suggestions about the same rows, when it was made
    on_day      INTEGER NOT NULL, -- received: the day
    amount      INTEGER NOT NULL, -- minor units of currency
    currency    TEXT    NOT NULL,
    note        TEXT    NOT NULL, -- staff only
    actor       TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    undone_by   TEXT    NOT NULL DEFAULT '',
    undone_note TEXT    NOT NULL DEFAULT '',
    undone_at   INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX decisions_subject ON decisions (what, source, subject, kind, break) WHERE undone_at = 0 AND subject <> '';
CREATE UNIQUE INDEX decisions_suggestion ON decisions (suggestion, merchant_id) WHERE undone_at = 0 AND suggestion <> '';
CREATE INDEX decisions_merchant ON decisions (merchant_id);

-- decisions: the version of what is decided. decision: the last id given out.
INSERT INTO counters (name, value) VALUES ('decisions', 0), ('decision', 0);

-- Conclusions, made again with all links.

-- Decisions that could not be followed, and why.
CREATE TABLE decision_conflicts (
    decision INTEGER NOT NULL,
    what     TEXT    NOT NULL, -- settlements or bank: of the row that was to be linked
    row      INTEGER NOT NULL, -- 0 where it is not there
    kind     TEXT    NOT NULL,
    why      TEXT    NOT NULL, -- staff only
    against  INTEGER NOT NULL, -- the decision that says otherwise, 0 where that is no decision
    PRIMARY KEY (decision, what, row, kind, why)
) WITHOUT ROWID;

CREATE TABLE suggestions (
    merchant INTEGER NOT NULL, -- whose line or payout it is
    id       TEXT    NOT NULL,
    what     TEXT    NOT NULL, -- settlements or bank
    body     TEXT    NOT NULL,
    PRIMARY KEY (merchant, id)
) WITHOUT ROWID;
CREATE INDEX suggestions_id ON suggestions (id);

-- Which bank entries and payouts are in suggestions.
CREATE TABLE suggestion_rows (
    what       TEXT    NOT NULL,
    row        INTEGER NOT NULL,
    suggestion TEXT    NOT NULL,
    PRIMARY KEY (what, row, suggestion)
) WITHOUT ROWID;
