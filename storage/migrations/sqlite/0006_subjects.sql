-- +beside
-- +goose Up
-- What a message to a chat tells of, kept with it until it is sent.
ALTER TABLE outbox ADD COLUMN about TEXT NOT NULL DEFAULT '';

-- What messages that were sent to chats tell of: an answer to one is about that.
CREATE TABLE message_subjects (
    chat        INTEGER NOT NULL,
    message     INTEGER NOT NULL, -- its id at Telegram
    merchant_id TEXT    NOT NULL, -- or group:<group>, of a chain as one
    subjects    TEXT    NOT NULL, -- with spaces between, in the order in which it shows them
    unasked     INTEGER NOT NULL, -- nobody's message brought it
    told_at     INTEGER NOT NULL, -- machine clock
    PRIMARY KEY (chat, message)
) WITHOUT ROWID;
