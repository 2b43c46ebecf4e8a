import type { Model } from '../../cloudformation/model/model.ts';
import {
  asList,
  at,
  type Canonical,
  canonical,
  isCanonicalRecord,
  type Names,
  shown,
  written,
} from './canonical.ts';
import type { Change } from './directed-properties.ts';
import type { Pair } from './weakening.ts';

/** Words of names by which backups, scans and reviews outside the templates choose resources. */
const customary =
  /backup|classif|retention|complian|pci|sensitiv|confidential|personal|patch|scan|snapshot|dlm/i;

/** Keys of tags by which statements and selections of the templates decide. */
export function controllingKeys(models: readonly Model[]): ReadonlySet<string> {
  const texts = models.flatMap(({ templates }) =>
    templates.map(({ body }) => JSON.stringify(body['Resources'] ?? {})),
  );
  const found = texts.flatMap((text) => [
    ...text.matchAll(/(?:ResourceTag|RequestTag|PrincipalTag)\/([A-Za-z0-9 _.:/=+@-]+?)(?=[}"\\])/g),
    ...text.matchAll(/"ConditionKey":"(?:aws:ResourceTag\/)?([^"]+)"/g),
  ]);
  return new Set(found.map(([, key = '']) => key));
}

/** A tag that decides who may do what, or what is backed up, and is gone or another. */
export function tagChanges(
  { before, after }: Pair,
  names: Names,
  controlling: ReadonlySet<string>,
): readonly Change[] {
  const [earlier, later] = [before, after].map((one) =>
    tagsOf(canonical(one.attribute('Properties'), names)),
  );
  return [...(earlier ?? [])].flatMap(([key, value]) => {
    const now = later?.get(key);
    if (now === value || !(controlling.has(key) || customary.test(key))) return [];
    return [
      {
        kind: 'weaker',
        path: `Tags ${key}`,
        before: shown(value),
        after: shown(now),
        says: 'is a tag that decides what is done with the resource',
      },
    ];
  });
}

function tagsOf(properties: Canonical | undefined): ReadonlyMap<string, string> {
  const places = ['Tags', 'BackupVaultTags', 'HostedZoneTags', 'FileSystemTags', 'UserPoolTags'];
  const found = places.flatMap((path) => at(properties, path));
  return new Map(
    found.flatMap((one) =>
      isNamed(one) ? Object.entries(one).map(([key, value]) => [key, written(value)] as const) : listed(one),
    ),
  );
}

/** Some types have tags as an object. */
function isNamed(value: Canonical): value is Readonly<Record<string, Canonical>> {
  return isCanonicalRecord(value) && value['Key'] === undefined;
}

function listed(value: Canonical): readonly (readonly [string, string])[] {
  return asList(value)
    .filter(isCanonicalRecord)
    .map((item) => [written(item['Key']), written(item['Value'])] as const);
}
