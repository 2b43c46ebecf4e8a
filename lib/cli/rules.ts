import { nearest } from '../nearest.ts';
import type { RuleText } from '../policy/rule.ts';
import { allRules } from '../policy/rules/index.ts';
import { currentRuleset } from '../policy/ruleset/ruleset.ts';
import { oneOf, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';

const help = `List every rule of the policy

Usage: palisade rules [--format text|json]
`;

/** `palisade rules`: the catalogue of rules, one a line. */
export function listRules(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
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
  output.out(oneOf(values.format, ['text', 'json'], 'format') === 'json' ? asJson() : asText());
  return 0;
}

function asText(): string {
  const widest = Math.max(...allRules.map(({ id }) => id.length));
  return currentRuleset()
    .rules.map(
      ({ id, severity, stage, title }) =>
        `${id.padEnd(widest)}  ${severity.padEnd(8)}  ${title}${stage === 'preview' ? ' (preview)' : ''}\n`,
    )
    .join('');
}

function asJson(): string {
  const listed = currentRuleset().rules.map((rule) => {
    const { id, title, severity, why, fix, controls, since, version, stage } = rule;
    return {
      id,
      title,
      severity,
      why,
      fix,
      controls,
      since,
      version,
      stage,
    };
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
