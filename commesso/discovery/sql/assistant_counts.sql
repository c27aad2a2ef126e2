-- What became of the assistant since a moment, as the tag told it.
SELECT countIf(name = 'Assistant Opened' AND JSONExtractString(body, 'by') != 'itself') AS opened,
       countIf(name = 'Assistant Opened' AND JSONExtractString(body, 'by') = 'itself') AS spoke_first,
       countIf(name = 'Assistant Asked') AS asked,
       countIf(name = 'Product Clicked' AND JSONExtractString(body, 'list_id') = 'assistant') AS clicked
FROM events
WHERE store_id = {store_id:UInt32} AND toDate(at) >= toDate({since:DateTime64(3, 'UTC')})
  AND name IN ('Assistant Opened', 'Assistant Asked', 'Product Clicked')
  AND kind = 'track' AND at >= {since:DateTime64(3, 'UTC')}
