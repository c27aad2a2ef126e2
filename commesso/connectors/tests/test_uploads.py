"""Alma uploads a file, looks at what becomes of it, and lets it in; she may leave the page."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commesso.catalog import api as catalog
from commesso.connectors.actions.uploads import import_in_background
from commesso.connectors.contracts import RunState
from commesso.connectors.jobs import every_hour
from commesso.connectors.queries.runs import get_row, imports_folder, list_runs
from commesso.kernel.clock import now
from commesso.stores import api as stores
from commesso.stores.contracts import Role, StoreInfo

pytestmark = pytest.mark.django_db

IMPORT = "/s/bottega/settings/import/"
PRODUCTS = b"id,title,price,colour\nTZ,Tazza,18.00,blu\nPT,Piatto,molto,verde\n"


def sign_in(shop: StoreInfo, email: str, role: Role) -> Client:
    staff = stores.create_staff(email=email)
    stores.put_member(store_id=shop.id, staff=staff, role=role)
    client = Client()
    client.force_login(staff)
    return client


@pytest.fixture
def alma(shop: StoreInfo) -> Client:
    return sign_in(shop, "alma@example.com", Role.OWNER)


def upload(
    client: Client, content: bytes = PRODUCTS, kind: str = "products", name: str = "listino.csv"
) -> Any:
    return client.post(IMPORT, {"kind": kind, "file": SimpleUploadedFile(name, content)})


def text_of(response: Any) -> str:
    return str(response.content.decode())


def proposed_map(page: Any) -> str:
    from html import unescape

    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", text_of(page), re.DOTALL)
    assert found
    return unescape(found[1])


def test_an_upload_shows_its_first_rows_and_what_becomes_of_them(alma: Client) -> None:
    response = upload(alma)
    page = alma.get(response["Location"])
    assert 'product_id = "id"' in proposed_map(page)
    assert "Tazza" in text_of(page)
    assert "line 3" in text_of(page)
    assert "is not an amount" in text_of(page)


def test_nothing_is_taken_before_alma_says_so(alma: Client, shop: StoreInfo) -> None:
    upload(alma)
    assert catalog.count_products(shop.id) == 0
    assert list_runs(shop.id)[0].state is RunState.WAITING


def test_a_started_import_comes_in_behind_the_page(alma: Client, shop: StoreInfo) -> None:
    run_page = upload(alma)["Location"]
    alma.post(f"{run_page}/start", {"map_text": proposed_map(alma.get(run_page)), "map_name": "guessed"})
    assert list_runs(shop.id)[0].state is RunState.QUEUED
    assert "every 1s" in text_of(alma.get(f"{run_page}/progress"))
    run = list_runs(shop.id)[0]
    kept = Path(get_row(shop.id, run.id).upload)
    import_in_background.call(int(shop.id), run.id)
    assert catalog.count_products(shop.id) == 1
    progress = text_of(alma.get(f"{run_page}/progress"))
    assert "every 1s" not in progress
    assert "What was not taken" in progress
    assert not kept.exists()


def test_rejects_can_be_downloaded(alma: Client, shop: StoreInfo) -> None:
    run_page = upload(alma)["Location"]
    assert alma.get(f"{run_page}/rejects").status_code == 404
    alma.post(f"{run_page}/start", {"map_text": proposed_map(alma.get(run_page))})
    import_in_background.call(int(shop.id), list_runs(shop.id)[0].id)
    response = alma.get(f"{run_page}/rejects")
    assert b"is not an amount" in b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert "listino.csv.rejects.csv" in response["Content-Disposition"]


def test_a_wrong_map_is_shown_with_its_line_and_not_started(alma: Client, shop: StoreInfo) -> None:
    run_page = upload(alma)["Location"]
    wrong = 'kind = "products"\n[fields]\nproduct_id = "id"\nprise = "price"\n'
    assert "line 4" in text_of(alma.post(f"{run_page}/preview", {"map_text": wrong}))
    response = alma.post(f"{run_page}/start", {"map_text": wrong})
    assert response.status_code == 422
    assert "Did you mean &#x27;price&#x27;" in text_of(response)
    assert list_runs(shop.id)[0].state is RunState.WAITING


def test_an_edited_map_is_shown_at_once(alma: Client) -> None:
    run_page = upload(alma)["Location"]
    edited = 'kind = "products"\n[fields]\nproduct_id = "id"\nbrand = "colour"\n'
    shown = text_of(alma.post(f"{run_page}/preview", {"map_text": edited}))
    assert "<th>Brand</th>" in shown
    assert "molto" in shown


def test_alma_says_what_a_column_means_without_writing_a_map(alma: Client, shop: StoreInfo) -> None:
    run_page = upload(alma, b"zona,nome,euro\nTZ,Tazza,18\n")["Location"]
    assert "does not fill product_id" in text_of(alma.get(run_page))
    alma.post(f"{run_page}/columns", {"column-0": "product_id", "column-1": "title", "column-2": "price"})
    page = alma.get(run_page)
    assert 'product_id = "zona"' in proposed_map(page)
    assert "does not fill" not in text_of(page)
    alma.post(f"{run_page}/start", {"map_text": proposed_map(page)})
    import_in_background.call(int(shop.id), list_runs(shop.id)[0].id)
    product = catalog.get_product(shop.id, "TZ")
    assert product.price is not None
    assert (product.title, product.price.minor) == ("Tazza", 1800)


def test_a_ready_map_can_be_left_for_the_names_of_the_columns(alma: Client) -> None:
    head = "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Value,Option2 Value,Variant SKU,Variant Price,Image Src"
    run_page = upload(alma, f"{head}\ntazza,Tazza,,Aurora,,,Blu,,TZ,18,\n".encode())["Location"]
    assert 'by = "Handle"' in proposed_map(alma.get(run_page))
    assert 'brand = "Vendor"' in proposed_map(alma.get(f"{run_page}?map=guessed"))


def test_a_ready_map_can_be_chosen(alma: Client) -> None:
    run_page = upload(alma)["Location"]
    assert 'by = "Handle"' in proposed_map(alma.get(f"{run_page}?map=shopify_csv"))
    assert alma.get(f"{run_page}?map=nothing").status_code == 404


def test_the_same_file_again_brings_nothing_new(alma: Client, shop: StoreInfo) -> None:
    for _ in range(2):
        run_page = upload(alma)["Location"]
        alma.post(f"{run_page}/start", {"map_text": proposed_map(alma.get(run_page))})
        for run in list_runs(shop.id):
            import_in_background.call(int(shop.id), run.id)
    assert [run.state for run in list_runs(shop.id)] == [RunState.DONE]
    assert catalog.count_products(shop.id) == 1


def test_a_file_that_is_none_is_told_by_its_own_name(alma: Client, shop: StoreInfo) -> None:
    response = upload(alma, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", name="foto.png")
    assert response.status_code == 422
    assert "foto.png is none of CSV" in text_of(response)
    assert list_runs(shop.id) == []


def test_a_file_without_rows_says_so(alma: Client) -> None:
    page = alma.post(IMPORT, {"kind": "products", "file": SimpleUploadedFile("empty.csv", b"id,title\n")})
    assert page.status_code == 422
    assert "empty.csv holds no rows" in page.content.decode()


def test_a_dropped_upload_leaves_nothing(alma: Client, shop: StoreInfo) -> None:
    run_page = upload(alma)["Location"]
    kept = Path(get_row(shop.id, list_runs(shop.id)[0].id).upload)
    alma.post(f"{run_page}/drop")
    assert not kept.exists()
    assert kept.parent == imports_folder() / "uploads"
    assert list_runs(shop.id) == []


def test_an_upload_that_was_forgotten_does_not_stay(alma: Client, shop: StoreInfo) -> None:
    upload(alma)
    kept = Path(get_row(shop.id, list_runs(shop.id)[0].id).upload)
    every_hour(now() + timedelta(days=6))
    assert kept.exists()
    every_hour(now() + timedelta(days=8))
    assert not kept.exists()
    assert list_runs(shop.id) == []


def test_an_agent_does_not_import(shop: StoreInfo) -> None:
    assert sign_in(shop, "bo@example.com", Role.AGENT).get(IMPORT).status_code == 404


def test_edda_sees_no_import_of_almas(alma: Client, other_shop: StoreInfo) -> None:
    run_page = upload(alma)["Location"]
    edda = sign_in(other_shop, "edda@example.com", Role.OWNER)
    assert edda.get(run_page).status_code == 404
    assert edda.get(run_page.replace("bottega", "edda")).status_code == 404
