import { arnFields } from '../../../cloudformation/arns.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource } from '../../../cloudformation/model/types.ts';
import { memoized } from '../../../memoized.ts';
import { endOf, namedArn, serviceOf } from './store-arns.ts';

const selectionType = 'AWS::Backup::BackupSelection';

/** Of selections that may mean a store and do not say so, as many as are looked at: none of them settles anything. */
const mostOpen = 8;

/**
 * The selections beside a store that name it, or may: asking each of them about each store takes the square of their number. Where there
 * is none, one that ought to name it.
 */
export function selectionsFor(store: Resource, model: Model): readonly Resource[] {
  const all = model.beside(store, selectionType);
  const found = [...naming(store, sorted(all))];
  const [nearest = all[0]] = store.template.ofType(selectionType);
  return found.length > 0 || !nearest ? found : [nearest];
}

function naming(
  store: Resource,
  { byStore, byArn, byService, open }: SortedSelections,
): ReadonlySet<Resource> {
  const arn = namedArn(store);
  const sure = [byStore.get(store), arn === undefined ? undefined : byArn.get(arn)];
  // The ARN of a store that AWS gives its name may be any of its service.
  const unsure = arn === undefined ? serviceOf(store.type).map((service) => byService.get(service)) : [];
  const may = [...unsure.flatMap((some) => [...(some ?? [])]), ...open].slice(0, mostOpen);
  return new Set([...sure.flatMap((some) => [...(some ?? [])]), ...may]);
}

class SortedSelections {
  readonly byStore = new Map<Resource, Set<Resource>>();
  /** By service and resource of an ARN that is written out. */
  readonly byArn = new Map<string, Set<Resource>>();
  readonly byService = new Map<string, Set<Resource>>();
  /** Those with a pattern, or with something that only the deployment knows. */
  readonly open = new Set<Resource>();

  add(selection: Resource): void {
    const list = selection.property('BackupSelection.Resources');
    if (!list.isDecidedList) this.open.add(selection);
    for (const resolved of list.items().flatMap(({ alternatives }) => alternatives)) {
      this.addNamed(selection, resolved);
    }
  }

  private addNamed(selection: Resource, resolved: Resolved): void {
    const store = resolved.kind === 'reference' ? resolved.resource : endOf(resolved);
    const { service, resource } = arnFields(resolved) ?? {};
    if (store) {
      addTo(this.byStore, store, selection);
    } else if (service === undefined || resource === undefined || resource.includes('*')) {
      this.open.add(selection);
    } else {
      addTo(this.byArn, `${service}:${resource}`, selection);
      addTo(this.byService, service, selection);
    }
  }
}

const sorted = memoized((selections: readonly Resource[]) => {
  const all = new SortedSelections();
  for (const selection of selections) all.add(selection);
  return all;
});

function addTo<Key>(index: Map<Key, Set<Resource>>, key: Key, selection: Resource): void {
  const known = index.get(key);
  if (known) known.add(selection);
  else index.set(key, new Set([selection]));
}
