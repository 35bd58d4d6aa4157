-- Every connection that was ever opened: when, to where, why, and how many bytes went each way.
CREATE TABLE connection(
    key TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    why TEXT NOT NULL,
    sent INTEGER NOT NULL,
    received INTEGER NOT NULL,
    is_open INTEGER NOT NULL
) STRICT;
CREATE INDEX connection_at ON connection(at);
