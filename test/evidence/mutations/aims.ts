import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { section } from '../../../lib/cloudformation/model/json.ts';
import { type Control, controlById, requirementsOf } from '../../../lib/compliance/catalogue.ts';
import { groupBy } from '../../../lib/group-by.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { randomOf } from '../../lambda/gateways/support/random.ts';
import { equivalentOf } from '../../policy/mutation/equivalent.ts';
import { mutantsOf, type Weakening } from '../../policy/mutation/mutants.ts';
import type { TemplateSet } from '../../policy/mutation/sets.ts';

const drawn = z.strictObject({
  of: z.string(),
  operator: z.string(),
  place: z.string(),
  /** Rules of other controls that have to object as well, though no row of theirs makes the same of the place. */
  besides: z.array(z.string()).optional(),
  /** Controls whose rows make the same of the place, and whose rules leave it to others. */
  not: z.array(z.string()).optional(),
  /** Why. */
  because: z
    .string()
    .regex(/^\S.*\.$/)
    .optional(),
});

const file = z.strictObject({
  asOf: z.iso.date(),
  note: z.string(),
  seed: z.string(),
  weakenings: z.array(drawn),
});

type Drawn = z.infer<typeof drawn>;

/** One weakening of templates, and the controls that it weakens by what is declared. */
export interface Aim {
  readonly drawn: Drawn;
  readonly weakening: Weakening;
  readonly controls: readonly Control[];
}

const path = packagePath('test', 'evidence', 'mutations', 'drawn.json');

/** Operators that change one place. The others take a whole resource away or add one, which most of the catalogue has something to say of. */
const atOnePlace: ReadonlySet<string> = new Set(['deleted', 'wrong', 'unresolved', 'foreignAccount']);

/**
 * The weakenings of drawn.json, as far as the templates still have them. With `UPDATE_GOLDEN=1` as many as are missing are drawn by its seed, each
 * of another row of the catalogue.
 */
export function drawnAims(set: TemplateSet, count: number): readonly Aim[] {
  const said = file.parse(JSON.parse(readFileSync(path, 'utf8')));
  const all = [...mutantsOf(set)].filter(({ operator }) => atOnePlace.has(operator));
  const byName = new Map(all.map((weakening) => [nameOf(weakening), weakening]));
  const alike = groupBy(all, weakenedResource);
  const kept = said.weakenings.filter((one) => byName.has(nameOf(one)));
  const whole =
    process.env['UPDATE_GOLDEN'] === '1' ? [...kept, ...drawMore(all, kept, count, said.seed)] : kept;
  if (whole.length > kept.length) {
    writeFileSync(path, `${JSON.stringify({ ...said, weakenings: whole }, null, 2)}\n`);
  }
  return whole.map((one) => {
    const weakening = byName.get(nameOf(one)) as Weakening;
    const ids = (alike.get(weakenedResource(weakening)) ?? [])
      .map(controlOf)
      .filter((id) => !one.not?.includes(id));
    const further = (one.besides ?? []).flatMap(controlsOfRule);
    return { drawn: one, weakening, controls: [...new Set([...ids, ...further])].map(controlById) };
  });
}

/** Numbers of PCI DSS that an aim leads to: those that its controls are evidence for. */
export function aimedAt({ controls }: Aim): readonly string[] {
  return [...new Set(controls.flatMap((control) => requirementsOf(control, 'evidence')))];
}

/** How a failure names a weakening. */
export function nameOf({ of, operator, place }: Pick<Weakening, 'of' | 'operator' | 'place'>): string {
  return `${of}, ${operator}: ${place}`;
}

function drawMore(
  all: readonly Weakening[],
  kept: readonly Drawn[],
  count: number,
  seed: string,
): readonly Drawn[] {
  const random = randomOf(seed);
  const rows = new Set(kept.map(({ of }) => of));
  const open = all.filter((one) => !rows.has(one.of) && isOfItsControl(one) && !equivalentOf(one));
  return random
    .shuffle([...groupBy(open, ({ of }) => of).values()])
    .slice(0, count - kept.length)
    .map((ofRow) => {
      const { of, operator, place } = random.pick(ofRow);
      return { of, operator, place };
    });
}

/** Whether the control's own rule is among those of which one has to object. */
function isOfItsControl(weakening: Weakening): boolean {
  return weakening.judges.some(({ id }) => id === controlOf(weakening));
}

/** The controls that a rule is evidence for; a name that no rule has is a mistake in drawn.json. */
function controlsOfRule(id: string): readonly string[] {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`drawn.json names ${id}, which no rule is called`);
  return rule.controls;
}

function controlOf({ of }: Weakening): string {
  return of.split(' ')[0] ?? '';
}

/** The resource as it is when it is weakened: what two rows of the catalogue make alike is one weakening of both. */
function weakenedResource({ place, mutant }: Weakening): string {
  const [template = '', logicalId = ''] = place.split(/:? /, 2);
  const source = mutant.sources.find(({ name }) => name === template);
  const resource = section(section(source?.body ?? {}, 'Resources'), logicalId);
  return `${template} ${logicalId} ${JSON.stringify(resource)}`;
}
