import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { leavesBelow, unlinked, wrongValues } from '../../support/mutations.ts';
import { changed, isCall, mapped, type Path, read, resourcesOf, targetOf, written } from './edit.ts';
import type { Weakening } from './mutants.ts';
import type { Mutant } from './operators.ts';
import { kindOf, type Pass, stepsOf } from './pass.ts';

/** Weakens what a rule has passed, in each way of one kind. */
type PassOperator = (pass: Pass) => readonly Mutant[];

const deleted: PassOperator = (pass) =>
  pass.value === undefined ? [] : [{ what: 'deleted', sources: writtenAt(pass, pass.at, undefined) }];

const wrong: PassOperator = (pass) => {
  const { value, at } = pass;
  const leaves = leavesBelow(value, '').map((below): Path => [...at, ...stepsOf(below)]);
  return [at, ...leaves].flatMap((path) =>
    wrongValues(path === at ? value : read(value, path.slice(at.length))).map((other) => ({
      what: `${path.slice(at.length).join('.')} = ${JSON.stringify(other)}`,
      sources: writtenAt(pass, path, other),
    })),
  );
};

const unresolved: PassOperator = (pass) => [
  { what: 'an unresolved Ref', sources: writtenAt(pass, pass.at, { Ref: 'PalisadeNowhere' }) },
];

/** The resource is gone, or cut off from what it protects, or from what refers to it. */
const detached: PassOperator = ({ finding, set, isOfNoResource, supports }) => {
  const { subject, logicalId, template } = finding;
  if (logicalId === '' || (subject === undefined && !isOfNoResource)) return [];
  const place: Path = ['Resources', logicalId];
  const evidence = new Set([...(subject === undefined ? [] : [subject]), ...supports.keys()]);
  const home = set.sources.find(({ name }) => name === template);
  const apart = home && cutOff(read(home.body, place) ?? {}, evidence);
  // What other templates read is an output, which refers to the resource as well.
  const alone = home && cutOff(home.body, new Set([logicalId]));
  const mutant = (what: string, body: Json | undefined): readonly Mutant[] =>
    body === undefined ? [] : [{ what, sources: changed(set.sources, template, () => body) }];
  return [
    ...mutant('its resource deleted', home && written(home.body, place, undefined)),
    ...mutant(
      'its resource cut off from what it protects',
      apart === undefined ? undefined : home && written(home.body, place, apart),
    ),
    ...mutant('its resource cut off from what refers to it', alone),
  ];
};

const twin: PassOperator = (pass) => {
  const { finding, set, value, judged, isOfNoResource, supports, at } = pass;
  // What an account has is asked for once, and a second one beside it harms nobody.
  if (isOfNoResource) return [];
  const home = homeOf(pass);
  const original = home && resourcesOf(home).find(([id]) => id === judged)?.[1];
  if (!home || !original) return [];
  const isItself = finding.subject === undefined;
  // Where nothing stands, the twin gets what must not stand there.
  const others = isItself && value === undefined ? wrongValues(undefined) : [undefined];
  return others.map((other) => ({
    what: 'an unprotected twin beside it',
    sources: changed(set.sources, home.name, (body) =>
      written(
        body,
        ['Resources', 'PalisadeTwin'],
        isItself ? written(original, at.slice(2), other) : unlinked(original, supports),
      ),
    ),
  }));
};

/** The template of what was judged: that of the finding, or another one of the same shop or account. */
function homeOf({ finding, set, judged }: Pass): TemplateSource | undefined {
  const kind = kindOf(set, finding.template);
  const holding = set.sources.filter(
    ({ name, body }) => kindOf(set, name) === kind && read(body, ['Resources', judged]) !== undefined,
  );
  return holding.find(({ name }) => name === finding.template) ?? holding[0];
}

function writtenAt({ finding, set }: Pass, path: Path, value: Json | undefined): readonly TemplateSource[] {
  return changed(set.sources, finding.template, (body) => written(body, path, value));
}

/** A node whose references to some resources are text that means nothing; nothing where it has none. */
function cutOff(node: Json, logicalIds: ReadonlySet<string>): Json | undefined {
  let found = false;
  const apart = mapped(node, (record) => {
    if (!refersToOneOf(record, logicalIds)) return undefined;
    found = true;
    return 'palisade-detached';
  });
  return found ? apart : undefined;
}

function refersToOneOf(record: JsonRecord, logicalIds: ReadonlySet<string>): boolean {
  const target = isCall(record) ? targetOf(record) : undefined;
  return target !== undefined && logicalIds.has(target);
}

/** The ways to weaken what a rule has passed, by the names that the counts have. */
export const passOperators: Readonly<Record<string, PassOperator>> = {
  deleted,
  wrong,
  unresolved,
  detached,
  twin,
};

/** Each of the passes taken away in every way that a rule could miss. */
export function* mutantsOfPasses(passes: readonly Pass[]): Generator<Weakening> {
  for (const pass of passes) {
    const { rule, finding, set } = pass;
    for (const [operator, weaken] of Object.entries(passOperators)) {
      for (const mutant of weaken(pass)) {
        const place = `${finding.template} ${finding.logicalId} ${finding.path}: ${mutant.what}`;
        yield { of: `what ${rule.id} passed`, operator, set, place, mutant, judges: [rule] };
      }
    }
  }
}
