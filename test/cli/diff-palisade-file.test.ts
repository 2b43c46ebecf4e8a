import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { run } from '../support/run.ts';

const home = process.cwd();
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'palisade-'));
  for (const checkout of ['', 'before']) mkdirSync(join(root, checkout, '.git'), { recursive: true });
  process.chdir(root);
});
afterEach(() => {
  process.chdir(home);
  rmSync(root, { recursive: true });
});

function put(name: string, content: object): void {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stringify(content));
}

function compared(...options: readonly string[]) {
  const { code, out, err } = run('diff', 'before/infra', 'infra', '--format', 'json', ...options);
  expect(err).toBe('');
  return { code, ...JSON.parse(out) };
}

const open = { Resources: { Port: port('0.0.0.0/0') } };
const closed = { Resources: { Port: port('10.0.0.0/8') } };

function port(CidrIp: string) {
  const ingress = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp };
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: 'd', SecurityGroupIngress: [ingress] },
  };
}

const accepted = {
  rule: 'NET-01',
  resource: 'Port',
  kind: 'risk',
  reason: 'A jump host that only answers to keys, for the move.',
  owner: 'ops@boutique.example',
  approver: 'security@boutique.example',
  ticket: 'SHOP-9',
  expires: '2027-01-31',
};

describe('palisade diff in a repository with a palisade file', () => {
  test('asks the rules of its profile of both sides, and says so', () => {
    put('before/infra/t.yaml', closed);
    put('infra/t.yaml', open);
    const { judging, findings } = compared();
    expect(judging).toMatchObject({ profile: 'baseline', files: [] });
    expect(findings.new.map(({ rule }: { rule: string }) => rule)).toContain('NET-01');
    expect(judging.notAsked).toContain('NET-02');

    put('palisade.yaml', { version: 1, profile: 'storefront' });
    expect(compared().judging).toMatchObject({
      profile: 'storefront',
      notAsked: [],
      files: [{ is: 'palisade file', name: 'palisade.yaml' }],
    });
  });

  test('tells an exception that came with the change, and none that was there before', () => {
    put('before/infra/t.yaml', open);
    put('infra/t.yaml', open);
    put('palisade.yaml', { version: 1, acceptances: [accepted] });
    const { code, weakenings } = compared();
    expect(code).toBe(1);
    expect(
      new Set(weakenings.map(({ kind, logicalId }: Record<string, string>) => `${kind} ${logicalId}`)),
    ).toEqual(new Set(['accepted Port']));
    put('before/palisade.yaml', { version: 1, acceptances: [accepted] });
    expect(compared()).toMatchObject({ code: 0, weakens: false });
  });

  test('tells a template that is left out since, and none that was left out before', () => {
    for (const side of ['before/', '']) {
      put(`${side}infra/t.yaml`, closed);
      put(`${side}infra/sandbox/t.yaml`, open);
    }
    put('palisade.yaml', { version: 1, exclude: ['sandbox/**'] });
    expect(compared()).toMatchObject({
      code: 1,
      weakenings: [{ kind: 'accepted', template: 'sandbox/t.yaml', before: 'judged', after: 'left out' }],
    });
    put('before/palisade.yaml', { version: 1, exclude: ['sandbox/**'] });
    expect(compared()).toMatchObject({ code: 0, weakens: false });
  });

  test('counts new findings from the severity on from which a check fails, and tells how many it does not', () => {
    const queue = { Type: 'AWS::SNS::Topic', Properties: {} };
    put('before/infra/t.yaml', closed);
    put('infra/t.yaml', { Resources: { ...closed.Resources, Orders: queue } });
    const found = compared('--profile', 'storefront');
    expect(found.code).toBe(1);
    put('palisade.yaml', { version: 1, profile: 'storefront', failOn: 'critical' });
    const later = compared();
    expect(later).toMatchObject({ code: 0, summary: { new: 0, passedOver: found.summary.new } });
    expect(run('diff', 'before/infra', 'infra').out).toContain(
      `0 new findings, ${found.summary.new} new ones that fail no run`,
    );
  });

  test('says where the palisade file judges more leniently than before, and nothing where it does not', () => {
    for (const side of ['before/', '']) put(`${side}infra/t.yaml`, closed);
    const strict = { version: 1, profile: 'storefront', failOn: 'low' };
    put('before/palisade.yaml', strict);
    put('palisade.yaml', { version: 1, profile: 'baseline', failOn: 'high' });
    expect(compared().lenience).toEqual([
      'The palisade file fails from high on, and did from low on before',
      'The palisade file asks for the profile storefront no longer',
    ]);
    expect(run('diff', 'before/infra', 'infra').out).toContain('asks for the profile storefront no longer');
    put('palisade.yaml', { ...strict, failOn: 'info' });
    expect(compared().lenience).toEqual([]);
  });

  test('compares what the palisade files of two checkouts have judged', () => {
    put('before/infra/t.yaml', closed);
    put('before/other/t.yaml', open);
    put('infra/t.yaml', open);
    put('more/t.yaml', closed);
    put('before/palisade.yaml', { version: 1, paths: ['infra'] });
    put('palisade.yaml', { version: 1, paths: ['infra', 'more'] });
    const { code, out } = run('diff', 'before', '.', '--format', 'json');
    const { weakenings, summary } = JSON.parse(out);
    expect([code, summary.resources]).toEqual([1, { compared: 1, added: 1, removed: 0 }]);
    const places = weakenings.map(({ kind, template }: Record<string, string>) => `${kind} ${template}`);
    expect(new Set(places)).toEqual(new Set(['broader infra/t.yaml']));
  });

  test('is refused with the mistakes of the file, and where more is left out than the central policy allows', () => {
    put('before/infra/t.yaml', closed);
    put('infra/t.yaml', closed);
    put('infra/u.yaml', closed);
    put('palisade.yaml', { version: 1, exlude: ['x'] });
    expect(run('diff', 'before/infra', 'infra')).toEqual({
      code: 2,
      out: '',
      err: 'palisade.yaml:2: exlude: found an unknown setting, write exclude\n',
    });
    put('palisade.yaml', { version: 1, exclude: ['u.yaml'] });
    put('central.yaml', { version: 1, owner: 'ciso@boutique.example', mayAccept: [] });
    expect(run('diff', 'before/infra', 'infra', '--policy', 'central.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('exclude: leaves out u.yaml, which fits no pattern of mayExclude'),
    });
  });
});
