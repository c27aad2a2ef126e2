-- Visits by quarter of an hour: what pages about traffic count, without reading every event. The ids are
-- hashes (the visitor's is the key of the dictionary `people`, which leads to the person); a quarter of an hour
-- begins at the same minute in every time zone.
CREATE TABLE IF NOT EXISTS visits
(
    store_id UInt32,
    slot     DateTime('UTC'),
    session  UInt64,
    visitor  UInt64
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(slot)
ORDER BY (store_id, slot, visitor, session);

CREATE MATERIALIZED VIEW IF NOT EXISTS visits_from_events TO visits AS
SELECT DISTINCT store_id, toStartOfFifteenMinutes(at) AS slot, cityHash64(session_id) AS session, cityHash64(store_id, visitor_id) AS visitor
FROM events
WHERE session_id != '' AND kind IN ('track', 'page', 'screen');

INSERT INTO visits
SELECT DISTINCT store_id, toStartOfFifteenMinutes(at), cityHash64(session_id), cityHash64(store_id, visitor_id)
FROM events
WHERE session_id != '' AND kind IN ('track', 'page', 'screen')
SETTINGS max_partitions_per_insert_block = 1000;
