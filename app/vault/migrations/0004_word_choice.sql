-- How words are chosen, where a person changed it: for everybody, for a model, for a companion, or both together.
CREATE TABLE word_choice(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    model TEXT,
    numbers TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX word_choice_reach ON word_choice(ifnull(persona_id, 0), ifnull(model, ''));
