"""The event store: ClickHouse's engine in this process, or a ClickHouse server. The same SQL for both."""
