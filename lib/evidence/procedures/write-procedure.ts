import { environmentName } from '../evidence.ts';
import type { ProcedureText } from './document.ts';
import { type FactName, type FactSource, type FactValue, factOf } from './facts.ts';

/** Who answers for pages that are written, and about what. */
export interface Writing {
  readonly owner: string;
  /** The day on which the owner has read them, `YYYY-MM-DD`. */
  readonly reviewed: string;
  readonly sources: readonly FactSource[];
}

/** Begins the block of facts in a page. */
export const factsFence = '```yaml facts';

/** One page as Markdown, with the facts of each environment, for a team to fill in and edit. */
export function writtenProcedure(
  { title, requirements, facts, text, setsFrequency }: ProcedureText,
  { owner, reviewed, sources }: Writing,
): string {
  const front = [
    `owner: ${JSON.stringify(owner)}`,
    `reviewed: ${reviewed}`,
    ...(setsFrequency ? [`everyDays: ${JSON.stringify(blank('a number of days'))}`] : []),
  ];
  return `---
${front.join('\n')}
---

# ${title}

${text}

## Facts

Palisade compares these with the templates. Write what you mean: where the two differ, one of them is wrong.

${factsFence}
${sources.map((source) => factsOf(source, facts)).join('\n')}
\`\`\`

PCI DSS v4.0.1 asks for this in ${requirements.join(', ')}.
`;
}

function factsOf(source: FactSource, names: readonly FactName[]): string {
  const lines = names.map((name) => `  ${name}: ${writtenFact(factOf(name, source))}`);
  return [`${environmentName(source.contract)}:`, ...lines].join('\n');
}

function writtenFact(value: FactValue | undefined): string {
  if (value === undefined) return JSON.stringify(blank('the templates that were given do not show it'));
  return typeof value === 'object'
    ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]`
    : JSON.stringify(value);
}

function blank(what: string): string {
  return `[[fill in: ${what}]]`;
}
