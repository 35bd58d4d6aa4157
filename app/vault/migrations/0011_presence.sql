-- What stands behind a conversation: for one companion, for one conversation, or for everything.  No picture with the
-- kind "picture": the file has gone.
CREATE TABLE background(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK(kind IN ('none', 'portrait', 'picture')),
    blob_id INTEGER REFERENCES blob(id) ON DELETE SET NULL,
    blur INTEGER NOT NULL,
    strength INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX background_reach ON background(ifnull(persona_id, 0), ifnull(conversation_id, 0));
CREATE INDEX background_of_conversation ON background(conversation_id);
CREATE INDEX background_of_blob ON background(blob_id);

-- When a companion speaks first, because the person asked for it: on which days (bit 0 is Monday), at which minute of the
-- day, about what; the day (from 1 January 1970, as the clock on the wall has it) on which it was done last, and what was
-- said then.
CREATE TABLE first_word(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK(kind IN ('greeting', 'reminder', 'plan')),
    days INTEGER NOT NULL,
    minute INTEGER NOT NULL,
    words TEXT NOT NULL,
    is_on INTEGER NOT NULL DEFAULT 1,
    done_day INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER REFERENCES message(id) ON DELETE SET NULL
) STRICT;
CREATE INDEX first_word_of_persona ON first_word(persona_id);
CREATE INDEX first_word_of_message ON first_word(message_id);
