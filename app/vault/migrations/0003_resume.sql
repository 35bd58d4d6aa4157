-- What a model has read of a conversation, kept so that it goes on at once after a restart: which tokens, by
-- which model, and the blob that holds its memory of them.
CREATE TABLE resume(
    conversation_id INTEGER PRIMARY KEY REFERENCES conversation(id) ON DELETE CASCADE,
    blob_id INTEGER NOT NULL REFERENCES blob(id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    tokens BLOB NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX resume_of_blob ON resume(blob_id);
CREATE TRIGGER resume_deleted AFTER DELETE ON resume BEGIN
    DELETE FROM blob WHERE id = old.blob_id;
END;
-- What was read holds every word of it: when one is deleted, it goes.
CREATE TRIGGER message_deleted_from_resume AFTER DELETE ON message BEGIN
    DELETE FROM resume WHERE conversation_id = old.conversation_id;
END;
CREATE TRIGGER message_doomed_in_resume AFTER INSERT ON message_doomed BEGIN
    DELETE FROM resume WHERE conversation_id = (SELECT conversation_id FROM message WHERE id = new.message_id);
END;
