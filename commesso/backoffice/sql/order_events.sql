-- What was told about an order. The names let the primary key skip everything else.
SELECT id, kind, toString(name) AS name, at, received_at, visitor_id, body, path
FROM events
WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
  AND toDate(at) <= toDate({until:DateTime64(3, 'UTC')})
  AND name IN {names:Array(String)} AND props.order_id = {order_id:String}
ORDER BY at DESC, id DESC
LIMIT 200
