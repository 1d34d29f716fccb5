-- +beside
-- +goose Up
-- What a message to a chat tells of, kept with it until it is sent.
ALTER TABLE outbox ADD COLUMN about text COLLATE "C" NOT NULL DEFAULT '';

-- What messages that were sent to chats tell of: an answer to one is about that.
CREATE TABLE message_subjects (
    chat        bigint  NOT NULL,
    message     bigint  NOT NULL, -- its id at Telegram
    merchant_id text COLLATE "C" NOT NULL, -- or group:<group>, of a chain as one
    subjects    text COLLATE "C" NOT NULL, -- with spaces between, in the order in which it shows them
    unasked     bigint  NOT NULL, -- nobody's message brought it
    told_at     bigint  NOT NULL, -- machine clock
    PRIMARY KEY (chat, message)
);
