-- Orders, revenue and carts of a period and the one before it, by part. All columns add up.
-- Revenue is what was placed, with later changes, less what was cancelled or given back (events/orders.py).
SELECT at < {began_at:DateTime64(3, 'UTC')} AS is_previous,
       if(is_previous, {previous_began_at:DateTime64(3, 'UTC')}, {began_at:DateTime64(3, 'UTC')}) AS start,
       dateDiff({unit:String}, start, at, {zone:String}) AS bucket,
       NOT is_previous OR at < {previous_cut_at:DateTime64(3, 'UTC')} AS is_comparable,
       toString(name) AS name,
       props.currency AS currency,
       count() AS events,
       sum(multiIf(name = 'OrderPlaced', props.revenue_minor,
                   name = 'OrderChanged', coalesce(props.revenue_delta_minor.:Int64, 0),
                   name IN ('OrderCancelled', 'OrderRefunded'), -props.revenue_minor,
                   0)) AS revenue_minor
FROM events
WHERE store_id = {store_id:UInt32}
  AND toDate(at) >= toDate({previous_began_at:DateTime64(3, 'UTC')})
  AND name IN ('OrderPlaced', 'OrderChanged', 'OrderCancelled', 'OrderRefunded',
               'CartAbandoned', 'CartOrdered', 'CartRecovered')
  AND kind = 'fact'
  AND at >= {previous_began_at:DateTime64(3, 'UTC')} AND at <= {now:DateTime64(3, 'UTC')}
GROUP BY is_previous, bucket, is_comparable, name, currency
