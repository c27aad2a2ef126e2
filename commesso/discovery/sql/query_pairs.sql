-- Which query was followed within five minutes by which other, in how many visits: the second may say what the first meant.
SELECT query, next_query AS meant, uniqExact(visit_id) AS visits
FROM (
    SELECT if(session_id = '', visitor_id, session_id) AS visit_id, at,
           lowerUTF8(trimBoth(props.query)) AS query,
           leadInFrame(lowerUTF8(trimBoth(props.query))) OVER visit AS next_query,
           leadInFrame(at) OVER visit AS next_at
    FROM events
    WHERE store_id = {store_id:UInt32} AND kind = 'track' AND name = 'Products Searched'
      AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')}) AND at >= {since:DateTime64(3, 'UTC')}
      AND visitor_id != ''
    WINDOW visit AS (PARTITION BY visit_id ORDER BY at ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING)
)
WHERE query != '' AND next_query NOT IN ('', query) AND next_at <= at + INTERVAL 5 MINUTE
GROUP BY query, meant
HAVING visits >= {least:UInt32}
ORDER BY visits DESC, query, meant
LIMIT 500
