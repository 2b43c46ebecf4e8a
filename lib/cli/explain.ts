import { controlById } from '../compliance/catalogue.ts';
import { coloured, plain } from '../report/paint.ts';
import { onlyPositional, parseOptions } from './options.ts';
import type { ExitCode, Output } from './output.ts';
import { ruleById } from './rule-by-id.ts';

const help = `Say what a rule asks, why, and how to satisfy it

Usage: palisade explain RULE

Example:
  palisade explain EDGE-01
`;

/** `palisade explain RULE`: everything that is known of one rule. */
export function explain(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const rule = ruleById(onlyPositional(positionals, 'rule'));
  const paint = output.isColoured ? coloured : plain;
  const lines = [
    `${paint.strong(rule.id)}  ${rule.title}`,
    '',
    `Severity  ${rule.severity}`,
    `Judges    ${'types' in rule ? (rule.types as readonly string[]).join(', ') : 'whole templates'}`,
    `Since     ${rule.since}${rule.stage === 'preview' ? ', preview: reports but never blocks' : ''}`,
    ...rule.controls.flatMap(describeControl),
    '',
    `Why  ${rule.why}`,
    `Fix  ${rule.fix}`,
    '',
  ];
  output.out(lines.join('\n'));
  return 0;
}

function describeControl(id: string): readonly string[] {
  const { title, pci, saq } = controlById(id);
  return [
    `Control   ${id}: ${title}`,
    ...(pci.length > 0 ? [`          PCI DSS v4.0.1 ${pci.join(', ')}; in SAQ ${saq.join(', ')}`] : []),
  ];
}
