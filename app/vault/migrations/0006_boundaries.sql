-- What a person chose: for everything, for a companion, or for one conversation.
CREATE TABLE boundary(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    told TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX boundary_reach ON boundary(ifnull(persona_id, 0), ifnull(conversation_id, 0));

-- What the app said outside the fiction, and why it spoke; empty for what was said inside.
ALTER TABLE message ADD COLUMN aside TEXT NOT NULL DEFAULT '';

-- When the scene was paused; nothing goes on in it until the person says so.
ALTER TABLE conversation ADD COLUMN paused_ms INTEGER;

-- How long the app was used on each day of the person's own calendar: shown only to them.
CREATE TABLE time_spent(
    day TEXT PRIMARY KEY,
    seconds INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
