-- +beside
-- +goose Up
-- Lines of several merchants may name payouts by one number: each is decided on by itself.
DROP INDEX decisions_subject;
CREATE UNIQUE INDEX decisions_subject ON decisions (what, source, subject, merchant_id, kind, break) WHERE undone_at = 0 AND subject <> '';
