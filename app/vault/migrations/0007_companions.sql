-- What the gallery shows and sorts by; all else about a companion stands in the card.
ALTER TABLE persona ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE persona ADD COLUMN creator TEXT NOT NULL DEFAULT '';
ALTER TABLE persona ADD COLUMN folder TEXT NOT NULL DEFAULT '';
ALTER TABLE persona ADD COLUMN is_favourite INTEGER NOT NULL DEFAULT 0;
ALTER TABLE persona ADD COLUMN places_exactly INTEGER NOT NULL DEFAULT 0;

CREATE INDEX persona_name ON persona(name);

-- The card as it was read, as JSON.
CREATE TABLE persona_card(
    persona_id INTEGER PRIMARY KEY REFERENCES persona(id) ON DELETE CASCADE,
    card TEXT NOT NULL
) STRICT;
INSERT INTO persona_card(persona_id, card)
    SELECT id, json_object('spec', 'chara_card_v3', 'spec_version', '3.0', 'data', json_object(
        'name', name, 'description', description, 'personality', '', 'scenario', '', 'first_mes', '',
        'mes_example', '', 'creator_notes', tagline, 'system_prompt', '', 'post_history_instructions', '',
        'alternate_greetings', json_array(), 'tags', json_array(), 'creator', '', 'character_version', '',
        'extensions', json_object('inglenook', json_object(
            'tagline', tagline, 'nutshell', nutshell, 'openers', json(openers)
        )),
        'group_only_greetings', json_array()
    )) FROM persona;
ALTER TABLE persona DROP COLUMN description;
ALTER TABLE persona DROP COLUMN nutshell;
ALTER TABLE persona DROP COLUMN openers;

-- The card as it was before each change.
CREATE TABLE persona_version(
    id INTEGER PRIMARY KEY,
    persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE,
    card TEXT NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX version_of_persona ON persona_version(persona_id);

-- The portrait, small; and the file it came in, with everything but the card.
CREATE TABLE persona_picture(
    persona_id INTEGER PRIMARY KEY REFERENCES persona(id) ON DELETE CASCADE,
    thumb BLOB NOT NULL,
    blob_id INTEGER REFERENCES blob(id) ON DELETE SET NULL
) STRICT;
CREATE INDEX picture_of_blob ON persona_picture(blob_id);

-- What else came with a card, by its path there.
CREATE TABLE persona_file(
    persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    blob_id INTEGER NOT NULL REFERENCES blob(id) ON DELETE CASCADE,
    PRIMARY KEY(persona_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_of_blob ON persona_file(blob_id);

-- Who the person is in a conversation.
CREATE TABLE profile(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    thumb BLOB NOT NULL,
    changed_ms INTEGER NOT NULL
) STRICT;
ALTER TABLE persona ADD COLUMN profile_id INTEGER REFERENCES profile(id) ON DELETE SET NULL;
ALTER TABLE conversation ADD COLUMN profile_id INTEGER REFERENCES profile(id) ON DELETE SET NULL;
CREATE INDEX persona_of_profile ON persona(profile_id);
CREATE INDEX conversation_of_profile ON conversation(profile_id);

-- How a conversation is kept, and how it is directed: notes for the model, another scene, what macros remember.
ALTER TABLE conversation ADD COLUMN folder TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN archived_ms INTEGER;
ALTER TABLE conversation ADD COLUMN direction TEXT NOT NULL DEFAULT '{}';
-- What came with it from another app and has no place here.
ALTER TABLE conversation ADD COLUMN foreign_told TEXT NOT NULL DEFAULT '{}';

-- What the person did with a message; who spoke, where that is not the conversation's own companion.
ALTER TABLE message ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN pinned_ms INTEGER;
ALTER TABLE message ADD COLUMN checkpoint TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN speaker_id INTEGER REFERENCES persona(id) ON DELETE SET NULL;
-- What somebody said among others stays when they are deleted, but is not another's.
ALTER TABLE message ADD COLUMN speaker_gone INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER speaker_deleted BEFORE DELETE ON persona BEGIN
    UPDATE message SET speaker_gone = 1 WHERE speaker_id = old.id;
END;
CREATE INDEX message_of_speaker ON message(speaker_id);
CREATE INDEX message_kept ON message(conversation_id) WHERE pinned_ms IS NOT NULL OR checkpoint <> '';

-- What a reply was made from, as JSON.
CREATE TABLE receipt(
    message_id INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
    told TEXT NOT NULL
) STRICT;

-- What came with a message from another app and has no place here, so that it goes out again.
CREATE TABLE foreign_part(
    message_id INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
    told TEXT NOT NULL
) STRICT;

-- Worlds: for everything, for a companion, or for one conversation.
CREATE TABLE lorebook(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    persona_id INTEGER REFERENCES persona(id) ON DELETE CASCADE,
    conversation_id INTEGER REFERENCES conversation(id) ON DELETE CASCADE,
    is_on INTEGER NOT NULL DEFAULT 1,
    tree TEXT NOT NULL,
    changed_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX lorebook_of_persona ON lorebook(persona_id);
CREATE INDEX lorebook_of_conversation ON lorebook(conversation_id);

-- Who else is in a conversation of several.
CREATE TABLE member(
    conversation_id INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
    persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    is_muted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(conversation_id, persona_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_persona ON member(persona_id);
