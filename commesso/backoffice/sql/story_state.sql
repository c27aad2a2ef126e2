-- Whether a person's story has changed: an open page asks every second, so only recent days are read.
SELECT count() AS events, toString(max(received_at)) AS last_at
FROM events
WHERE store_id = {store_id:UInt32} AND visitor_id IN {visitors:Array(String)}
  AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
