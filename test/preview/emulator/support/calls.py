"""Calls services through botocore: a list of calls as JSON on standard input, a list of what came of them on standard output."""

import json
import os
import sys

import botocore.config
import botocore.session
from botocore.exceptions import ClientError

session = botocore.session.Session()


def answer(call: dict) -> dict:
    """The answer of a service, or the code of its refusal."""
    client = session.create_client(
        call["service"],
        region_name=call["region"],
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        aws_access_key_id=call["key"],
        aws_secret_access_key=call["secret"],
        config=botocore.config.Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
    )
    try:
        return {"answer": getattr(client, call["operation"])(**call["parameters"])}
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}


json.dump([answer(call) for call in json.load(sys.stdin)], sys.stdout, default=str)
