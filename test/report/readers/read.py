"""Reads a report with the readers of the field and prints what they saw as JSON."""

import json
import sys
from pathlib import Path

from junitparser import JUnitXml
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SchemaReader
from sarif_pydantic import Sarif


def sarif(path: str) -> list[dict[str, object]]:
    text = Path(path).read_text()
    return [
        {
            "results": len(run.results),
            "rules": len(run.tool.driver.rules),
            "suppressed": sum(1 for result in run.results if result.suppressions),
        }
        for run in (SchemaReader.model_validate_json(text).runs[0], Sarif.model_validate_json(text).runs[0])
    ]


def junit(path: str) -> dict[str, int]:
    suites = JUnitXml.fromfile(path)
    cases = [case for suite in suites for case in suite]
    return {
        "tests": suites.tests,
        "failures": suites.failures,
        "skipped": suites.skipped,
        "cases": len(cases),
        "failed": sum(1 for case in cases if case.is_failure),
    }


print(json.dumps({"sarif": sarif, "junit": junit}[sys.argv[1]](sys.argv[2])))
