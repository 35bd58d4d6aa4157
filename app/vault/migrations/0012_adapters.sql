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
