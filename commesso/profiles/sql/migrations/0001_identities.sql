-- Which person a visitor id belongs to. A merge writes the moved visitor ids again, with a higher version;
-- events are never rewritten.
CREATE TABLE IF NOT EXISTS identities
(
    store_id   UInt32,
    visitor_id String,
    profile_id UUID,
    version    UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (store_id, visitor_id);
