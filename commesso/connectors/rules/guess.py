"""Guessing what the columns of a file mean, from their names."""

import re
from collections.abc import Iterable, Mapping, Sequence

from commesso.connectors.contracts import Kind
from commesso.connectors.rules.choices import KEEP, OWN_NAMES, write_chosen
from commesso.connectors.rules.fields import SHAPES
from commesso.connectors.rules.maps import FileMap
from commesso.connectors.rules.specs import find_names

# What shops call our fields, in the letters and digits alone. Our own names need no mention.
_NAMES: Mapping[str, str] = {
    "product_id": "productid id itemid articleid handle sku productcode stockcode "
    "cod codice codicearticolo articolo idprodotto",
    "title": "title name productname productdisplayname titolo nome descrizionebreve",
    "description": "description body bodyhtml longdescription shortdescription descrizione",
    "brand": "brand vendor manufacturer supplier marca produttore",
    "url": "url link permalink producturl",
    "images": "images image imageurl imagelink imagesrc img immagine",
    "categories": "categories category producttype department categoria reparto",
    "price": "price saleprice regularprice variantprice prezzo prezzovendita",
    "compare_at": "compareat compareatprice oldprice listprice prezzopieno prezzolistino",
    "stock": "stock quantity qty inventory stockquantity variantinventoryqty giacenza quantita",
    "ean": "ean gtin barcode upc variantbarcode",
    "currency": "currency currencycode valuta",
    "order_id": "orderid order ordernumber invoiceno invoice basketid idordine numeroordine ordine",
    "placed_at": "placedat createdat orderdate date invoicedate processedat data dataordine timestamp",
    "user_id": "userid customerid customer clientid idcliente cliente",
    "email": "email emailaddress customeremail billingemail mail indirizzoemail",
    "phone": "phone phonenumber telephone mobile telefono cellulare",
    "country": "country countrycode shippingcountry billingcountry paese nazione",
    "total": "total ordertotal grandtotal totalprice amount totale importo",
    "quantity": "quantity qty pieces units pezzi quantita",
    "sku": "sku articlecode codicearticolo",
    "unit_price": "unitprice price itemprice lineitemprice prezzo prezzounitario",
    "created_at": "createdat created registeredat dateregistered signupdate registrazione",
    "timestamp": "timestamp time at date eventtime originaltimestamp receivedat",
    "event": "event eventname action",
    "anonymous_id": "anonymousid sessionid visitorid cookieid deviceid",
    "message_id": "messageid eventid insertid",
}
_TRAITS: Mapping[str, str] = {
    "name": "name fullname nome nominativo",
    "first_name": "firstname givenname",
    "last_name": "lastname surname familyname cognome",
    "city": "city citta",
    "country": "country countrycode paese nazione",
    "language": "language lang locale lingua",
    "birthday": "birthday birthdate dateofbirth datadinascita",
}


def pick_ready(ready: Iterable[FileMap], columns: Sequence[str]) -> FileMap | None:
    """Return the ready map that reads most of the columns, if the file has most of what it reads.

    Exports of shop platforms and feeds leave columns out as they like, so half is enough for their maps.
    """
    present = set(columns)
    best, best_count = None, 2
    for each in ready:
        wanted = [spec for spec in each.list_specs() if spec.columns]
        found = sum(any(spec.finds(column, present) for column in spec.columns) for spec in wanted)
        enough = (0.5 if each.ignores_missing else 0.8) * len(wanted)
        groups = not each.group_by or any(present >= set(find_names(by) or [by]) for by in each.group_by)
        if found > best_count and found >= enough and groups:
            best, best_count = each, found
    return best


def guess_columns(kind: Kind, columns: Sequence[str]) -> dict[str, str]:
    """Return column -> choice (see rules/choices.py), "" for a column whose name says nothing to us."""
    shape = SHAPES[kind]
    chosen = dict.fromkeys(columns, KEEP if kind in OWN_NAMES else "")
    for field, column in _match(shape.fields, columns).items():
        if chosen[column] in ("", KEEP):
            chosen[column] = field
    if kind is Kind.CUSTOMERS:
        for trait, column in _match(_TRAITS, columns, _TRAITS).items():
            if chosen[column] in ("", KEEP):
                chosen[column] = f"traits.{trait}"
    if kind is Kind.ORDERS:
        lines = _match(shape.repeated["lines"], columns)
        if "product_id" in lines:
            for field, column in lines.items():
                # An amount on each of several rows is the line's, not the order's.
                if chosen[column] in ("", "total"):
                    chosen[column] = f"lines.{field}"
    return chosen


def write_map(kind: Kind, columns: Sequence[str]) -> str:
    """Return the TOML of a map that reads the columns whose names we understand."""
    return write_chosen(kind, guess_columns(kind, columns))


def _match(known: Iterable[str], columns: Sequence[str], names: Mapping[str, str] = _NAMES) -> dict[str, str]:
    """Return field -> column, for the fields whose names, or other names, a column has."""
    by_letters = {_letters(column): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for field in known:
        for name in (_letters(field), *names.get(field, "").split()):
            if name in by_letters:
                found[field] = by_letters[name]
                break
    return found


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
