DELETE FROM visits
WHERE store_id = {store_id:UInt32}
  AND visitor IN (SELECT cityHash64({store_id:UInt32}, arrayJoin({visitor_ids:Array(String)})))
