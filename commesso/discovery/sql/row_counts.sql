-- What became of each row since a moment: by people who saw it, followed a product from it, and bought one they
-- had followed. The tag is public, so the kinds may be anything.
WITH met AS (
    SELECT person(store_id, visitor_id) AS who, name, at, props.product_id AS product,
           replaceOne(JSONExtractString(body, 'list_id'), 'recommend:', '') AS slot
    FROM events
    WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
      AND at >= {since:DateTime64(3, 'UTC')} AND kind = 'track' AND visitor_id != ''
      AND name IN ('Product List Viewed', 'Product Clicked')
      AND startsWith(JSONExtractString(body, 'list_id'), 'recommend:')
), bought AS (
    SELECT person(store_id, visitor_id) AS who, at,
           arrayJoin(JSONExtract(body, 'lines', 'Array(Tuple(product_id String))')).product_id AS product
    FROM events
    WHERE store_id = {store_id:UInt32} AND kind = 'fact' AND name = 'OrderPlaced' AND visitor_id != ''
      AND at >= {since:DateTime64(3, 'UTC')}
), won AS (
    SELECT met.slot AS slot, uniqExact(met.who) AS bought
    FROM met JOIN bought ON met.who = bought.who AND met.product = bought.product
    WHERE met.name = 'Product Clicked' AND bought.at >= met.at
    GROUP BY slot
)
SELECT slot, uniqExactIf(who, name = 'Product List Viewed') AS seen,
       uniqExactIf(who, name = 'Product Clicked') AS clicked,
       any(won.bought) AS bought
FROM met LEFT JOIN won ON met.slot = won.slot
GROUP BY slot
