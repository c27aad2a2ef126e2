-- How much of the click log came in since a moment: what a new fit could learn.
SELECT count() AS clicks
FROM events
WHERE store_id = {store_id:UInt32} AND received_at >= {since:DateTime64(3, 'UTC')}
  AND (kind = 'track' AND name IN ('Product Viewed', 'Viewed Product', 'Product Added', 'Added Product')
       OR kind = 'fact' AND name = 'OrderPlaced')
