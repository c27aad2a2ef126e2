-- What became of a guide's questions since a moment, by people: asked, answered, passed ("*any", "*unknown"); left here,
-- when it was the last they were asked and they neither answered it nor looked at a product; and bought a product they
-- had looked at from the guide.
WITH heard AS (
    SELECT person(store_id, visitor_id) AS who, name, JSONExtractString(body, 'question') AS question,
           JSONExtractString(body, 'option') AS option, props.product_id AS product, at
    FROM events
    WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
      AND at >= {since:DateTime64(3, 'UTC')} AND kind = 'track' AND visitor_id != ''
      AND (name IN ('Guide Question Asked', 'Guide Question Answered', 'Guide Completed')
           AND JSONExtractString(body, 'guide') = {guide:String}
           OR name = 'Product Clicked' AND JSONExtractString(body, 'list_id') = concat('guide:', {guide:String}))
), ends AS (
    SELECT who, argMax(name, at) AS last, argMax(question, at) AS last_question
    FROM heard GROUP BY who
), buyers AS (
    SELECT DISTINCT heard.who AS who
    FROM heard JOIN (
        SELECT person(store_id, visitor_id) AS who, at,
               arrayJoin(JSONExtract(body, 'lines', 'Array(Tuple(product_id String))')).product_id AS product
        FROM events
        WHERE store_id = {store_id:UInt32} AND kind = 'fact' AND name = 'OrderPlaced' AND visitor_id != ''
          AND at >= {since:DateTime64(3, 'UTC')}
    ) AS placed ON heard.who = placed.who AND heard.product = placed.product
    WHERE heard.name = 'Product Clicked' AND placed.at >= heard.at
)
SELECT heard.question AS question, uniqExactIf(heard.who, name = 'Guide Question Asked') AS asked,
       uniqExactIf(heard.who, name = 'Guide Question Answered' AND NOT startsWith(option, '*')) AS answered,
       uniqExactIf(heard.who, option IN ('*any', '*unknown')) AS skipped,
       uniqExactIf(heard.who, ends.last = 'Guide Question Asked' AND ends.last_question = heard.question) AS left_here,
       uniqExactIf(heard.who, name = 'Guide Question Answered' AND heard.who IN (SELECT who FROM buyers)) AS bought
FROM heard JOIN ends ON heard.who = ends.who
WHERE heard.question != ''
GROUP BY question
ORDER BY asked DESC, question
