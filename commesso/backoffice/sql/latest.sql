-- The last things shoppers did, newest first. Only recent days are read: an open page asks every second.
-- How fast a page felt is measured by the tag; no shopper did that.
SELECT id, kind, toString(name) AS name, at, received_at, visitor_id, body, path
FROM events
WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')}) AND kind != 'fact'
  AND NOT (kind = 'track' AND name = 'Web Vitals Measured')
  AND received_at >= {since:DateTime64(3, 'UTC')}
ORDER BY received_at DESC, at DESC, id DESC
LIMIT {limit:UInt32}
