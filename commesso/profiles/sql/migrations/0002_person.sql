-- Reports ask person(store_id, visitor_id): a dictionary in memory, twice as fast as a join with `identities`.
-- The room loads it again when links changed; the lifetime is for servers that have more than one node.
CREATE DICTIONARY IF NOT EXISTS people
(
    key        UInt64,
    profile_id UUID
)
PRIMARY KEY key
SOURCE(CLICKHOUSE(QUERY 'SELECT cityHash64(store_id, visitor_id), profile_id FROM identities FINAL' DB 'default'))
LAYOUT(HASHED())
LIFETIME(MIN 30 MAX 60);
-- A visitor who is not on the map yet counts as a person of their own.
CREATE OR REPLACE FUNCTION person AS (store_id, visitor_id) -> dictGetOrDefault(
    'people', 'profile_id', cityHash64(toUInt32(store_id), visitor_id), reinterpretAsUUID(cityHash64(visitor_id))
);
