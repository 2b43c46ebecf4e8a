import * as z from 'zod/mini';
import { once } from '../once.ts';
import backup from './controls/backup.json' with { type: 'json' };
import data from './controls/data.json' with { type: 'json' };
import delivery from './controls/delivery.json' with { type: 'json' };
import detection from './controls/detection.json' with { type: 'json' };
import edge from './controls/edge.json' with { type: 'json' };
import headers from './controls/headers.json' with { type: 'json' };
import identity from './controls/identity.json' with { type: 'json' };
import logging from './controls/logging.json' with { type: 'json' };
import network from './controls/network.json' with { type: 'json' };
import payments from './controls/payments.json' with { type: 'json' };
import procedures from './controls/procedures.json' with { type: 'json' };
import secrets from './controls/secrets.json' with { type: 'json' };
import waf from './controls/waf.json' with { type: 'json' };
import { requirementByNumber, type Saq, saqs } from './requirements.ts';

const sentence = z.string().check(z.regex(/^\S.*\.$/));
const requirement = z.string().check(z.regex(/^(?:A[123]|[1-9]|1[0-2])(?:\.\d+)+$/));

const mapping = z.discriminatedUnion('kind', [
  /** The requirement asks for what the control shows, as a whole or in part. */
  z.strictObject({
    kind: z.literal('evidence'),
    requirement,
    /** Questionnaires that print the number and mean something else by it. */
    notIn: z.optional(z.array(z.enum(saqs))),
    /** Why a questionnaire is left out. */
    because: z.optional(sentence),
  }),
  /** A merchant confirms a criterion of SAQ A with it; the questionnaire itself has no row for it. */
  z.strictObject({
    kind: z.literal('eligibility'),
    criterion: z.string(),
    requirement: z.optional(requirement),
  }),
  /** It serves the requirement's aim, and the requirement does not ask for it. */
  z.strictObject({ kind: z.literal('goodPractice'), requirement, because: sentence }),
]);

const control = z.strictObject({
  id: z.string().check(z.regex(/^[A-Z]+-\d\d$/)),
  title: z.string().check(z.regex(/^\S.*[^.]$/)),
  /** `template` controls can be judged by rules; the others need evidence from elsewhere. */
  kind: z.enum(['template', 'runtime', 'procedural']),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  mappings: z.array(mapping),
  /** Where the control is seen: a property of a CloudFormation type, of the account or of the cloud assembly. */
  properties: z.array(
    z.strictObject({
      type: z.string().check(z.regex(/^(?:AWS::(?:::Account|\w+::\w+)|Custom::\w+|assembly)$/)),
      property: z.string(),
      expected: z.string(),
    }),
  ),
  /** Checks of AWS Security Hub that look at the same; `security-hub.ts` says what AWS relates them to. */
  securityHub: z.array(z.string()),
});

/** One control of the catalogue; rules are evidence for controls. */
export type Control = z.infer<typeof control>;

/** How a control bears on a requirement of PCI DSS. */
export type Mapping = Control['mappings'][number];

const family = z.strictObject({ asOf: z.iso.date(), controls: z.array(control) });

const families = [
  edge,
  headers,
  payments,
  waf,
  network,
  secrets,
  data,
  backup,
  logging,
  detection,
  identity,
  delivery,
  procedures,
];

/** Every control, family by family. Parsed when first asked for, because most commands ask for none. */
export const controls: () => readonly Control[] = once(() =>
  families.flatMap((entry) => family.parse(entry).controls),
);

/** The control with this id; an unknown one is a mistake in a rule. */
export function controlById(id: string): Control {
  const found = controls().find((candidate) => candidate.id === id);
  if (!found) throw new Error(`the catalogue has no control ${id}`);
  return found;
}

/** Numbers of PCI DSS v4.0.1 that a control is mapped to in this way. */
export function requirementsOf({ mappings }: Control, kind: Mapping['kind']): readonly string[] {
  return mappings.flatMap((entry) =>
    entry.kind === kind && entry.requirement !== undefined ? [entry.requirement] : [],
  );
}

/** Self-assessment questionnaires with a row that the control is evidence for. */
export function saqsOf({ mappings }: Control): readonly Saq[] {
  const held = new Set(mappings.flatMap(saqsOfMapping));
  return saqs.filter((saq) => held.has(saq));
}

function saqsOfMapping(entry: Mapping): readonly Saq[] {
  if (entry.kind !== 'evidence') return [];
  return requirementByNumber(entry.requirement).saq.filter((saq) => !entry.notIn?.includes(saq));
}
