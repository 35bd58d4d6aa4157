-- How a companion is with somebody: whether it considers what they feel (attunement: instant, quick, deep), and in which
-- small ways it is imperfect (each off, light or marked): for one companion, for one conversation, or for everybody.
CREATE TABLE manner_choice(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    trait TEXT NOT NULL,
    level TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX manner_choice_reach
    ON manner_choice(ifnull(persona_id, 0), ifnull(conversation_id, 0), trait);
CREATE INDEX manner_choice_of_persona ON manner_choice(persona_id);
CREATE INDEX manner_choice_of_conversation ON manner_choice(conversation_id);

-- How feelings are told from messages by the model with this fingerprint: learnt here from examples that ship, nothing
-- of it from anybody's words.  Of so many examples so many were told right without their own help, in so many
-- milliseconds each; no example at all where the model cannot be read in this way.
CREATE TABLE feeling_reader(
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    way TEXT NOT NULL,
    centre BLOB NOT NULL,
    weights BLOB NOT NULL,
    margin REAL NOT NULL,
    right_count INTEGER NOT NULL,
    of_count INTEGER NOT NULL,
    cost_ms REAL NOT NULL
) STRICT;
CREATE UNIQUE INDEX feeling_reader_of_model ON feeling_reader(model, way);

-- Whether a model's hidden thought names the right feeling: of so many that were tried, so many did.
CREATE TABLE thought_trial(
    model TEXT PRIMARY KEY,
    right_count INTEGER NOT NULL,
    of_count INTEGER NOT NULL,
    cost_ms REAL NOT NULL
) STRICT;
