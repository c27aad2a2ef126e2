"""The pages of docs/reference/, written from the code, so that they are never behind it."""
