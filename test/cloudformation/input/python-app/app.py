"""A small app as somebody writes it in Python: a stack, one nested in it, and a stage with a stack of its own."""

import sys

import aws_cdk as cdk
from aws_cdk import aws_s3 as s3
from constructs import Construct

HERE = cdk.Environment(account="111111111111", region="eu-west-1")


class Files(cdk.Stack):
    """A bucket that is open, and one that is closed in a nested stack."""

    def __init__(self, scope: Construct, name: str) -> None:
        super().__init__(scope, name, env=HERE)
        s3.Bucket(self, "Open")
        inner = cdk.NestedStack(self, "Inner")
        s3.Bucket(inner, "Closed", block_public_access=s3.BlockPublicAccess.BLOCK_ALL)


class Shop(cdk.Stage):
    """The same stack a second time, in a folder of its own."""

    def __init__(self, scope: Construct, name: str) -> None:
        super().__init__(scope, name, env=HERE)
        Files(self, "Files")


app = cdk.App(outdir=sys.argv[1])
Files(app, "Files")
Shop(app, "Shop")
app.synth()
