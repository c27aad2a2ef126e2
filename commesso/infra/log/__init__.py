"""The write-ahead log: lanes of segments of records of events.

A *lane* is a folder with one writer (`main`, `facts`, `import-…`). A *segment* is a file of a lane, named
after the number of its first event. A *record* holds the events of one request, with a checksum.
"""
