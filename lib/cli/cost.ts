import { readInput } from '../cloudformation/input/read-input.ts';
import { Model } from '../cloudformation/model/model.ts';
import { estimateCosts } from '../cost/estimate.ts';
import { estimatesAsJson, formatEstimates } from '../cost/format-estimate.ts';
import { coloured, plain } from '../paint.ts';
import { oneOf, onlyPositional, parseOptions } from './options.ts';
import type { ExitCode, Output } from './output.ts';

const help = `Estimate what the templates cost a month, line by line

Usage: palisade cost [PATH] [options]

PATH is a cdk.out folder, a folder of templates, or one JSON or YAML template (default: cdk.out)

Options:
  -f, --format FORMAT   text or json (default: text)
      --region REGION   use the prices of this region for every template
  -h, --help            print this help

The sums name list prices from a dated table. They leave out free tiers, taxes and types that the table does not
price; those types are listed.

Example:
  palisade cost cdk.out
`;

const formats = ['text', 'json'] as const;

/** `palisade cost`: what the templates cost in a month without orders, and what a thousand orders add. */
export function cost(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
    region: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const format = oneOf(values.format, formats, 'format');
  const model = new Model(readInput(onlyPositional(positionals, 'path', 'cdk.out')));
  const estimates = estimateCosts(model, values.region);
  output.out(
    format === 'json'
      ? estimatesAsJson(estimates)
      : formatEstimates(estimates, output.isColoured ? coloured : plain),
  );
  return 0;
}
