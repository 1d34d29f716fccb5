-- +goose Up
-- Playbooks that come back on a day (business time): one row each until it is due.
CREATE TABLE waits (
    chat    bigint  NOT NULL,
    user_id bigint  NOT NULL,
    serial  bigint  NOT NULL,
    until   bigint  NOT NULL, -- milliseconds
    PRIMARY KEY (chat, user_id, serial)
);
CREATE INDEX waits_until ON waits (until);

-- Walks through playbooks, for the figures of what playbooks are good for.
CREATE TABLE playbook_runs (
    playbook    text COLLATE "C"    NOT NULL,
    user_id     bigint  NOT NULL,
    begun       bigint  NOT NULL, -- milliseconds, machine clock
    version     bigint  NOT NULL,
    merchant_id text COLLATE "C"    NOT NULL,
    subject     text COLLATE "C"    NOT NULL, -- of a case, '' where it is about none
    step        text COLLATE "C"    NOT NULL,
    ended       bigint  NOT NULL, -- milliseconds, 0 while it goes on
    how         text COLLATE "C"    NOT NULL, -- solved, watching, case, left
    why         text COLLATE "C"    NOT NULL, -- why it was left
    PRIMARY KEY (playbook, user_id, begun)
);
-- Which ended well and were about something, for whether that came true.
CREATE INDEX playbook_runs_subject ON playbook_runs (merchant_id, subject, playbook);
CREATE INDEX cases_subject ON cases (merchant_id, subject, opened_at);
