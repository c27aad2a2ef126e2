"""Which product next: several simple members, each good at something, and one blend of them learnt from the shop.

A *member* knows one thing (what sells, what follows what, what one person keeps buying) and gives each product a
share of its belief. Members and their figures: docs/explanation/recommendations.md.
"""
