-- A picture or recording, kept once however many messages show it; it goes with the last of them.
CREATE TABLE media(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK(kind IN ('image', 'audio')),
    digest BLOB NOT NULL UNIQUE,
    blob_id INTEGER NOT NULL REFERENCES blob(id) ON DELETE CASCADE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL
) STRICT;
CREATE INDEX media_of_blob ON media(blob_id);
CREATE TRIGGER media_deleted AFTER DELETE ON media BEGIN
    DELETE FROM blob WHERE id = old.blob_id;
END;

-- Where one stands: in a message, in what is being written to a companion, or, taken out again, nowhere for a while.
CREATE TABLE attachment(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    media_id INTEGER NOT NULL REFERENCES media(id) ON DELETE CASCADE,
    message_id INTEGER REFERENCES message(id) ON DELETE CASCADE,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    alt TEXT NOT NULL DEFAULT '',
    told_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attachment_of_media ON attachment(media_id);
CREATE INDEX attachment_of_message ON attachment(message_id);
CREATE INDEX attachment_of_persona ON attachment(persona_id);
CREATE INDEX attachment_of_conversation ON attachment(conversation_id);
CREATE TRIGGER attachment_deleted AFTER DELETE ON attachment
WHEN NOT EXISTS (SELECT 1 FROM attachment WHERE media_id = old.media_id)
BEGIN
    DELETE FROM media WHERE id = old.media_id;
END;
