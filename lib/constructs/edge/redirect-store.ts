import { createHash } from 'node:crypto';
import { type IKeyValueStore, ImportSource, KeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Site } from '../../site/read-site.ts';
import { type Redirect, readRedirects } from '../../site/redirects.ts';
import { classifyData } from '../contract/contract-entries.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface RedirectStoreProps {
  readonly storefront: Storefront;

  /** The pages, which old addresses may lead to. */
  readonly site: Site;
}

/** What the edge asks where an old address leads. */
export interface RedirectStore {
  readonly store: IKeyValueStore;
  /** The paths of the old addresses. */
  readonly sources: readonly string[];
}

/**
 * The old addresses of the shop; nothing where it has none.
 *
 * A store reads its content when it is created and never again. Its name and its logical id are therefore made of the content: a
 * change makes a new one, the edge function switches to it, and then the old one is deleted.
 */
export function redirectStore(
  scope: Construct,
  id: string,
  { storefront, site }: RedirectStoreProps,
): RedirectStore | undefined {
  const { environment, profile } = storefront;
  if (environment.redirects === undefined) return undefined;
  const redirects = readRedirects(environment.redirects, {
    site,
    paths: profile.paths,
    hosts: [environment.domain, ...environment.redirectHosts],
  });
  const content = JSON.stringify({ data: redirects.map(entryOf) });
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const store = new KeyValueStore(scope, `${id}${digest.toUpperCase()}`, {
    keyValueStoreName: `${resourceName(storefront, 'redirects')}-${digest}`,
    source: ImportSource.fromInline(content),
  });
  classifyData(store, 'public', {
    comesBack: 'The next deployment makes it anew of the file of old addresses.',
  });
  return { store, sources: redirects.map(({ from }) => from) };
}

function entryOf({ from, to, status }: Redirect) {
  return { key: from, value: to === undefined ? String(status) : `${status} ${to}` };
}
