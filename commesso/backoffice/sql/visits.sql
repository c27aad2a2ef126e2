-- Visits, people and visits that led to an order, by part of a period and the one before it, and (bucket -1)
-- of both as wholes. An order belongs to its person's visit in the 45 minutes before it, wherever it came
-- from: a shop may tell of orders from its server.
WITH
    bought AS
    (
        -- One number for who and when: a set of numbers answers four times as fast as one of pairs.
        SELECT cityHash64(dictGetOrDefault('people', 'profile_id', visitor, reinterpretAsUUID(visitor)),
                          slot - toIntervalMinute(arrayJoin([0, 15, 30, 45]))) AS place
        FROM
        (
            SELECT DISTINCT cityHash64(store_id, visitor_id) AS visitor,
                            toStartOfFifteenMinutes(toDateTime(at, 'UTC')) AS slot
            FROM events
            WHERE store_id = {store_id:UInt32} AND name = 'OrderPlaced' AND kind = 'fact' AND visitor_id != ''
              AND toDate(at) >= toDate({previous_began_at:DateTime64(3, 'UTC')})
        )
    ),
    seen AS
    (
        SELECT slot < toDateTime({began_at:DateTime64(3, 'UTC')}, 'UTC') AS is_previous,
               if(is_previous, {previous_began_at:DateTime64(3, 'UTC')}, {began_at:DateTime64(3, 'UTC')}) AS start,
               dateDiff({unit:String}, toDateTime(start, 'UTC'), slot, {zone:String}) AS part,
               NOT is_previous OR slot < {previous_cut_at:DateTime64(3, 'UTC')} AS is_comparable,
               slot, session,
               -- As the function person() of profiles, from the key that visits hold already.
               dictGetOrDefault('people', 'profile_id', visitor, reinterpretAsUUID(visitor)) AS person
        FROM visits
        WHERE store_id = {store_id:UInt32}
          AND slot >= toDateTime({previous_began_at:DateTime64(3, 'UTC')}, 'UTC') AND slot <= {now:DateTime64(3, 'UTC')}
    ),
    -- Counted once by part, and the wholes merged from the parts: counting twice takes twice as long.
    counted AS
    (
        SELECT is_previous, part, is_comparable,
               uniqExactState(session) AS session_set,
               uniqExactState(cityHash64(person)) AS person_set,
               uniqExactStateIf(session, cityHash64(person, slot) IN (SELECT place FROM bought)) AS buying_set
        FROM seen GROUP BY is_previous, part, is_comparable
    )
SELECT is_previous, arrayJoin(if(is_comparable, [part, -1], [part])) AS bucket,
       uniqExactMerge(session_set) AS sessions,
       uniqExactMerge(person_set) AS visitors,
       uniqExactMerge(buying_set) AS buying_sessions
FROM counted
GROUP BY is_previous, bucket
