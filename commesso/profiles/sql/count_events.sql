SELECT count() AS number
FROM events
WHERE store_id = {store_id:UInt32}
  AND visitor_id IN {visitors:Array(String)}
  AND received_at <= {until:DateTime64(3)}
