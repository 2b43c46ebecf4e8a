"""Functions of Lambda: what MiniStack's handler leaves out."""

from ministack.services import lambda_svc

from ..calls import call


def complete_function(name: str, properties: dict) -> None:
    """Reserve executions for a function, or give back those that a template no longer asks for."""
    reserved = properties.get("ReservedConcurrentExecutions")
    if reserved is not None:
        call("lambda", "put_function_concurrency", FunctionName=name, ReservedConcurrentExecutions=int(reserved))
    elif (lambda_svc._functions.get(name) or {}).get("concurrency") is not None:
        call("lambda", "delete_function_concurrency", FunctionName=name)


HANDLERS: dict = {}
COMPLETIONS = {"AWS::Lambda::Function": complete_function}
