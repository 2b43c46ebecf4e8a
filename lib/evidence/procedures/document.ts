import * as z from 'zod/mini';
import { once } from '../../once.ts';
import { type FactName, factNames } from './facts.ts';
import table from './risk-analyses.json' with { type: 'json' };
import { textsOfData } from './texts/data.ts';
import { textsOfPeople } from './texts/people.ts';
import { textsOfSystems } from './texts/systems.ts';

/** One page of policies and procedures, or one targeted risk analysis, as the kit writes it for a team to edit. */
export interface ProcedureText {
  /** The name of its file, without the ending. */
  readonly id: string;
  readonly title: string;
  /** The numbers of PCI DSS v4.0.1 that ask for what it says. */
  readonly requirements: readonly string[];
  /** The facts that stand in it, and that are compared with the templates. No sentence of `text` repeats one. */
  readonly facts: readonly FactName[];
  /** Markdown, with `[[fill in: …]]` where only a person knows what belongs there. */
  readonly text: string;
  /** Whether it decides how often something is done. */
  readonly setsFrequency?: true;
}

const sentence = z.string().check(z.regex(/^\S.*\.$/));

const analysis = z.strictObject({
  requirement: z.string(),
  title: z.string(),
  /** What has to be done again and again. */
  does: sentence,
  protects: sentence,
  threats: sentence,
  likelihood: sentence,
  impact: sentence,
  /** What the kit suggests, in days, and why; the entity decides. */
  suggestedDays: z.int(),
  because: z.string(),
  facts: z.array(z.enum(factNames)),
});

const file = z.strictObject({ asOf: z.iso.date(), note: z.string(), analyses: z.array(analysis) });

/** Every page that is asked for, in the order in which they are read. */
export const procedureTexts: () => readonly ProcedureText[] = once(() => [
  ...textsOfPeople,
  ...textsOfSystems,
  ...textsOfData,
  ...file.parse(table).analyses.map(riskAnalysis),
]);

function riskAnalysis({ requirement, title, facts, ...analysed }: z.infer<typeof analysis>): ProcedureText {
  return {
    id: `risk-${requirement}`,
    title,
    requirements: ['12.3.1', requirement],
    facts,
    setsFrequency: true,
    text: `PCI DSS lets the shop decide how often, by this analysis. The frequency that holds is \`everyDays\` at the top.

- **What is done:** ${analysed.does}
- **What it protects:** ${analysed.protects}
- **Against what:** ${analysed.threats}
- **How likely that is:** ${analysed.likelihood}
- **What it would cost:** ${analysed.impact}

## Decision

Palisade would suggest ${analysed.suggestedDays === 1 ? 'every day' : `every ${analysed.suggestedDays} days`}: ${analysed.because}. What is different here, and why the days at the top are often enough:
[[fill in: what speaks for another frequency at this shop, or that nothing does]].

## When it is done again

Once a year, after an incident that it should have prevented, and when one of the facts below changes.`,
  };
}
