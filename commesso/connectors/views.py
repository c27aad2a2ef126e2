"""Import by upload, in the settings of a shop."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commesso.connectors.actions import uploads
from commesso.connectors.actions.uploads import drop_upload, read_map, start_upload, take_upload
from commesso.connectors.contracts import FileError, Kind, MapError, Preview, RunInfo, RunState
from commesso.connectors.forms import CHOICES, KINDS, ColumnsForm, MapForm, UploadForm
from commesso.connectors.queries.maps import GUESSED, list_examples, list_ready_maps, preview, read_map_text
from commesso.connectors.queries.runs import get_row, get_run, list_runs
from commesso.connectors.rules.choices import read_chosen
from commesso.connectors.rules.guess import guess_columns, write_map
from commesso.connectors.rules.maps import parse_map
from commesso.connectors.rules.shaping import write_json
from commesso.kernel.errors import NotFound
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Crumb

_SHOWN = 8
_LONGEST = 120
_MOST_COLUMNS = 60
# Where what came in is looked at.
_SEEN_AT = {
    Kind.PRODUCTS: "products",
    Kind.ORDERS: "orders",
    Kind.CUSTOMERS: "customers",
    Kind.EVENTS: "home",
}


@stores.staff_view(at_least=Role.MARKETER)
@require_http_methods(["GET", "POST"])
def imports(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run_id = take_upload(
                store_id=store.id, kind=Kind(form.cleaned_data["kind"]), name=file.name, chunks=file.chunks()
            )
        except FileError as error:
            form.add_error("file", str(error))
        else:
            return redirect("connectors:import_run", slug=store.slug, run_id=run_id)
    runs = [{"run": run, "kind": KINDS[run.kind]} for run in list_runs(store.id)]
    status = 200 if request.method == "GET" else 422
    return render(
        request, "connectors/imports.html", {"form": form, "runs": runs, "store": store}, status=status
    )


@stores.staff_view(at_least=Role.MARKETER)
@require_safe
def import_run(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, run_id: int) -> HttpResponse:
    """An upload whose map is still to be chosen, or a run with its progress."""
    run = get_run(store.id, run_id)
    if run.state is not RunState.WAITING:
        return render(request, "connectors/run.html", _run_context(store, run))
    name = request.GET.get("map", run.map_name)
    text = _text_of_map(store, run, name)
    return _show_map(request, store, run, MapForm(initial={"map_text": text}), map_name=name, text=text)


@stores.staff_view(at_least=Role.MARKETER)
@require_POST
def preview_import(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, run_id: int) -> HttpResponse:
    """What the map as it stands would make of the first rows."""
    text = request.POST.get("map_text", "")
    return render(
        request, "connectors/preview.html", _preview_context(store, get_run(store.id, run_id), text)
    )


@stores.staff_view(at_least=Role.MARKETER)
@require_POST
def choose_columns(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, run_id: int) -> HttpResponse:
    run, row = get_run(store.id, run_id), get_row(store.id, run_id)
    if run.state is RunState.WAITING:
        form = ColumnsForm(run.kind, list_examples(Path(row.upload)), request.POST)
        if form.is_valid():
            uploads.choose_columns(store_id=store.id, run_id=run_id, chosen=form.read_chosen())
    return redirect("connectors:import_run", slug=store.slug, run_id=run_id)


@stores.staff_view(at_least=Role.MARKETER)
@require_POST
def start_import(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, run_id: int) -> HttpResponse:
    run = get_run(store.id, run_id)
    if run.state is RunState.FAILED and run.can_go_on and "map_text" not in request.POST:
        row = get_row(store.id, run_id)
        start_upload(store_id=store.id, run_id=run_id, map_name=row.map_name, map_text=row.map_text)
    elif run.state is RunState.WAITING:
        form = MapForm(request.POST)
        name = request.POST.get("map_name", "")[:120] or run.map_name
        if form.is_valid():
            try:
                run_id = start_upload(
                    store_id=store.id, run_id=run_id, map_name=name, map_text=form.cleaned_data["map_text"]
                )
            except MapError as error:
                form.add_error("map_text", str(error))
        if not form.is_valid():
            text = request.POST.get("map_text", "")
            return _show_map(request, store, run, form, map_name=name, text=text, status=422)
    return redirect("connectors:import_run", slug=store.slug, run_id=run_id)


@stores.staff_view(at_least=Role.MARKETER)
@require_POST
def drop_import(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, run_id: int) -> HttpResponse:
    run = get_run(store.id, run_id)
    if run.state is RunState.WAITING:
        drop_upload(store_id=store.id, run_id=run_id)
        ui.say(request, _("The file was not imported, and is gone."))
    return redirect("connectors:imports", slug=store.slug)


@stores.staff_view(at_least=Role.MARKETER)
@require_safe
def import_progress(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, run_id: int) -> HttpResponse:
    return render(request, "connectors/progress.html", _run_context(store, get_run(store.id, run_id)))


@stores.staff_view(at_least=Role.MARKETER)
@require_safe
def import_rejects(
    _request: ui.StaffRequest, store: StoreInfo, _actor: Actor, run_id: int
) -> HttpResponseBase:
    run = get_run(store.id, run_id)
    path = Path(run.rejects_file)
    if not run.rejects_file or not path.is_file():
        raise NotFound(f"Nothing was rejected in import {run_id}, or the file is gone.")
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{run.file_name}.rejects.csv")


def _run_context(store: StoreInfo, run: RunInfo) -> dict[str, Any]:
    names = {
        "created": _("new"),
        "changed": _("changed"),
        "unchanged": _("known already"),
        "stale": _("older than what is known"),
        "sent": _("events sent"),
    }
    return {
        "run": run,
        "store": store,
        "kind": KINDS[run.kind],
        "percent": round(run.share * 100),
        "moves": run.state in (RunState.QUEUED, RunState.RUNNING),
        "seen_at": f"backoffice:{_SEEN_AT[run.kind]}",
        "counts": [(names[name], count) for name, count in run.counts.items() if name in names],
        "crumbs": _crumbs(store),
    }


def _show_map(
    request: ui.StaffRequest,
    store: StoreInfo,
    run: RunInfo,
    form: MapForm,
    *,
    map_name: str,
    text: str,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_preview_context(store, run, text),
        "form": form,
        "columns_form": _columns_form(store, run, text) if map_name == GUESSED else None,
        "map_name": map_name,
        "ready": list_ready_maps(run.kind),
        "kind": KINDS[run.kind],
        "crumbs": _crumbs(store),
    }
    return render(request, "connectors/map.html", context, status=status)


def _text_of_map(store: StoreInfo, run: RunInfo, name: str) -> str:
    """The map as it was left, or the one that was asked for now."""
    row = get_row(store.id, run.id)
    if name == run.map_name:
        return row.map_text
    if name == GUESSED:
        return write_map(run.kind, list(list_examples(Path(row.upload))))
    try:
        return read_map_text(run.kind, name)
    except MapError as error:
        raise NotFound(str(error)) from None


def _columns_form(store: StoreInfo, run: RunInfo, text: str) -> ColumnsForm | None:
    """A choice for each column; None where the map says more than choices can."""
    examples = list_examples(Path(get_row(store.id, run.id).upload))
    if len(examples) > _MOST_COLUMNS:
        return None
    try:
        chosen = read_chosen(parse_map(text, name=GUESSED))
    except MapError:
        chosen = guess_columns(run.kind, list(examples))
    return ColumnsForm(run.kind, examples, initial=chosen)


def _preview_context(store: StoreInfo, run: RunInfo, text: str) -> dict[str, Any]:
    """The first rows as they are and as they would be taken; or what is wrong with the map."""
    row = get_row(store.id, run.id)
    context: dict[str, Any] = {"run": run, "store": store}
    if not row.upload:
        return context
    try:
        found = preview(read_map(store.id, run.id, text), Path(row.upload))
    except (MapError, FileError) as error:
        return {**context, "error": str(error)}
    return {**context, "found": found, **_tables_of(run.kind, found)}


def _tables_of(kind: Kind, found: Preview) -> dict[str, Any]:
    names = list(dict.fromkeys(name for thing in found.mapped for name in thing))
    return {
        "names": [CHOICES[kind].get(name, name) for name in names],
        "things": [[_cell(thing.get(name)) for name in names] for thing in found.mapped[:_SHOWN]],
        "rows": [[_cell(row.get(name)) for name in found.columns[:20]] for row in found.rows[:3]],
        "columns": found.columns[:20],
    }


def _cell(value: Any) -> str:
    text = _write_cell(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _write_cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_write_cell(each)}" for name, each in value.items())
    if isinstance(value, list):
        return " · ".join(map(_write_cell, value))
    return write_json(value)


def _crumbs(store: StoreInfo) -> list[Crumb]:
    return [Crumb(label=_("Import"), url=reverse("connectors:imports", kwargs={"slug": store.slug}))]
