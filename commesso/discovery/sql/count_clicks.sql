-- How much of the click log came in since a moment: what a new fit could learn. What came in late by more than a day is
-- left out, so that only the last days are read.
SELECT count() AS clicks
FROM events
WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')}) - 1
  AND received_at >= {since:DateTime64(3, 'UTC')}
  AND (kind = 'track' AND name IN ('Product Viewed', 'Viewed Product', 'Product Added', 'Added Product')
       OR kind = 'fact' AND name = 'OrderPlaced')
