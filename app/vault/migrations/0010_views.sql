-- What other rooms see of conversations: chat alone reads and writes the rows themselves.

-- Where every message stands, without a word of it.
CREATE VIEW message_place AS
SELECT id, parent_id, conversation_id, created_ms, state = 'open' AS is_open FROM message;

-- What a model may read of a conversation: not what the app says, nor what is hidden, nor a reply that is not there yet.
CREATE VIEW readable_message AS
SELECT m.id, m.parent_id, m.conversation_id, c.persona_id, m.author, m.text, m.created_ms, m.speaker_id, m.speaker_gone,
    c.is_sealed, c.deleted_ms
FROM message m JOIN conversation c ON c.id = m.conversation_id
WHERE m.state <> 'open' AND m.aside = '' AND m.is_hidden = 0 AND m.text <> '';

-- What of that may come to mind: nothing that was forgotten.  A memory in the bin is out of every prompt, and so is
-- where it comes from.
CREATE VIEW memorable_message AS
SELECT m.* FROM readable_message m
WHERE NOT EXISTS (SELECT 1 FROM message_unremembered u WHERE u.message_id = m.id)
    AND NOT EXISTS (SELECT 1 FROM fact_source s JOIN fact f ON f.id = s.fact_id
        WHERE s.message_id = m.id AND f.forgotten_ms IS NOT NULL);

-- A conversation in which nobody has said anything yet has no title; what it is called then is for the screen to say.
UPDATE conversation SET title = '' WHERE title = 'New conversation' AND is_named = 0;

-- When somebody was last talked with.
CREATE VIEW last_talked AS
SELECT persona_id, max(updated_ms) AS at_ms FROM conversation WHERE deleted_ms IS NULL GROUP BY persona_id;

-- A companion's conversations go into the bin and come out with it; what lay there before stays there by itself.
CREATE TRIGGER persona_into_bin AFTER UPDATE OF deleted_ms ON persona
WHEN old.deleted_ms IS NULL AND new.deleted_ms IS NOT NULL BEGIN
    UPDATE conversation SET deleted_ms = new.deleted_ms WHERE persona_id = new.id AND deleted_ms IS NULL;
END;
CREATE TRIGGER persona_out_of_bin AFTER UPDATE OF deleted_ms ON persona
WHEN old.deleted_ms IS NOT NULL AND new.deleted_ms IS NULL BEGIN
    UPDATE conversation SET deleted_ms = NULL WHERE persona_id = new.id AND deleted_ms = old.deleted_ms;
END;
