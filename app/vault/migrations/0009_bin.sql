-- What is deleted lies in the bin until it is deleted there: conversations did already.
ALTER TABLE persona ADD COLUMN deleted_ms INTEGER;
ALTER TABLE lorebook ADD COLUMN deleted_ms INTEGER;
ALTER TABLE profile ADD COLUMN deleted_ms INTEGER;

-- Messages that are deleted move into a conversation of their own, which is in the bin: so nothing that reads a
-- conversation meets them.  Where they stood goes with it for good.
ALTER TABLE conversation ADD COLUMN taken_from INTEGER REFERENCES conversation(id) ON DELETE CASCADE;
ALTER TABLE conversation ADD COLUMN taken_below INTEGER REFERENCES message(id) ON DELETE CASCADE;
CREATE INDEX conversation_taken_from ON conversation(taken_from);
CREATE INDEX conversation_taken_below ON conversation(taken_below);

-- Who said a message that came from another program, where no companion of that name is here.
ALTER TABLE message ADD COLUMN speaker_name TEXT NOT NULL DEFAULT '';

-- Other words for a message that is being edited, until they are kept or thrown away.
ALTER TABLE draft ADD COLUMN message_id INTEGER REFERENCES message(id) ON DELETE CASCADE;
CREATE INDEX draft_of_message ON draft(message_id);

-- A number is never given twice: what is noted of a message must not be taken for another's.
CREATE TABLE counted(id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
DROP TABLE counted;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'id INTEGER PRIMARY KEY,', 'id INTEGER PRIMARY KEY AUTOINCREMENT,')
    WHERE type = 'table' AND name IN ('persona', 'conversation', 'message', 'lorebook', 'profile', 'fact', 'story', 'blob');
INSERT INTO sqlite_sequence(name, seq) SELECT 'persona', ifnull(max(id), 0) FROM persona;
INSERT INTO sqlite_sequence(name, seq) SELECT 'conversation', ifnull(max(id), 0) FROM conversation;
INSERT INTO sqlite_sequence(name, seq) SELECT 'message', ifnull(max(id), 0) FROM message;
INSERT INTO sqlite_sequence(name, seq) SELECT 'lorebook', ifnull(max(id), 0) FROM lorebook;
INSERT INTO sqlite_sequence(name, seq) SELECT 'profile', ifnull(max(id), 0) FROM profile;
INSERT INTO sqlite_sequence(name, seq) SELECT 'fact', ifnull(max(id), 0) FROM fact;
INSERT INTO sqlite_sequence(name, seq) SELECT 'story', ifnull(max(id), 0) FROM story;
INSERT INTO sqlite_sequence(name, seq) SELECT 'blob', ifnull(max(id), 0) FROM blob;
PRAGMA writable_schema = RESET;

-- What lies in the bin and has no row of its own elsewhere: an entry of a lorebook, a page of a journal.
CREATE TABLE bin_item(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK(kind IN ('entry', 'page')),
    name TEXT NOT NULL,
    told TEXT NOT NULL,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    lorebook_id INTEGER REFERENCES lorebook(id) ON DELETE CASCADE,
    deleted_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX bin_item_of_persona ON bin_item(persona_id);
CREATE INDEX bin_item_of_lorebook ON bin_item(lorebook_id);

-- A page in the bin tells no more than one in the journal may.
CREATE TRIGGER message_unremembered_in_bin AFTER INSERT ON message_unremembered BEGIN
    DELETE FROM bin_item WHERE kind = 'page' AND (SELECT created_ms FROM message WHERE id = new.message_id)
        BETWEEN json_extract(told, '$.from_ms') AND json_extract(told, '$.to_ms')
        AND persona_id = (SELECT c.persona_id FROM message m JOIN conversation c ON c.id = m.conversation_id
            WHERE m.id = new.message_id);
END;
CREATE TRIGGER message_deleted_from_bin AFTER DELETE ON message BEGIN
    DELETE FROM bin_item WHERE kind = 'page'
        AND old.created_ms BETWEEN json_extract(told, '$.from_ms') AND json_extract(told, '$.to_ms')
        AND persona_id = (SELECT persona_id FROM conversation WHERE id = old.conversation_id);
END;
