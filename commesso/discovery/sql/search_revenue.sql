-- What was ordered within a day of a search by the same shopper. The last search before the order counts.
SELECT query, currency, count() AS orders, sum(revenue_minor) AS revenue_minor
FROM (
    SELECT toString(person(store_id, visitor_id)) AS person, at,
           props.revenue_minor AS revenue_minor, props.currency AS currency
    FROM events
    WHERE store_id = {store_id:UInt32} AND kind = 'fact' AND name = 'OrderPlaced' AND visitor_id != ''
      AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')}) AND at >= {since:DateTime64(3, 'UTC')}
) AS placed
ASOF JOIN (
    SELECT toString(person(store_id, visitor_id)) AS person, at AS searched_at,
           lowerUTF8(trimBoth(props.query)) AS query
    FROM events
    WHERE store_id = {store_id:UInt32} AND kind = 'track' AND name = 'Products Searched' AND visitor_id != ''
      AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')}) - 1 AND query != ''
) AS searched ON placed.person = searched.person AND placed.at >= searched.searched_at
WHERE placed.at < searched.searched_at + INTERVAL 1 DAY
GROUP BY query, currency
