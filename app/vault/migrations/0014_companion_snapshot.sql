-- What a model has read of a companion alone: who they are and our instructions, which every conversation with them
-- begins with.  Nothing that was said or remembered is in it, so it does not go with a message; when the companion is
-- changed it fits nothing any more, and is made anew.
CREATE TABLE companion_snapshot(
    persona_id INTEGER NOT NULL REFERENCES persona(id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    blob_id INTEGER NOT NULL REFERENCES blob(id) ON DELETE CASCADE,
    tokens BLOB NOT NULL,
    used_ms INTEGER NOT NULL,
    PRIMARY KEY(persona_id, model)
) STRICT, WITHOUT ROWID;
CREATE INDEX companion_snapshot_of_blob ON companion_snapshot(blob_id);
CREATE TRIGGER companion_snapshot_deleted AFTER DELETE ON companion_snapshot BEGIN
    DELETE FROM blob WHERE id = old.blob_id;
END;
-- Who the person is, and lore that is always awake, stand in it, too: where one is deleted or told otherwise, no trace
-- of it stays here.
CREATE TRIGGER profile_deleted_from_companion_snapshot AFTER DELETE ON profile BEGIN
    DELETE FROM companion_snapshot;
END;
CREATE TRIGGER profile_changed_in_companion_snapshot AFTER UPDATE ON profile BEGIN
    DELETE FROM companion_snapshot;
END;
CREATE TRIGGER lorebook_deleted_from_companion_snapshot AFTER DELETE ON lorebook BEGIN
    DELETE FROM companion_snapshot;
END;
CREATE TRIGGER lorebook_changed_in_companion_snapshot AFTER UPDATE ON lorebook BEGIN
    DELETE FROM companion_snapshot;
END;
