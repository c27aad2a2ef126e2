SELECT id, kind, name, at, received_at, visitor_id, user_id, anonymous_id, session_id, previous_id, group_id, body, context
FROM events
WHERE store_id = {store_id:UInt32} AND visitor_id IN {visitors:Array(String)}
ORDER BY at, id
