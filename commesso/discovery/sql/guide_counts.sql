-- What became of each guide since a moment: by people who began it, came to its end, looked at a product from it, and
-- bought one they had looked at from it. The tag is public, so the keys may be anything.
WITH walked AS (
    SELECT person(store_id, visitor_id) AS who, name,
           if(name = 'Product Clicked', replaceOne(JSONExtractString(body, 'list_id'), 'guide:', ''),
              JSONExtractString(body, 'guide')) AS guide,
           if(name = 'Product Clicked', props.product_id, '') AS product, at
    FROM events
    WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
      AND at >= {since:DateTime64(3, 'UTC')} AND kind = 'track' AND visitor_id != ''
      AND (name IN ('Guide Started', 'Guide Completed')
           OR name = 'Product Clicked' AND startsWith(JSONExtractString(body, 'list_id'), 'guide:'))
), bought AS (
    SELECT person(store_id, visitor_id) AS who, at,
           arrayJoin(JSONExtract(body, 'lines', 'Array(Tuple(product_id String))')).product_id AS product
    FROM events
    WHERE store_id = {store_id:UInt32} AND kind = 'fact' AND name = 'OrderPlaced' AND visitor_id != ''
      AND at >= {since:DateTime64(3, 'UTC')}
), won AS (
    SELECT walked.guide AS guide, uniqExact(walked.who) AS bought
    FROM walked JOIN bought ON walked.who = bought.who AND walked.product = bought.product
    WHERE walked.name = 'Product Clicked' AND bought.at >= walked.at
    GROUP BY guide
)
SELECT guide, uniqExactIf(who, name = 'Guide Started') AS started,
       uniqExactIf(who, name = 'Guide Completed') AS completed,
       uniqExactIf(who, name = 'Product Clicked') AS clicked,
       any(won.bought) AS bought
FROM walked LEFT JOIN won ON walked.guide = won.guide
GROUP BY guide
