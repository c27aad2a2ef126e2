-- The newest event that came in from the shop and happened since a moment.
SELECT count() AS seen, argMax(if(name = '', kind, name), received_at) AS last_name, max(received_at) AS last_at,
       argMax(source_id, received_at) AS last_source
FROM events
WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')}) AND kind != 'fact'
