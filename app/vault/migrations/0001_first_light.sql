CREATE TABLE setting(
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE persona(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    tagline TEXT NOT NULL,
    description TEXT NOT NULL,
    nutshell TEXT NOT NULL,
    portrait TEXT NOT NULL,
    openers TEXT NOT NULL,
    starter TEXT UNIQUE,
    created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE conversation(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    is_named INTEGER NOT NULL DEFAULT 0,
    leaf_id INTEGER REFERENCES message(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    deleted_ms INTEGER
) STRICT;
CREATE INDEX conversation_of_persona ON conversation(persona_id, updated_ms);

CREATE TABLE message(
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    parent_id INTEGER REFERENCES message(id) ON DELETE CASCADE,
    author TEXT NOT NULL CHECK(author IN ('me', 'persona')),
    text TEXT NOT NULL,
    thinking TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK(state IN ('open', 'done', 'stopped', 'failed')),
    model TEXT NOT NULL DEFAULT '',
    stats TEXT NOT NULL DEFAULT '{}',
    created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX message_of_conversation ON message(conversation_id);
CREATE INDEX message_of_parent ON message(parent_id);

-- What is being written: in a conversation, or in one with a persona that has not begun.
CREATE TABLE draft(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX draft_of_persona ON draft(persona_id, conversation_id);
