-- Products looked at and put into carts, as the shop told, and bought, as orders know: told once an order, whichever
-- way it came. Whoever is known by several devices is one person.
SELECT toString(person(store_id, visitor_id)) AS person, session_id AS session, '' AS order_id,
       props.product_id AS product, toFloat64(at) AS at
FROM events
WHERE store_id = {store_id:UInt32} AND kind = 'track'
  AND name IN ('Product Viewed', 'Viewed Product', 'Product Added', 'Added Product')
  AND visitor_id != '' AND props.product_id != ''
UNION ALL
SELECT if(visitor_id = '', '', toString(person(store_id, visitor_id))), '', JSONExtractString(body, 'order_id'),
       arrayJoin(JSONExtract(body, 'lines', 'Array(Tuple(product_id String))')).product_id AS product, toFloat64(at)
FROM events
WHERE store_id = {store_id:UInt32} AND kind = 'fact' AND name = 'OrderPlaced' AND product != ''
