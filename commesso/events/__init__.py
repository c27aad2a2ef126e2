"""The vocabulary: every event that may travel between rooms.

Two kinds share one stream. A *shopper event* is what a shop told us ("Product Viewed").
A *fact* is what a room decided and wrote down (`OrderPlaced`).
"""
