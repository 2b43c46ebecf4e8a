import type { Weakening } from '../../policy/diff/weakening.ts';

/** Where a person finds what changed: the line of the template, and that of the code where the synthesis tells. */
export interface Where {
  readonly line?: number;
  readonly source?: string;
}

/** Lines count from 1. A path of the comparison names items of lists, which the template's own line above them stands for. */
export function whereOf({ resource, path }: Weakening): Where {
  const written = path.replace(/\[[^\]]*\].*$/, '').replace(/ .*$/, '');
  const place = written === '' ? '' : `Properties.${written}`;
  const line = resource.template.written?.lineOf(resource.logicalId, place);
  const source = resource.template.madeAt(resource.logicalId, resource.construct);
  return { ...(line === undefined ? {} : { line }), ...(source === undefined ? {} : { source }) };
}
