-- What became of each panel since a moment, as the tag told it. The tag is public, so the ids may be anything.
SELECT JSONExtractString(body, 'panel_id') AS panel_id,
       countIf(name = 'Panel Viewed') AS viewed,
       countIf(name = 'Panel Clicked') AS clicked,
       countIf(name = 'Panel Dismissed') AS dismissed,
       countIf(name = 'Panel Submitted') AS submitted
FROM events
WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
  AND name IN ('Panel Viewed', 'Panel Clicked', 'Panel Dismissed', 'Panel Submitted')
  AND kind = 'track' AND at >= {since:DateTime64(3, 'UTC')}
GROUP BY panel_id
