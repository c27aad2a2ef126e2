-- What shoppers searched since a moment, as the shop's pages told. Looked at: a product was, within half an hour and
-- before anything else was searched. A search told twice in a row, by the page and by the search box, is one.
SELECT query,
       count() AS searches,
       countIf(found_nothing) AS empty,
       countIf(next_name NOT IN ('', 'Products Searched') AND next_at <= happened_at + INTERVAL 30 MINUTE) AS looked_at
FROM (
    SELECT toString(name) AS what, at AS happened_at,
           leadInFrame(at) OVER visit AS next_at,
           lowerUTF8(trimBoth(props.query)) AS query,
           JSONHas(body, 'results') AND JSONExtractInt(body, 'results') = 0 AS found_nothing,
           leadInFrame(toString(name)) OVER visit AS next_name,
           leadInFrame(lowerUTF8(trimBoth(props.query))) OVER visit AS next_query
    FROM events
    WHERE store_id = {store_id:UInt32} AND kind = 'track' AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
      AND name IN ('Products Searched', 'Product Clicked', 'Product Viewed', 'Product Added')
      AND at >= {since:DateTime64(3, 'UTC')} AND visitor_id != ''
    WINDOW visit AS (
        PARTITION BY if(session_id = '', visitor_id, session_id) ORDER BY at
        ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING
    )
)
WHERE what = 'Products Searched' AND query != '' AND NOT (next_name = 'Products Searched' AND next_query = query)
GROUP BY query
ORDER BY searches DESC, query
LIMIT {most:UInt32}
