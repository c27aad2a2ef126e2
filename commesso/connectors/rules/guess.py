"""Guessing what the columns of a file mean, from their names."""

import re
from collections.abc import Iterable, Mapping, Sequence

from commesso.connectors.contracts import Kind
from commesso.connectors.rules.fields import SHAPES, Fields
from commesso.connectors.rules.maps import FileMap

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
    """Return the ready map that reads most of the columns, if the file has nearly all it reads."""
    present = set(columns)
    best, best_count = None, 2
    for each in ready:
        wanted = [spec for spec in each.list_specs() if spec.columns]
        found = sum(any(spec.finds(column, present) for column in spec.columns) for spec in wanted)
        if (
            found > best_count
            and found >= 0.8 * len(wanted)
            and (not each.group_by or each.group_by[0] in present)
        ):
            best, best_count = each, found
    return best


def write_map(kind: Kind, columns: Sequence[str]) -> str:
    """Return the TOML of a map that reads the columns whose names we understand."""
    shape = SHAPES[kind]
    fields = _match(shape.fields, columns)
    lines = [f'kind = "{kind}"']
    sections: dict[str, dict[str, str]] = {"fields": fields}
    if kind is Kind.ORDERS:
        sections["lines"] = _match(shape.repeated["lines"], columns)
        if "product_id" in sections["lines"] and "order_id" in fields:
            lines += ["", "[group]", f"by = {_quote(fields['order_id'])}"]
            for name in ("total",):
                if fields.get(name) in sections["lines"].values():
                    del fields[name]
        else:
            del sections["lines"]
    if kind is Kind.CUSTOMERS:
        sections["traits"] = _match(dict.fromkeys(_TRAITS, "keep"), columns, _TRAITS)
    if kind is Kind.PRODUCTS:
        used = set(fields.values())
        sections["attributes"] = {column: column for column in columns if column not in used}
    if kind is Kind.EVENTS:
        used = set(fields.values())
        sections["properties"] = {column: column for column in columns if column not in used}
        fields = {"type": '{value = "track"}'} | fields
        sections["fields"] = fields
    for section, found in sections.items():
        if found:
            lines += ["", f"[{section}]"]
            lines += [
                f"{_key(name)} = {told if told.startswith('{') else _quote(told)}"
                for name, told in found.items()
            ]
    return "\n".join(lines) + "\n"


def _match(known: Fields, columns: Sequence[str], names: Mapping[str, str] = _NAMES) -> dict[str, str]:
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


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quote(name)
