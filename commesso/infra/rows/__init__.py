"""Many rows at once, read and written without the ORM's work for each row and each key.

The statements are plain SQL that SQLite and PostgreSQL share.
"""
