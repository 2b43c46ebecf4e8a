import {
  isList,
  isRecord,
  type Json,
  type JsonRecord,
  section,
} from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { isCall, type Path, read, resourcesOf } from './edit.ts';
import type { Row } from './row.ts';

/** One place in a template that a row of the catalogue is about. */
export interface Site {
  readonly row: Row;
  readonly template: string;
  readonly logicalId: string;
  readonly resource: JsonRecord;
  /** Where it stands, from the body of the template down. */
  readonly path: Path;
  /** What stands there; nothing where it may be left out. */
  readonly value: Json | undefined;
}

/** Every place in the templates that a row is about. */
export function sitesOf(row: Row, sources: readonly TemplateSource[]): readonly Site[] {
  return sources.flatMap((source) =>
    resourcesOf(source)
      .filter(([, resource]) => resource['Type'] === row.type && isSubject(resource, row, source))
      .flatMap(([logicalId, resource]) => {
        const above: Path = ['Resources', logicalId];
        return pathsIn(resource, stepsOf(row)).map((path): Site => {
          const value = read(resource, path);
          return { row, template: source.name, logicalId, resource, path: [...above, ...path], value };
        });
      })
      .filter((site) => isMeant(site)),
  );
}

function isMeant({ row, value, resource, path }: Site): boolean {
  if (value === undefined) return row.optional === true && row.valued === undefined;
  if (row.valued !== undefined && !new RegExp(row.valued).test(JSON.stringify(value))) return false;
  if (row.item === undefined) return true;
  const below = path.slice(2);
  const last = below.findLastIndex((step, at) => typeof step === 'number' && below[at - 1] !== 'Fn::If');
  return new RegExp(row.item).test(JSON.stringify(read(resource, below.slice(0, last + 1))));
}

/** Attributes of a resource that stand beside its properties. */
const attributes: ReadonlySet<string> = new Set(['DeletionPolicy', 'UpdateReplacePolicy']);

function stepsOf({ property }: Row): readonly string[] {
  const steps = property
    .split('.')
    .flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));
  return attributes.has(property) ? steps : ['Properties', ...steps];
}

/** Every path that the steps take through lists, and through both branches of a condition; missing entries are made. */
function pathsIn(node: Json | undefined, steps: readonly string[], above: Path = []): readonly Path[] {
  const branches = branchesOf(node);
  if (branches.length > 0) {
    return branches.flatMap(([index, branch]) => pathsIn(branch, steps, [...above, 'Fn::If', index]));
  }
  const [step, ...below] = steps;
  if (step === undefined) return [above];
  if (step === '[]') {
    return isList(node) ? node.flatMap((item, index) => pathsIn(item, below, [...above, index])) : [];
  }
  const isOpen = node === undefined || (isRecord(node) && !isCall(node));
  return isOpen ? pathsIn(isRecord(node) ? node[step] : undefined, below, [...above, step]) : [];
}

function branchesOf(node: Json | undefined): readonly (readonly [number, Json])[] {
  const choice = isRecord(node) ? node['Fn::If'] : undefined;
  if (!isList(choice)) return [];
  return choice
    .map((branch, index) => [index, branch] as const)
    .filter(([index, branch]) => index > 0 && !isNoValue(branch));
}

function isNoValue(node: Json): boolean {
  return isRecord(node) && node['Ref'] === 'AWS::NoValue';
}

function isSubject(resource: JsonRecord, { where }: Row, { body }: TemplateSource): boolean {
  if (!where) return true;
  const { purpose } = section(section(body, 'Metadata'), 'Palisade');
  if (where.purpose !== undefined && purpose !== undefined && purpose !== where.purpose) return false;
  const text = JSON.stringify(resource);
  const holds = where.holds === undefined || new RegExp(where.holds).test(text);
  return holds && (where.lacks === undefined || !new RegExp(where.lacks).test(text));
}
