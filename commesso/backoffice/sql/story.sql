-- What a person did and what became of it, the latest first: older than a place in the story, or from a
-- place on (`since_at`). The place is a moment and an id, so events of one moment are not lost between pages.
SELECT id, kind, toString(name) AS name, at, received_at, visitor_id, body, path
FROM events
WHERE store_id = {store_id:UInt32} AND visitor_id IN {visitors:Array(String)}
  AND toDate(at) <= toDate({before_at:DateTime64(3, 'UTC')}) AND (at, id) < ({before_at:DateTime64(3, 'UTC')}, {before_id:String})
  AND toDate(at) >= toDate({since_at:DateTime64(3, 'UTC')}) AND (at, id) >= ({since_at:DateTime64(3, 'UTC')}, {since_id:String})
  AND NOT (kind = 'track' AND name = 'Web Vitals Measured')
  AND NOT (kind = 'fact' AND name IN {silent:Array(String)})
ORDER BY at DESC, id DESC
LIMIT {limit:UInt32}
