import { nearest } from '../nearest.ts';
import type { RuleText } from '../policy/rule.ts';
import { settingsFor } from '../repository/settings.ts';
import { type Standing, standingsOf } from '../repository/standing.ts';
import { oneOf, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';

const help = `List every rule that palisade check would ask here: those of the kit and the team's own

Usage: palisade rules [--format text|json] [--config FILE]

A palisade.yaml is found as palisade check finds it, or named by --config. It may have rules of the team, an older version of the rules, a profile
that leaves some out, and a central policy that lets nobody accept findings of some.
`;

/** `palisade rules`: the rules of a repository, one a line. */
export function listRules(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
    config: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  if (positionals.length > 0) {
    throw new UsageError(
      `found ${positionals.join(' ')}, palisade rules takes no argument; palisade explain RULE tells about one`,
    );
  }
  const format = oneOf(values.format, ['text', 'json'], 'format');
  const standings = standingsOf(settingsFor({ config: values.config }));
  output.out(format === 'json' ? asJson(standings) : asText(standings));
  return 0;
}

function asText(standings: readonly Standing[]): string {
  const widest = Math.max(...standings.map(({ rule }) => rule.id.length));
  return standings
    .map(({ rule: { id, severity, title }, remarks }) => {
      const remark = remarks.length === 0 ? '' : ` (${remarks.join('; ')})`;
      return `${id.padEnd(widest)}  ${severity.padEnd(8)}  ${title}${remark}\n`;
    })
    .join('');
}

function asJson(standings: readonly Standing[]): string {
  const listed = standings.map(({ rule, version, isOwn, remarks }) => {
    const { id, title, severity, why, fix, controls, since, stage } = rule;
    return { id, title, severity, why, fix, controls, since, version, stage, own: isOwn, remarks };
  });
  return `${JSON.stringify(listed, null, 2)}\n`;
}

/** The rule with this id, in any case; a wrong id is a mistake of the caller. */
export function ruleById(id: string, rules: readonly RuleText[]): RuleText {
  const rule = rules.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase());
  if (rule) return rule;
  const meant = nearest(
    id,
    rules.map((candidate) => candidate.id),
  );
  throw new UsageError(
    meant
      ? `found no rule ${id}, did you mean ${meant}?`
      : `found no rule ${id}, run palisade rules for the list`,
  );
}
