-- How much each product was wanted since a moment: looked at once, or bought, which says as much as ten looks.
SELECT product, sum(weight) AS demand
FROM (
    SELECT props.product_id AS product, 1. AS weight
    FROM events
    WHERE store_id = {store_id:UInt32} AND kind = 'track' AND name IN ('Product Viewed', 'Viewed Product')
      AND at >= {since:DateTime64(3, 'UTC')}
    UNION ALL
    SELECT arrayJoin(JSONExtract(body, 'lines', 'Array(Tuple(product_id String))')).product_id AS product, 10. AS weight
    FROM events
    WHERE store_id = {store_id:UInt32} AND kind = 'fact' AND name = 'OrderPlaced'
      AND at >= {since:DateTime64(3, 'UTC')}
)
WHERE product != ''
GROUP BY product
