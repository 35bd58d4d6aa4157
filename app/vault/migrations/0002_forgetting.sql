-- What is searched: every message but those still being spoken.
CREATE VIEW message_spoken AS SELECT id, text FROM message WHERE state <> 'open';
CREATE VIRTUAL TABLE message_index USING fts5(
    text, content='message_spoken', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
-- Without this, words of deleted messages stay in the index's pages.
INSERT INTO message_index(message_index, rank) VALUES ('secure-delete', 1);
INSERT INTO message_index(message_index) VALUES ('rebuild');
CREATE TRIGGER message_added AFTER INSERT ON message WHEN new.state <> 'open' BEGIN
    INSERT INTO message_index(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER message_changed AFTER UPDATE OF text, state ON message BEGIN
    INSERT INTO message_index(message_index, rowid, text)
        SELECT 'delete', old.id, old.text WHERE old.state <> 'open';
    INSERT INTO message_index(rowid, text) SELECT new.id, new.text WHERE new.state <> 'open';
END;
CREATE TRIGGER message_deleted AFTER DELETE ON message WHEN old.state <> 'open' BEGIN
    INSERT INTO message_index(message_index, rowid, text) VALUES ('delete', old.id, old.text);
END;

-- Messages hang below each other; deleted with their conversation they would take each other along one by
-- one, deeper than the library allows.
CREATE TRIGGER conversation_deleted BEFORE DELETE ON conversation BEGIN
    UPDATE message SET parent_id = NULL WHERE conversation_id = old.id;
END;

-- Large things lie in files of their own; what opens them lies here and goes with what they belong to.
CREATE TABLE blob(
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK(kind IN ('picture', 'voice', 'snapshot')),
    key BLOB NOT NULL,
    size_bytes INTEGER NOT NULL,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    message_id INTEGER REFERENCES message(id) ON DELETE CASCADE,
    created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX blob_of_persona ON blob(persona_id);
CREATE INDEX blob_of_conversation ON blob(conversation_id);
CREATE INDEX blob_of_message ON blob(message_id);
-- Files to remove once the commit that orphaned them is on disk.
CREATE TABLE blob_gone(file TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER blob_deleted AFTER DELETE ON blob BEGIN
    INSERT OR IGNORE INTO blob_gone(file) VALUES (old.file);
END;

-- Companions that ship and were deleted, so that the next start does not bring them back.
CREATE TABLE starter_removed(starter TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Messages that were deleted and, with what was said after them, are on their way out.
CREATE TABLE message_doomed(
    message_id INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE
) STRICT;
