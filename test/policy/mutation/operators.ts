import {
  isList,
  isRecord,
  type Json,
  type JsonRecord,
  section,
} from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import attachments from './attachments.json' with { type: 'json' };
import {
  changed,
  isCall,
  mapped,
  type Path,
  read,
  resourcesOf,
  targetOf,
  withTexts,
  written,
} from './edit.ts';
import type { Site } from './site.ts';
import { nothingStandsFor, weakeningStatements } from './statements.ts';

/** Templates that are weaker than they were, in one way. */
export interface Mutant {
  readonly what: string;
  readonly sources: readonly TemplateSource[];
}

/** Weakens templates at one place, in each way of one kind. */
export type Operator = (site: Site, sources: readonly TemplateSource[]) => readonly Mutant[];

const undecided = 'PalisadeUndecided';
const nonsense = 'palisade-wrong';
/** An account that has nothing to do with anybody. */
const strangers = '999999999999';
/** Put together here, so that no scanner of repositories takes it for a key. */
const gatewayKey = ['sk', 'live', '0123456789abcdefghij'].join('_');

/** What stands there is taken away, or one of its items. */
const deleted: Operator = (site, sources) => {
  const { row, value } = site;
  if (value === undefined) return [];
  if (row.protects)
    return statementsThatProtect(site).map((at) => at.mutant('a statement deleted', sources, undefined));
  if (row.grants) return [];
  const items =
    row.eachItem !== undefined && isList(value)
      ? value
          .filter((item) => new RegExp(row.eachItem ?? '').test(JSON.stringify(item)))
          .map((item) => ({
            what: `item ${label(item)} deleted`,
            sources: writtenAt(
              site,
              sources,
              value.filter((other) => other !== item),
            ),
          }))
      : [];
  return [
    ...(row.optional === true
      ? []
      : [{ what: 'deleted', sources: withBeside(site, writtenAt(site, sources, undefined)) }]),
    ...items,
  ];
};

/** Something else stands there. */
const wrong: Operator = (site, sources) => {
  const { row } = site;
  if (row.protects) return statementsThatProtect(site).flatMap((at) => at.weakened(sources));
  const values = [...(row.wrong ?? []), ...(row.grants ? [] : wrongKinds(site))];
  return [...values.map((other) => writing(site, sources, other)), ...granting(site, sources, 'wrong')];
};

/** Values of the same kind that nobody wants there, whatever the row says. */
function wrongKinds({ row, value }: Site): readonly Json[] {
  if (typeof value === 'boolean') return [!value, String(!value)];
  if (value === 'true' || value === 'false') return [value === 'false', value === 'true' ? 'false' : 'true'];
  if (isList(value)) return row.optional === true ? [] : [[]];
  return row.anyText === true ? [] : otherText(value);
}

function otherText(value: Json | undefined): readonly Json[] {
  const isText = typeof value === 'string' || (isRecord(value) && isCall(value));
  return isText ? [nonsense] : [];
}

/** Only the deployment tells what stands there, or whether it does. */
const unresolved: Operator = (site, sources) => {
  const { row, value } = site;
  const other = firstWrong(site) ?? { Ref: 'AWS::NoValue' };
  const leavesOut = row.optional !== true || row.wrong !== undefined;
  const choices: readonly Json[] = [
    { Ref: undecided },
    ...(leavesOut && value !== undefined && !row.grants && !row.protects
      ? [{ 'Fn::If': [undecided, value, other] }]
      : []),
  ];
  return choices.map((choice) => ({
    what: `written as ${label(choice)}`,
    sources: changed(withBeside(site, writtenAt(site, sources, choice)), site.template, (body) =>
      written(written(body, ['Parameters', undecided], { Type: 'String' }), ['Conditions', undecided], {
        'Fn::Equals': [{ Ref: undecided }, 'yes'],
      }),
    ),
  }));
};

interface Attached {
  readonly by?: readonly string[] | undefined;
  readonly names?: readonly string[] | undefined;
}

function attachmentOf({ row }: Site): Attached | undefined {
  return (attachments.types as Readonly<Record<string, Attached>>)[row.type];
}

/** The resource protects nothing any more: it is gone, or points elsewhere. */
const detached: Operator = (site, sources) => {
  const attachment = attachmentOf(site);
  if (!attachment || site.row.optional === true) return [];
  const ways = (attachment.by ?? []).map((property) => ({
    what: `${property} names something else`,
    sources: changed(sources, site.template, (body) =>
      written(
        body,
        ['Resources', site.logicalId, 'Properties', ...property.split('.')],
        elsewhere(site, property),
      ),
    ),
  }));
  return [{ what: 'its resource deleted', sources: withoutResource(site, sources) }, ...ways];
};

function elsewhere({ resource }: Site, property: string): Json {
  const stood = read(resource, ['Properties', ...property.split('.')]);
  return isList(stood) ? [`${nonsense}-elsewhere`] : `${nonsense}-elsewhere`;
}

/** The templates without a resource; what referred to it names something that nobody knows. */
function withoutResource({ template, logicalId }: Site, sources: readonly TemplateSource[]) {
  return changed(sources, template, (body) =>
    mapped(written(body, ['Resources', logicalId], undefined), (record) =>
      isCall(record) && targetOf(record) === logicalId ? `${nonsense}-detached` : undefined,
    ),
  );
}

/** A second one stands beside it, without what protects the first. */
const twin: Operator = (site, sources) => {
  const { row, template, logicalId, path, resource } = site;
  if (row.grants || (row.protects && !attachmentOf(site)?.by)) return [];
  const attachment = attachmentOf(site);
  if (attachment?.by) return twinsOfSubjects(site, attachment.by, sources);
  if (attachment) return [];
  const other = row.optional === true ? firstWrong(site) : undefined;
  if (row.optional === true && other === undefined) return [];
  const copy = written(renamed(resource), path.slice(2), other);
  return [
    { what: 'an unprotected twin', sources: withResource(sources, template, `${logicalId}Twin`, copy) },
  ];
};

function twinsOfSubjects(
  site: Site,
  properties: readonly string[],
  sources: readonly TemplateSource[],
): readonly Mutant[] {
  const home = sources.find(({ name }) => name === site.template);
  const targets = properties.flatMap((property) =>
    targetsIn(read(site.resource, ['Properties', ...property.split('.')])),
  );
  return targets.flatMap((target) => {
    const subject = home && resourcesOf(home).find(([id]) => id === target)?.[1];
    if (!subject) return [];
    return [
      {
        what: `a twin of ${target} without it`,
        sources: withResource(sources, site.template, `${target}Twin`, renamed(subject)),
      },
    ];
  });
}

function targetsIn(node: Json | undefined): readonly string[] {
  if (isList(node)) return node.flatMap(targetsIn);
  if (!isRecord(node)) return [];
  const target = targetOf(node);
  return target === undefined ? [] : [target];
}

/** A copy under another physical name, which is what a second one needs. */
function renamed(resource: JsonRecord): Json {
  const properties = Object.entries(section(resource, 'Properties')).map(([key, value]) =>
    typeof value === 'string' && /Name$/.test(key) ? [key, `${value}-twin`] : [key, value],
  );
  return { ...resource, Properties: Object.fromEntries(properties) };
}

function withResource(
  sources: readonly TemplateSource[],
  template: string,
  logicalId: string,
  resource: Json,
) {
  return changed(sources, template, (body) => written(body, ['Resources', logicalId], resource));
}

/** A value that the type takes, at the end of the range. */
const legalExtreme: Operator = (site, sources) =>
  (site.row.extreme ?? []).map((value) => writing(site, sources, value));

/** Somebody else's account stands there, or is let in. */
const foreignAccount: Operator = (site, sources) => [
  ...(site.row.foreign ?? []).map((value) => writing(site, sources, value)),
  ...granting(site, sources, 'foreign'),
];

/** Another policy for the same thing, which allows what the first one does not. */
const secondPolicy: Operator = (site, sources) => {
  const { row, template, logicalId, path, resource } = site;
  return weakeningStatements(row, 'second').map(({ name, statement }) => ({
    what: `a second policy that allows ${name}`,
    sources: withResource(
      sources,
      template,
      `${logicalId}Second`,
      written(renamed(resource), path.slice(2), { Version: '2012-10-17', Statement: [statement] }),
    ),
  }));
};

function granting(
  site: Site,
  sources: readonly TemplateSource[],
  kind: 'wrong' | 'foreign',
): readonly Mutant[] {
  const { value, row } = site;
  return weakeningStatements(row, kind).map(({ name, statement }) => {
    const before = isRecord(value) ? value['Statement'] : undefined;
    const statements = isList(before) ? before : before === undefined ? [] : [before];
    const document = {
      Version: '2012-10-17',
      ...(isRecord(value) ? value : {}),
      Statement: [...statements, statement],
    };
    return { what: `a statement that allows ${name}`, sources: writtenAt(site, sources, document) };
  });
}

interface StatementAt {
  readonly mutant: (what: string, sources: readonly TemplateSource[], statement: Json | undefined) => Mutant;
  readonly weakened: (sources: readonly TemplateSource[]) => readonly Mutant[];
}

/** The statements of a policy that protect something, each of which can be weakened. */
function statementsThatProtect(site: Site): readonly StatementAt[] {
  const { row, value } = site;
  const statements = isRecord(value) ? value['Statement'] : undefined;
  if (!isList(statements)) return [];
  return statements.flatMap((statement, index) => {
    const text = JSON.stringify(statement);
    if (!isRecord(statement) || !row.protects?.some((mark) => text.includes(mark))) return [];
    const mutant: StatementAt['mutant'] = (what, sources, other) => ({
      what: `${what} (${label(statement)})`,
      sources: changed(sources, site.template, (body) =>
        written(body, [...site.path, 'Statement', index], other),
      ),
    });
    const weakened: StatementAt['weakened'] = (sources) =>
      nothingStandsFor(statement).map(({ what, weaker }) => mutant(what, sources, weaker));
    return [{ mutant, weakened }];
  });
}

/** The place written otherwise, with what the row writes beside it. */
function writing(site: Site, sources: readonly TemplateSource[], value: Json): Mutant {
  const filled = withTexts(value, (text) => filledIn(text, site));
  return {
    what: `written as ${label(filled, 120)}`,
    sources: withBeside(site, writtenAt(site, sources, filled)),
  };
}

/** What the row writes beside the place, without which the other value would mean nothing. */
function withBeside(site: Site, sources: readonly TemplateSource[]): readonly TemplateSource[] {
  return Object.entries(site.row.beside ?? {}).reduce(
    (all, [property, other]) =>
      changed(all, site.template, (body) => written(body, propertyPath(site, property), other)),
    sources,
  );
}

function firstWrong(site: Site): Json | undefined {
  const [first] = site.row.wrong ?? [];
  return first === undefined ? undefined : withTexts(first, (text) => filledIn(text, site));
}

function propertyPath({ logicalId }: Site, property: string): Path {
  return ['Resources', logicalId, 'Properties', ...property.split('.')];
}

function filledIn(text: string, { logicalId }: Site): Json {
  if (text === '$arn') return { 'Fn::GetAtt': [logicalId, 'Arn'] };
  if (text === '$ref') return { Ref: logicalId };
  return text.replaceAll('$strangers', strangers).replaceAll('$gatewayKey', gatewayKey);
}

function writtenAt({ template, path }: Site, sources: readonly TemplateSource[], value: Json | undefined) {
  return changed(sources, template, (body) => written(body, path, value));
}

function label(node: Json, most = 60): string {
  return JSON.stringify(node).slice(0, most);
}

/** The ways to weaken a template, by the names that the counts have. */
export const operators: Readonly<Record<string, Operator>> = {
  deleted,
  wrong,
  unresolved,
  detached,
  twin,
  legalExtreme,
  foreignAccount,
  secondPolicy,
};
