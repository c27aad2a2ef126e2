-- How many people gave which answer to a guide's questions since a moment.
SELECT JSONExtractString(body, 'question') AS question, JSONExtractString(body, 'option') AS option,
       uniqExact(person(store_id, visitor_id)) AS shoppers
FROM events
WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
  AND at >= {since:DateTime64(3, 'UTC')} AND kind = 'track' AND name = 'Guide Question Answered' AND visitor_id != ''
  AND JSONExtractString(body, 'guide') = {guide:String}
GROUP BY question, option
ORDER BY shoppers DESC, option
