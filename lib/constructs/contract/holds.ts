import type { IConstruct } from 'constructs';
import type { DataClass } from '../../contract/metadata.ts';
import { entriesOf, logicalIdOf } from './contract-entries.ts';

/** Says what a stateful resource holds; `retention` says why and how long, where nothing expires by itself. */
export function holds(construct: IConstruct, kind: DataClass, retention?: string): void {
  entriesOf(construct).data.push(() => ({
    resource: logicalIdOf(construct),
    holds: kind,
    ...(retention === undefined ? {} : { retention }),
  }));
}
