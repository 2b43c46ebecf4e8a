import type { IConstruct } from 'constructs';
import type { DataClass } from '../../contract/schema.ts';
import { entriesOf, logicalIdOf } from './contract-entries.ts';

/** Says what class of data a stateful resource holds; `retention` says why and how long, where nothing expires by itself. */
export function classifyData(construct: IConstruct, dataClass: DataClass, retention?: string): void {
  entriesOf(construct).data.push(() => ({
    resource: logicalIdOf(construct),
    class: dataClass,
    ...(retention === undefined ? {} : { retention }),
  }));
}
