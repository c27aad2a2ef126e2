SELECT id, kind, name, at, visitor_id, session_id, url, body
FROM events
WHERE store_id = {store_id:UInt32}
  AND visitor_id IN {visitors:Array(String)}
  AND at < {before:DateTime64(3)}
ORDER BY at DESC, id DESC
LIMIT {limit:UInt32}
