import { describe, expect, test } from '@jest/globals';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../lib/policy/finding.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import type { Attack } from './attacks/attack.ts';
import { attacksByCode } from './attacks/by-code.ts';
import { attacksByEntries } from './attacks/by-entries.ts';
import { attacksByOutlets } from './attacks/by-outlets.ts';
import { attacksByRoutes } from './attacks/by-routes.ts';
import { harmlessChanges } from './attacks/harmless-changes.ts';
import { attacksOnAccess } from './attacks/on-access.ts';
import { attacksOnBackups } from './attacks/on-backups.ts';
import { attacksOnNames } from './attacks/on-names.ts';
import { attacksOnPayments } from './attacks/on-payments.ts';
import { attacksOnRequests } from './attacks/on-requests.ts';
import { attacksOnRights } from './attacks/on-rights.ts';
import { attacksOnStores } from './attacks/on-stores.ts';
import { attacksOnWays } from './attacks/on-ways.ts';
import { shopTemplates, withBackups } from './diff/shop-edits.ts';

/** What blocks a release of the templates. */
function blocking(sources: readonly TemplateSource[], only?: string): readonly Finding[] {
  const found = evaluate(new Model(sources), rules, {
    asOf: '2026-11-30',
    ...(only === undefined ? {} : { only: [only] }),
  });
  return found.filter(isBlocking);
}

const before = new Set(blocking(shopTemplates(undefined, withBackups)).map(({ fingerprint }) => fingerprint));

/** The rules that object to the shop after a change, and did not before; those about whole templates always judge. */
function objecting(rule: string, change: Attack[2]): readonly string[] {
  const found = blocking(shopTemplates(change, withBackups), rule).filter(
    ({ fingerprint }) => !before.has(fingerprint),
  );
  return [...new Set(found.map((finding) => finding.rule))];
}

describe.each<[string, readonly Attack[]]>([
  ['whom the shop lets in', attacksOnAccess],
  ['the ways into the shop', attacksByEntries],
  ['the code of the shop', attacksByCode],
  ['the ways that lead through the shop', attacksByRoutes],
  ['what the shop keeps', attacksOnStores],
  ['what the shop hands on', attacksByOutlets],
  ['the backups of the shop', attacksOnBackups],
  ['the names of the shop', attacksOnNames],
  ['the rights in the shop', attacksOnRights],
  ['the requests that the shop takes', attacksOnRequests],
  ['the payments of the shop', attacksOnPayments],
  ['what stands behind the firewalls of the shop', attacksOnWays],
])('An attack on %s does not pass where', (_, attacks) => {
  test.each(attacks)('%s, since %s objects', (_name, rule, change) => {
    expect(objecting(rule, change)).toContain(rule);
  });
});

describe('nothing objects to a change that takes nothing away', () => {
  test.each(harmlessChanges)('%s', (_name, change) => {
    const found = blocking(shopTemplates(change, withBackups)).filter(
      ({ fingerprint }) => !before.has(fingerprint),
    );
    expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});
