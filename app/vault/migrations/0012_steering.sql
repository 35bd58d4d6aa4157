-- Which adapters change the model's weights, by their name among the models, and how strongly (0 to 1): for one
-- companion, for one conversation, or, where both are empty, for everybody.
CREATE TABLE adapter_choice(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    adapter TEXT NOT NULL,
    scale REAL NOT NULL CHECK(scale BETWEEN 0 AND 1)
) STRICT;
CREATE UNIQUE INDEX adapter_choice_reach
    ON adapter_choice(ifnull(persona_id, 0), ifnull(conversation_id, 0), adapter);
CREATE INDEX adapter_choice_of_persona ON adapter_choice(persona_id);
CREATE INDEX adapter_choice_of_conversation ON adapter_choice(conversation_id);

-- Sliders: control vectors that were made here, each for the model whose weights have this fingerprint.  Plus and minus
-- describe its two ends to a model; a key of ours, or empty for one of the person's own.  The limits are how strongly it
-- works at either end, 0 where it cannot; wins of pairs tell whether it shows.
CREATE TABLE slider(
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    axis TEXT NOT NULL,
    plus TEXT NOT NULL,
    minus TEXT NOT NULL,
    width INTEGER NOT NULL,
    first_layer INTEGER NOT NULL,
    last_layer INTEGER NOT NULL,
    numbers BLOB NOT NULL,
    plus_limit REAL NOT NULL,
    minus_limit REAL NOT NULL,
    wins INTEGER NOT NULL,
    pairs INTEGER NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX slider_of_model ON slider(model, axis, plus, minus);

-- Where a slider stands (-1 to 1), by its axis and ends, so that it holds on every model it was made for.
CREATE TABLE slider_choice(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    axis TEXT NOT NULL,
    plus TEXT NOT NULL,
    minus TEXT NOT NULL,
    value REAL NOT NULL CHECK(value BETWEEN -1 AND 1)
) STRICT;
CREATE UNIQUE INDEX slider_choice_reach
    ON slider_choice(ifnull(persona_id, 0), ifnull(conversation_id, 0), axis, plus, minus);
CREATE INDEX slider_choice_of_persona ON slider_choice(persona_id);
CREATE INDEX slider_choice_of_conversation ON slider_choice(conversation_id);
