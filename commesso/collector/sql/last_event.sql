-- The newest event that came in since a moment. Recent days first: they are few rows.
SELECT count() AS seen, argMax(if(name = '', kind, name), received_at) AS name, max(received_at) AS received_at,
       argMax(source_id, received_at) AS source_id
FROM events
WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')}) AND kind != 'fact'
