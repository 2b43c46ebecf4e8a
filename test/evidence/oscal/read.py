"""Reads an OSCAL document with compliance-trestle, has it validated, and writes it again: read.py KIND FROM TO."""

import sys
from argparse import Namespace
from pathlib import Path

from trestle.core.validator_factory import validator_factory
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.component import ComponentDefinition

kinds = {"assessment-results": AssessmentResults, "component-definition": ComponentDefinition}

kind, source, target = sys.argv[1:]
document = kinds[kind].oscal_read(Path(source))
if not validator_factory.get(Namespace(mode="all")).model_is_valid(document, True, Path.cwd()):
    sys.exit("compliance-trestle objects to the document")
document.oscal_write(Path(target))
