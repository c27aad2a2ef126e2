-- Which of these ids are stored already (and, once in 2^64, another id of the same hash: the caller compares).
-- The day bounds let the primary key skip all other days.
SELECT store_id, id
FROM events
WHERE store_id IN {stores:Array(UInt32)}
  AND toDate(at) BETWEEN toDate({after:DateTime64(3, 'UTC')}) AND toDate({before:DateTime64(3, 'UTC')})
  AND id_hash IN (SELECT cityHash64(arrayJoin({ids:Array(String)})))
