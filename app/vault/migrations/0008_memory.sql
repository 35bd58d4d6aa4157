-- What is remembered: one sentence about somebody, where it comes from, since when it holds, and when the person ended
-- it or last wrote it by hand; "learned" is the value as it was first understood.
-- With no companion every companion knows it; with a conversation it is known only there.
CREATE TABLE fact(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    slot TEXT NOT NULL,
    value TEXT NOT NULL,
    text TEXT NOT NULL,
    learned TEXT NOT NULL,
    said_by TEXT NOT NULL CHECK(said_by IN ('me', 'persona', 'hand')),
    sureness REAL NOT NULL,
    is_pinned INTEGER NOT NULL DEFAULT 0,
    about_day TEXT,
    since_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    hand_ms INTEGER,
    forgotten_ms INTEGER,
    forgets_words INTEGER NOT NULL DEFAULT 0,
    used_ms INTEGER,
    used_by INTEGER REFERENCES message(id) ON DELETE SET NULL,
    uses INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX fact_of_persona ON fact(persona_id, slot);
CREATE INDEX fact_of_conversation ON fact(conversation_id);
CREATE INDEX fact_used_by ON fact(used_by);

-- The messages a fact was learned from.  When the last of them is deleted it is forgotten, unless it is the person's
-- own words.
CREATE TABLE fact_source(
    fact_id INTEGER NOT NULL REFERENCES fact(id) ON DELETE CASCADE,
    message_id INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    PRIMARY KEY(fact_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_of_message ON fact_source(message_id);
-- What holds no more because another fact says otherwise; on a branch without that one it still holds.
CREATE TABLE fact_closing(
    fact_id INTEGER NOT NULL REFERENCES fact(id) ON DELETE CASCADE,
    closer_id INTEGER NOT NULL REFERENCES fact(id) ON DELETE CASCADE,
    closed_ms INTEGER NOT NULL,
    PRIMARY KEY(fact_id, closer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX closing_of_closer ON fact_closing(closer_id);
CREATE TRIGGER source_deleted AFTER DELETE ON fact_source BEGIN
    DELETE FROM fact WHERE id = old.fact_id AND said_by <> 'hand'
        AND NOT EXISTS (SELECT 1 FROM fact_source WHERE fact_id = old.fact_id);
END;

CREATE VIRTUAL TABLE fact_index USING fts5(
    text, content='fact', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO fact_index(fact_index, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER fact_added AFTER INSERT ON fact BEGIN
    INSERT INTO fact_index(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER fact_changed AFTER UPDATE OF text ON fact BEGIN
    INSERT INTO fact_index(fact_index, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO fact_index(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER fact_deleted AFTER DELETE ON fact BEGIN
    INSERT INTO fact_index(fact_index, rowid, text) VALUES ('delete', old.id, old.text);
END;

-- Messages are found by the stems of their words, so that what was walked is found by walking.
DROP TABLE message_index;
CREATE VIRTUAL TABLE message_index USING fts5(
    text, content='message_spoken', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO message_index(message_index, rank) VALUES ('secure-delete', 1);
INSERT INTO message_index(message_index) VALUES ('rebuild');
CREATE VIRTUAL TABLE message_words USING fts5vocab('message_index', 'row');

-- A conversation that makes no memories; and how far it has been read for them: by rule, and by a model.
ALTER TABLE conversation ADD COLUMN is_sealed INTEGER NOT NULL DEFAULT 0;
CREATE TABLE memory_mark(
    conversation_id INTEGER PRIMARY KEY REFERENCES conversation(id) ON DELETE CASCADE,
    by_rule INTEGER NOT NULL DEFAULT 0,
    by_model INTEGER NOT NULL DEFAULT 0
) STRICT;
-- The number of a deleted message may be given again.
CREATE TRIGGER message_deleted_from_mark AFTER DELETE ON message BEGIN
    UPDATE memory_mark SET
        by_rule = min(by_rule, (SELECT ifnull(max(id), 0) FROM message WHERE conversation_id = old.conversation_id)),
        by_model = min(by_model, (SELECT ifnull(max(id), 0) FROM message WHERE conversation_id = old.conversation_id))
        WHERE conversation_id = old.conversation_id;
END;

-- Messages that nothing is remembered of any more, because the person said so.
CREATE TABLE message_unremembered(
    message_id INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE
) STRICT;

-- What happened, told in short: of the messages from the first to the last on one branch.  Higher levels are
-- made from several of the level below.
CREATE TABLE story(
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    first_id INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    last_id INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
    level INTEGER NOT NULL,
    text TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX story_of_conversation ON story(conversation_id, last_id);
CREATE INDEX story_first ON story(first_id);
CREATE INDEX story_last ON story(last_id);

-- What a message or a fact means, as numbers of one embedding model: eight bits each, and what to multiply them by.
CREATE TABLE meaning(
    id INTEGER PRIMARY KEY,
    message_id INTEGER REFERENCES message(id) ON DELETE CASCADE,
    fact_id INTEGER REFERENCES fact(id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    scale REAL NOT NULL,
    numbers BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX meaning_of_message ON meaning(message_id, model) WHERE message_id IS NOT NULL;
CREATE UNIQUE INDEX meaning_of_fact ON meaning(fact_id, model) WHERE fact_id IS NOT NULL;
CREATE TRIGGER fact_reworded AFTER UPDATE OF text ON fact BEGIN
    DELETE FROM meaning WHERE fact_id = old.id;
END;
CREATE TRIGGER message_reworded AFTER UPDATE OF text ON message BEGIN
    DELETE FROM meaning WHERE message_id = old.id;
END;

-- A companion's journal: a page a week, the week named by its Monday.
CREATE TABLE journal(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE,
    monday TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    UNIQUE(persona_id, monday)
) STRICT;

-- What was told of a message goes with it.
CREATE TRIGGER message_deleted_from_story AFTER DELETE ON message BEGIN
    DELETE FROM story WHERE conversation_id = old.conversation_id AND old.id BETWEEN first_id AND last_id;
    DELETE FROM journal WHERE old.created_ms BETWEEN from_ms AND to_ms AND persona_id = (
        SELECT persona_id FROM conversation WHERE id = old.conversation_id);
END;
CREATE TRIGGER message_doomed_in_story AFTER INSERT ON message_doomed BEGIN
    DELETE FROM story WHERE conversation_id = (SELECT conversation_id FROM message WHERE id = new.message_id)
        AND last_id >= new.message_id;
END;
CREATE TRIGGER message_unremembered_in_story AFTER INSERT ON message_unremembered BEGIN
    DELETE FROM story WHERE conversation_id = (SELECT conversation_id FROM message WHERE id = new.message_id)
        AND new.message_id BETWEEN first_id AND last_id;
    DELETE FROM meaning WHERE message_id = new.message_id;
    DELETE FROM resume WHERE conversation_id = (SELECT conversation_id FROM message WHERE id = new.message_id);
    DELETE FROM journal WHERE (SELECT created_ms FROM message WHERE id = new.message_id) BETWEEN from_ms AND to_ms
        AND persona_id = (SELECT c.persona_id FROM message m JOIN conversation c ON c.id = m.conversation_id
            WHERE m.id = new.message_id);
END;

-- How far memories reach with a companion, and whether they keep a journal, where the person chose.
CREATE TABLE memory_choice(
    persona_id INTEGER PRIMARY KEY REFERENCES persona(id) ON DELETE CASCADE,
    reach TEXT NOT NULL DEFAULT '',
    keeps_journal INTEGER NOT NULL DEFAULT 0
) STRICT;
