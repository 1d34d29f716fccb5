-- What people decided where data cannot, and what matching suggests to them.

-- +goose Up
CREATE TABLE decisions (
    id          bigint  PRIMARY KEY,
    kind        text COLLATE "C"    NOT NULL CHECK (kind IN ('accept', 'decline', 'write_off', 'received')),
    merchant_id text COLLATE "C"    NOT NULL, -- '' where the rows are nobody's
    break       text COLLATE "C"    NOT NULL, -- write_off: the kind of break
    what        text COLLATE "C"    NOT NULL, -- write_off, received: the row, by its witness's own id
    source      text COLLATE "C"    NOT NULL,
    subject     text COLLATE "C"    NOT NULL,
    suggestion  text COLLATE "C"    NOT NULL, -- accept, decline
    pairs       text COLLATE "C"    NOT NULL, -- what it links, by the witnesses' own ids
    rivals      text COLLATE "C"    NOT NULL, -- suggestions about the same rows, when it was made
    on_day      bigint  NOT NULL, -- received: the day
    amount      bigint  NOT NULL, -- minor units of currency
    currency    text COLLATE "C"    NOT NULL,
    note        text COLLATE "C"    NOT NULL, -- staff only
    actor       text COLLATE "C"    NOT NULL,
    at          bigint  NOT NULL,
    undone_by   text COLLATE "C"    NOT NULL DEFAULT '',
    undone_note text COLLATE "C"    NOT NULL DEFAULT '',
    undone_at   bigint  NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX decisions_subject ON decisions (what, source, subject, kind, break) WHERE undone_at = 0 AND subject <> '';
CREATE UNIQUE INDEX decisions_suggestion ON decisions (suggestion, merchant_id) WHERE undone_at = 0 AND suggestion <> '';
CREATE INDEX decisions_merchant ON decisions (merchant_id);

-- decisions: the version of what is decided. decision: the last id given out.
INSERT INTO counters (name, value) VALUES ('decisions', 0), ('decision', 0);

-- Conclusions, made again with all links.

-- Decisions that could not be followed, and why.
CREATE TABLE decision_conflicts (
    decision bigint  NOT NULL,
    what     text COLLATE "C"    NOT NULL, -- settlements or bank: of the row that was to be linked
    row      bigint  NOT NULL, -- 0 where it is not there
    kind     text COLLATE "C"    NOT NULL,
    why      text COLLATE "C"    NOT NULL, -- staff only
    against  bigint  NOT NULL, -- the decision that says otherwise, 0 where that is no decision
    PRIMARY KEY (decision, what, row, kind, why)
);

CREATE TABLE suggestions (
    merchant bigint  NOT NULL, -- whose line or payout it is
    id       text COLLATE "C"    NOT NULL,
    what     text COLLATE "C"    NOT NULL, -- settlements or bank
    body     text COLLATE "C"    NOT NULL,
    PRIMARY KEY (merchant, id)
);
CREATE INDEX suggestions_id ON suggestions (id);

-- Which bank entries and payouts are in suggestions.
CREATE TABLE suggestion_rows (
    what       text COLLATE "C"    NOT NULL,
    row        bigint  NOT NULL,
    suggestion text COLLATE "C"    NOT NULL,
    PRIMARY KEY (what, row, suggestion)
);
