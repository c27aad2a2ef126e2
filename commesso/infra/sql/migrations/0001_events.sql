-- Every event of every store. `body` and `context` are the JSON the shop sent, byte for byte;
-- `props` is the same properties as columns for reports, with types for the paths they ask about.
CREATE TABLE IF NOT EXISTS events
(
    store_id     UInt32,
    id           String,
    kind         LowCardinality(String),
    name         LowCardinality(String),
    at           DateTime64(3, 'UTC'),
    received_at  DateTime64(3, 'UTC'),
    visitor_id   String,
    user_id      String,
    anonymous_id String,
    session_id   String,
    source_id    UInt32,
    body         String CODEC(ZSTD(1)),
    context      String CODEC(ZSTD(1)),
    previous_id  String,
    group_id     String,
    caused_by    String,
    id_checksum  UInt32 MATERIALIZED CRC32(id),
    props        JSON(
                     product_id String, variant_id String, order_id String, cart_id String, category String,
                     query String, currency String, coupon String,
                     price Nullable(Float64), quantity Nullable(Float64), revenue Nullable(Float64),
                     total Nullable(Float64), value Nullable(Float64),
                     total_minor Int64, revenue_minor Int64, refund_minor Int64, value_minor Int64,
                     discount_minor Int64, is_first Bool,
                     max_dynamic_paths = 128
                 ) MATERIALIZED body::JSON(
                     product_id String, variant_id String, order_id String, cart_id String, category String,
                     query String, currency String, coupon String,
                     price Nullable(Float64), quantity Nullable(Float64), revenue Nullable(Float64),
                     total Nullable(Float64), value Nullable(Float64),
                     total_minor Int64, revenue_minor Int64, refund_minor Int64, value_minor Int64,
                     discount_minor Int64, is_first Bool,
                     max_dynamic_paths = 128
                 ),
    url          String MATERIALIZED JSONExtractString(context, 'page', 'url'),
    path         String MATERIALIZED JSONExtractString(context, 'page', 'path'),
    referrer     String MATERIALIZED domainWithoutWWW(JSONExtractString(context, 'page', 'referrer')),
    utm_source   LowCardinality(String) MATERIALIZED JSONExtractString(context, 'campaign', 'source'),
    utm_medium   LowCardinality(String) MATERIALIZED JSONExtractString(context, 'campaign', 'medium'),
    utm_campaign String MATERIALIZED JSONExtractString(context, 'campaign', 'name'),
    device       LowCardinality(String) MATERIALIZED JSONExtractString(context, 'device', 'type'),
    locale       LowCardinality(String) MATERIALIZED JSONExtractString(context, 'locale'),
    INDEX visitor visitor_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (store_id, toDate(at), name, at)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1;
