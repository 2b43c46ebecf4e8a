"""The life of a resource in a stack: each step passes here, is checked as AWS checks it, and is written down."""

import contextlib
import contextvars
from collections.abc import Callable, Iterator

from ministack.core.responses import get_account_id, get_region

from . import change_rules, failures, handlers, journal, order, recorded, refusals, rollbacks, schema, types
from .iam import actor, stack_rights
from .services.replace import replace

_in_place: contextvars.ContextVar[bool] = contextvars.ContextVar("in_place", default=False)


def install() -> None:
    """Put the checks before MiniStack's own steps, and the kit's handlers beside MiniStack's."""
    from ministack.services.cloudformation import changesets, provisioners, stacks

    changesets._IMPORT_LOOKUPS.update(handlers.imports.LOOKUPS)
    handlers.register(provisioners._RESOURCE_HANDLERS)
    provisioners._RESOURCE_HANDLERS.update(recorded.handlers())
    steps = {
        "_import_resource": takeover(provisioners._import_resource),
        "_provision_resource": creation(provisioners._provision_resource),
        "_update_resource": change(provisioners._update_resource),
        "_delete_resource": rollbacks.keeping(deletion(provisioners._delete_resource)),
    }
    for module in (provisioners, stacks):
        for name, step in steps.items():
            setattr(module, name, step)
    replace(provisioners, "_physical_name", named_by_region)
    # Handlers call services of this very server, which cannot answer while its one loop waits for them.
    stacks._runs_on_worker_thread = lambda resource_type: True


def named_by_region(name: Callable) -> Callable:
    """MiniStack's names of resources, which end alike in each region: two stacks would share a role, which has none."""

    def named(*arguments, **options) -> str:
        from ministack.services.cloudformation import provisioners

        seed = provisioners._NAME_SEED.get()
        token = provisioners._NAME_SEED.set(f"{get_region()}:{seed}")
        try:
            return name(*arguments, **options)
        finally:
            provisioners._NAME_SEED.reset(token)

    return named


def creation(create: Callable) -> Callable:
    """MiniStack's creation with everything that may refuse it before, and what it forgets after."""

    def created(resource_type: str, logical_id: str, properties: dict, stack: str) -> tuple:
        with noted("create", stack, logical_id, resource_type) as note:
            failures.fail_if_planned("create", stack, logical_id, resource_type)
            check(resource_type, properties)
            if not _in_place.get():
                stack_rights.require("create", resource_type, (stack, logical_id, None), properties)
                with actor.acting(False):
                    order.require_channel(resource_type, stack)
                    refusals.before_creation(resource_type, properties)
            with actor.acting():
                physical_id, attributes = create(resource_type, logical_id, properties, stack)
            note["physicalId"] = physical_id
            try:
                with actor.acting():
                    handlers.complete(resource_type, physical_id, properties)
            except Exception:
                # CloudFormation deletes what a failed creation has left.
                provisioned_delete(resource_type, physical_id, properties)
                raise
            return physical_id, attributes

    def provisioned_delete(resource_type: str, physical_id: str, properties: dict) -> None:
        from ministack.services.cloudformation import provisioners

        provisioners._RESOURCE_HANDLERS[resource_type]["delete"](physical_id, properties)

    return created


def change(update: Callable) -> Callable:
    """MiniStack's update; what replaces a resource passes through the creation of another."""

    def changed(resource_type, physical_id, old, new, stack, logical_id=None, old_attributes=None) -> tuple:
        if old == new:
            return physical_id, old_attributes or {}
        with noted("update", stack, logical_id, resource_type) as note:
            note["physicalId"] = physical_id
            failures.fail_if_planned("update", stack, logical_id, resource_type)
            check(resource_type, new)
            replaced = change_rules.replaces(resource_type, old, new)
            if not replaced:
                stack_rights.require("update", resource_type, (stack, logical_id, physical_id), new)
                refusals.before_change(resource_type, new, physical_id)
            token = _in_place.set(not replaced)
            try:
                with actor.acting():
                    result = update(resource_type, physical_id, old, new, stack, logical_id, old_attributes)
            finally:
                _in_place.reset(token)
            if not replaced:
                with actor.acting():
                    handlers.complete(resource_type, result[0], new)
            note["physicalId"] = result[0]
            return result

    return changed


def takeover(take: Callable) -> Callable:
    """MiniStack's import of a resource that exists, which is left as it is."""

    def taken(resource_type: str, identifier: dict) -> tuple:
        with noted("import", None, None, resource_type) as note:
            types.require_known(resource_type)
            physical_id, attributes = take(resource_type, identifier)
            note["physicalId"] = physical_id
            return physical_id, attributes

    return taken


def deletion(delete: Callable) -> Callable:
    """MiniStack's deletion, which a service may refuse."""

    def deleted(resource_type, physical_id, properties, stack=None, logical_id=None) -> None:
        with noted("delete", stack, logical_id, resource_type) as note:
            note["physicalId"] = physical_id
            failures.fail_if_planned("delete", stack, logical_id, resource_type)
            stack_rights.require("delete", resource_type, (stack, logical_id, physical_id), properties)
            with actor.acting():
                delete(resource_type, physical_id, properties, stack, logical_id)

    return deleted


def check(resource_type: str, properties: dict) -> None:
    """Refuse a type that is not listed, and properties that its schema does not know."""
    types.require_known(resource_type)
    if types.has_schema(resource_type):
        schema.check(resource_type, properties, get_region())


@contextlib.contextmanager
def noted(step: str, stack: str | None, logical_id: str | None, resource_type: str) -> Iterator[dict]:
    """Write a step into the journal, with its failure where it fails."""
    note = {
        "service": "cloudformation",
        "operation": f"{step} {resource_type}",
        "region": get_region(),
        "account": get_account_id(),
        "by": "cloudformation",
        "stack": stack,
        "logicalId": logical_id,
    }
    try:
        yield note
    except Exception as error:
        journal.write({**note, "error": str(error)})
        # No future can hold a StopIteration: whoever waits for the step would wait for ever.
        if isinstance(error, StopIteration):
            raise RuntimeError(f"the handler of {resource_type} found nothing") from error
        raise
    journal.write(note)
