"""What an index holds, and how a document gets into it."""

from functools import lru_cache

import tantivy

from commesso.discovery.contracts.searching import SearchDocument

# Raise it with any change here or in the analysis: an index of another number is built anew.
VERSION = 2
_BETWEEN = "\x1f"


def make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tokens", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("details", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("names", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("facets", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("price", indexed=True, fast=True)
    builder.add_float_field("rank", fast=True)
    return builder.build()


def make_row(document: SearchDocument) -> tantivy.Document:
    row = tantivy.Document()
    row.add_text("id", document.product_id)
    row.add_text("tokens", " ".join(document.tokens))
    row.add_text("details", " ".join(document.details))
    row.add_text("words", " ".join(document.words))
    row.add_text("names", " ".join(document.names))
    for name, value in document.facets:
        row.add_text("facets", join_facet(name, value))
    if document.price_minor is not None:
        row.add_integer("price", document.price_minor)
    row.add_float("rank", document.rank)
    return row


def join_facet(name: str, value: str) -> str:
    return f"{name}{_BETWEEN}{value}"


@lru_cache(maxsize=20_000)  # one result has hundreds, and the next one mostly the same
def split_facet(text: str) -> tuple[str, str]:
    name, _, value = text.partition(_BETWEEN)
    return name, value
