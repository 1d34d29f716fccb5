-- +goose Up
-- Playbooks that come back on a day (business time): one row each until it is due.
CREATE TABLE waits (
    chat    INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    serial  INTEGER NOT NULL,
    until   INTEGER NOT NULL, -- milliseconds
    PRIMARY KEY (chat, user_id, serial)
);
CREATE INDEX waits_until ON waits (until);

-- Walks through playbooks, for the figures of what playbooks are good for.
CREATE TABLE playbook_runs (
    playbook    TEXT    NOT NULL,
    user_id     INTEGER NOT NULL,
    begun       INTEGER NOT NULL, -- milliseconds, machine clock
    version     INTEGER NOT NULL,
    merchant_id TEXT    NOT NULL,
    subject     TEXT    NOT NULL, -- of a case, '' where it is about none
    step        TEXT    NOT NULL,
    ended       INTEGER NOT NULL, -- milliseconds, 0 while it goes on
    how         TEXT    NOT NULL, -- solved, watching, case, left
    why         TEXT    NOT NULL, -- why it was left
    PRIMARY KEY (playbook, user_id, begun)
);
-- Which ended well and were about something, for whether that came true.
CREATE INDEX playbook_runs_subject ON playbook_runs (merchant_id, subject, playbook);
CREATE INDEX cases_subject ON cases (merchant_id, subject, opened_at);
