ALTER TABLE events DELETE
WHERE store_id = {store_id:UInt32}
  AND received_at <= {erased_at:DateTime64(3)}
  AND visitor_id IN {visitors:Array(String)}
