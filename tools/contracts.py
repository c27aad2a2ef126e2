"""Two import contracts that hold for every room, so that a new room needs no line in `.importlinter`."""

import grimp
from importlinter import Contract, ContractCheck, fields, output
from importlinter.application import contract_utils
from importlinter.contracts.layers import LayersContract
from importlinter.domain.imports import ModuleExpression

_DOORS = ("api", "contracts")


class RoomsContract(LayersContract):
    """The layers contract over every room of the package at once; every name must be listed.

    `apart` are the packages that are no rooms, or rooms with a shape of their own.
    """

    type_name = "rooms"
    apart = fields.SetField(subfield=fields.ModuleField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        options = vars(self)  # import-linter puts each field's value over the field
        apart = {module.name for module in options["apart"]}
        rooms = graph.find_children(self.session_options["root_packages"][0]) - apart
        options.update(containers=[ModuleExpression(room) for room in sorted(rooms)], exhaustive=True)
        return super().check(graph, verbose)


class DoorsContract(Contract):
    """A room is imported from outside by its doors alone.

    `open` are packages without walls; `everywhere` are those that may enter any room.
    """

    type_name = "doors"
    open = fields.SetField(subfield=fields.ModuleField())
    everywhere = fields.SetField(subfield=fields.ModuleField())
    broken_contract_guidance = fields.TextField(required=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 (import-linter's own)
        options = vars(self)
        root = self.session_options["root_packages"][0]
        walled = graph.find_children(root) - {module.name for module in options["open"]}
        welcome = {module.name for module in options["everywhere"]}
        faults = [
            (importer, imported, _line(graph, importer, imported))
            for room in sorted(walled)
            for imported in sorted({room} | graph.find_descendants(room))
            if not _is_door(imported, room)
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if _room_of(importer) not in welcome | {room}
        ]
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, line in check.metadata["faults"]:
            output.print_error(f"{importer} -> {imported} (line {line})", bold=False)
        output.new_line()
        contract_utils.render_broken_contract_guidance(vars(self)["broken_contract_guidance"])


def _room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _is_door(module: str, room: str) -> bool:
    return any(module == f"{room}.{door}" or module.startswith(f"{room}.{door}.") for door in _DOORS)


def _line(graph: grimp.ImportGraph, importer: str, imported: str) -> int:
    return graph.get_import_details(importer=importer, imported=imported)[0]["line_number"]
