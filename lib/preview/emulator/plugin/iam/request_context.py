"""What a request is about: resources and condition keys that MiniStack does not read from requests."""

import json
from collections.abc import Callable

from .leading_keys import leading_keys, naming_members
from .linked_role_names import linked_role_name
from .request_resources import named_resource
from .role_rights import BOUNDARY, POLICY, boundary_of

CREATE_LINKED_ROLE = "iam:CreateServiceLinkedRole"


def install() -> None:
    """Let MiniStack's evaluator see them."""
    from ministack.core import iam_actions

    iam_actions.extract_resource_arn = naming_more(iam_actions.extract_resource_arn)
    iam_actions.request_tag_context = with_service_keys(iam_actions.request_tag_context)
    iam_actions.dynamodb_service_context = with_leading_keys(iam_actions.dynamodb_service_context)
    iam_actions.dynamodb_transaction_checks = naming_members(iam_actions.dynamodb_transaction_checks)
    iam_actions.s3_service_context = with_creation(iam_actions.s3_service_context)


def naming_more(extract: Callable[..., str]) -> Callable[..., str]:
    """The resource of a request, also where MiniStack does not tell it from any other."""
    from ministack.core import iam_actions

    def extracted(service, method, path, headers, body, parameters, region, account) -> str:
        found = extract(service, method, path, headers, body, parameters, region, account)
        action = iam_actions.extract_iam_action(service, method, path, headers, body, parameters) or ""
        if found != "*":
            return found.replace("/webacl/", "/ipset/") if action.endswith("IPSet") else found
        named = named_resource(action, path, body, parameters, (region, account))
        if named:
            return named
        group = first(parameters, "GroupId")
        if service == "ec2" and group:
            return f"arn:aws:ec2:{region}:{account}:security-group/{group}"
        if service == "cloudformation" and first(parameters, "PhysicalResourceId"):
            # Which stack has a resource is what is asked.
            return f"arn:aws:cloudformation:{region}:{account}:stack/*"
        linked = first(parameters, "AWSServiceName")
        if service == "iam" and linked:
            return f"arn:aws:iam::{account}:role/aws-service-role/{linked}/{linked_role_name(linked)}"
        return found

    return extracted


def with_service_keys(tags: Callable[..., dict]) -> Callable[..., dict]:
    """The condition keys of a request, the service of a service-linked role included."""

    def context(service, iam_action, body, parameters) -> dict:
        keys = tags(service, iam_action, body, parameters)
        linked = first(parameters, "AWSServiceName")
        if iam_action == CREATE_LINKED_ROLE and linked:
            return {**keys, "iam:awsservicename": linked}
        return {**keys, **keys_of_role(parameters)} if service == "iam" else keys

    return context


def keys_of_role(parameters: dict) -> dict:
    """The condition keys of a request about a role: its boundary, asked for or had, and the policy that it is about."""
    boundary, policy = first(parameters, "PermissionsBoundary"), first(parameters, "PolicyArn")
    asked = {BOUNDARY: boundary} if boundary else boundary_of(first(parameters, "RoleName") or "")
    return {**asked, **({POLICY: policy} if policy else {})}


def with_leading_keys(context: Callable[..., dict]) -> Callable[..., dict]:
    """The condition keys of a request to DynamoDB, the partition keys that it names included."""

    def told(body: bytes) -> dict:
        keys = leading_keys(body)
        return {**context(body), **returned(body), **({"dynamodb:LeadingKeys": keys} if keys else {})}

    return told


def returned(body: bytes) -> dict:
    """What a write to DynamoDB gives back, where the request says so."""
    try:
        told = json.loads(body or b"{}")
    except (json.JSONDecodeError, UnicodeDecodeError):
        return {}
    values = told.get("ReturnValues") if isinstance(told, dict) else None
    return {"dynamodb:ReturnValues": values} if values else {}


def with_creation(context: Callable[..., dict]) -> Callable[..., dict]:
    """The condition keys of a request to S3; of a write also whether it makes an object, and may write over one."""

    def told(iam_action: str, query_params: dict | None, path: str = "", headers: dict | None = None) -> dict:
        keys = context(iam_action, query_params, path, headers)
        if iam_action != "s3:PutObject":
            return keys
        # The beginning of an upload in parts and each part make no object; the end of it does.
        is_partial = any(name in (query_params or {}) for name in ("uploads", "partNumber"))
        guard = (headers or {}).get("if-none-match")
        creation = {"s3:ObjectCreationOperation": "false" if is_partial else "true"}
        return {**keys, **creation, **({"s3:if-none-match": guard} if guard else {})}

    return told


def first(parameters: dict, name: str) -> str | None:
    """The value of a parameter, which the router keeps as text or as a list."""
    value = parameters.get(name)
    return value[0] if isinstance(value, list) and value else value
