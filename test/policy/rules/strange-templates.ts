import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isList, isRecord, type Json } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { withResources, write } from '../../support/mutations.ts';
import { type Case, sourceOf } from '../../support/rule-cases.ts';
import { sampled } from '../../support/sampled.ts';
import { storefront } from '../../support/storefront.ts';
import { foreignSignIn, signIn } from './auth/sign-in.ts';
import { backups, backupsOfShop } from './bkp/backups.ts';
import { bucket, foreignBucket } from './data/bucket.ts';
import { watched } from './det/watched.ts';
import { shop as edgeShop, foreign as foreignEdge } from './edge/shop.ts';
import { foreign as foreignHeaders, shop as headersShop } from './hdr/shop.ts';
import { foreignRole, role } from './iam/role.ts';
import { foreignKey, key } from './key/key.ts';
import { foreignLogs, logs } from './log/logs.ts';
import { domain } from './mail/domain.ts';
import { foreignNetwork, ownNetwork } from './net/network.ts';
import { foreignMasking, masking } from './pay/masking.ts';
import { foreignHome, home } from './proc/evidence.ts';
import { foreignFunctions, functions } from './sdlc/functions.ts';
import { foreignSecret, secret } from './sec/secret.ts';
import { foreignAcl, webAcl } from './waf/web-acl.ts';

/** Small templates with what each family of rules judges: a storefront's, and somebody else's. */
const families: Readonly<Record<string, readonly [storefront: Case, foreign: Case]>> = {
  auth: [signIn(), foreignSignIn()],
  bkp: [backupsOfShop(), backups()],
  data: [bucket(), foreignBucket()],
  det: [{ ...watched(), storefront }, watched()],
  edge: [edgeShop(), foreignEdge()],
  hdr: [headersShop(), foreignHeaders()],
  iam: [role(), foreignRole()],
  key: [key(), foreignKey()],
  log: [logs(), foreignLogs()],
  mail: [{ ...domain(), storefront }, domain()],
  net: [ownNetwork(), foreignNetwork()],
  pay: [masking(), foreignMasking()],
  proc: [home(), foreignHome()],
  sdlc: [functions(), foreignFunctions()],
  sec: [secret(), foreignSecret()],
  waf: [webAcl(), foreignAcl()],
};

/** Values of every type, references to nothing, and text that breaks careless readers of it. */
const strange: readonly Json[] = [
  ...[7, null, '', '${', ',;"('],
  ...[[], {}, [[]], [null], { Ref: 5 }, { 'Fn::If': [] }],
];

/** How many values to put into each small template, and into the example's own. */
export interface Samples {
  readonly small: number;
  readonly example: number;
}

/** Declares tests that put strange values where something else is due, and expect an answer of every rule nonetheless. */
export function testStrangeTemplates({ small, example }: Samples): void {
  test('each family of rules has a template to spoil', () => {
    const folder = packagePath('lib', 'policy', 'rules');
    const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')));
    expect(Object.keys(families)).toEqual(names.sort());
  });

  const subjects = Object.entries(families).flatMap(([family, [storefront, foreign]]) => [
    [`a storefront of ${family}`, [sourceOf(storefront)]] as const,
    [`a foreign template of ${family}`, [sourceOf(foreign)]] as const,
  ]);
  test.each(subjects)(
    'whatever stands where something else is due in %s, each rule has an answer',
    (name, sources) => {
      expect(problemsOf(sources, sampled(changesOf(sources), small, name))).toEqual([]);
    },
    timeout,
  );

  test.each(['prod', 'staging'])(
    'whatever stands where something else is due in the example in %s, each rule has an answer',
    (environment) => {
      const sources = boutiqueTemplates(environment);
      expect(problemsOf(sources, sampled(changesOf(sources), example, environment))).toEqual([]);
    },
    timeout,
  );
}

/** In milliseconds, on whatever machine this is. */
const timeout = 900_000;

interface Change {
  readonly template: string;
  readonly path: string;
  readonly value: Json;
}

function changesOf(sources: readonly TemplateSource[]): readonly Change[] {
  return sources.flatMap(({ name: template, body }) =>
    pathsOf((isRecord(body) && body['Resources']) || {}).flatMap((path) =>
      strange.map((value) => ({ template, path, value })),
    ),
  );
}

function pathsOf(node: Json, path = ''): readonly string[] {
  const inside = isList(node)
    ? node.flatMap((item, index) => pathsOf(item, `${path}[${index}]`))
    : isRecord(node)
      ? Object.entries(node).flatMap(([key, item]) => pathsOf(item, path === '' ? key : `${path}.${key}`))
      : [];
  return path === '' || path.endsWith('.Type') ? inside : [path, ...inside];
}

function problemsOf(sources: readonly TemplateSource[], changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ template, path, value }) => {
    const changed = withResources(sources, template, (resources) => write(resources, path, value));
    try {
      // A rule that says nothing about a resource makes the evaluator throw.
      evaluate(new Model(changed), rules);
      return [];
    } catch (error) {
      return [`${path} = ${JSON.stringify(value)}: ${error}`];
    }
  });
}
