import { readText } from '../../cloudformation/input/parameters.ts';
import { onlyPositional, parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { judgeVectors, type Outcome } from './judge-vectors.ts';
import { readVectors } from './vectors.ts';

const conformanceHelp = `Judge a file of signed callbacks whose results are known

Usage: palisade gateway conformance FILE

FILE is JSON: { "referenceNow": SECONDS, "vectors": [{ "id", "gateway", "secret", "headers", "bodyBase64", "valid",
and where they matter "now", "url", "form", "lambdaEvent", "toleranceSeconds", "scheme" }] }

Every disagreement is a line with what the file says and what the kit says; the last line counts.

Exit codes: 0 all agree, 1 one or more disagree, 2 a vector cannot be used: then none was judged
`;

/** `palisade gateway conformance FILE`: holds the adapters against vectors from elsewhere. */
export function conformance(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(conformanceHelp);
    return 0;
  }
  const file = onlyPositional(positionals, 'file');
  const outcomes = judgeVectors(readVectors(readText(file), file));
  const disagreements = outcomes.filter(({ vector, isAccepted }) => isAccepted !== vector.isValid);
  output.out(disagreements.map(describe).join(''));
  output.out(`${outcomes.length - disagreements.length} agree, ${disagreements.length} disagree\n`);
  return disagreements.length > 0 ? 1 : 0;
}

function describe({ vector: { id, isValid }, says }: Outcome): string {
  return `${id}: the file says ${isValid ? 'valid' : 'invalid'}, the kit says ${says}\n`;
}
