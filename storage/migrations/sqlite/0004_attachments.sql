-- Files that people sent, and their bytes, each kept once.

-- +goose Up
CREATE TABLE attachments (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    event       INTEGER NOT NULL, -- inbox row that it came with
    chat        INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    message     INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    name        TEXT    NOT NULL, -- masked
    mime        TEXT    NOT NULL,
    file_id     TEXT    NOT NULL,
    unique_id   TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    hash        TEXT    NOT NULL DEFAULT '', -- of the blob, '' none
    state       TEXT    NOT NULL CHECK (state IN ('wanted', 'kept', 'refused', 'lost')),
    reason      TEXT    NOT NULL DEFAULT '',
    merchant_id TEXT    NOT NULL DEFAULT '',
    case_id     INTEGER NOT NULL DEFAULT 0,
    shown       INTEGER NOT NULL DEFAULT 0, -- on its way to the case's thread, or there
    line        TEXT    NOT NULL DEFAULT '', -- anchor of the line that tells of it there
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      INTEGER NOT NULL DEFAULT 0, -- wanted: not before
    received_at INTEGER NOT NULL,
    UNIQUE (chat, message, unique_id)
);
CREATE INDEX attachments_user ON attachments (user_id, received_at);
CREATE INDEX attachments_case ON attachments (case_id) WHERE case_id <> 0;
CREATE INDEX attachments_hash ON attachments (hash) WHERE hash <> '';
CREATE INDEX attachments_wanted ON attachments (due_at) WHERE state = 'wanted';

CREATE TABLE blobs (
    hash TEXT PRIMARY KEY, -- SHA-256, hex
    body BLOB NOT NULL
);

-- The bytes go with the last file that has them.
-- +goose StatementBegin
CREATE TRIGGER attachments_gone AFTER DELETE ON attachments WHEN OLD.hash <> ''
BEGIN
    DELETE FROM blobs WHERE hash = OLD.hash AND NOT EXISTS (SELECT 1 FROM attachments WHERE hash = OLD.hash);
END;
-- +goose StatementEnd
