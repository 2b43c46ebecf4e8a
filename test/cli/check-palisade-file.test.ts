import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { formats } from '../../lib/report/formats/index.ts';
import { type Run, run } from '../support/run.ts';
import { storefront } from '../support/storefront.ts';

const home = process.cwd();
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'palisade-'));
  mkdirSync(join(root, '.git'));
  process.chdir(root);
});
afterEach(() => {
  process.chdir(home);
  rmSync(root, { recursive: true });
});

/** Writes a file below the repository, and tells its SHA-256. */
function put(name: string, content: unknown): string {
  const text = typeof content === 'string' ? content : stringify(content);
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return createHash('sha256').update(text).digest('hex');
}

function palisade(settings: object): string {
  return put('palisade.yaml', { version: 1, ...settings });
}

/** What the JSON report of a run says. */
function reported(...args: readonly string[]) {
  const { code, out, err } = run('check', ...args, '--format', 'json');
  expect(err).toBe('');
  const report = JSON.parse(out);
  const statuses = (rule: string) =>
    report.findings
      .filter((finding: { rule: string }) => finding.rule === rule)
      .map(({ status, logicalId }: Record<string, string>) => `${status} ${logicalId}`);
  return { code, report, statuses };
}

function refused(...args: readonly string[]): string {
  const { code, out, err }: Run = run('check', ...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err;
}

/** A cloud assembly of one stack that nothing is said against. */
function assembly(folder: string): void {
  put(`${folder}/Shop.template.json`, {
    Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
  });
  const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' } };
  put(`${folder}/manifest.json`, JSON.stringify({ artifacts: { Shop: stack } }));
}

const queue = { Type: 'AWS::SQS::Queue', Properties: {} };
const queues = { Resources: { Orders: queue, Mails: queue } };
const openPort = {
  Type: 'AWS::EC2::SecurityGroup',
  Properties: {
    GroupDescription: 'd',
    SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' }],
  },
};

const everyQueue = {
  rule: 'DATA-03',
  resources: { type: 'AWS::SQS::Queue' },
  kind: 'risk',
  reason: 'only functions of the same network send to them',
  owner: 'ops@boutique.example',
  approver: 'security@boutique.example',
  ticket: 'SHOP-9',
  expires: '2027-01-31',
};

describe('files that a report names', () => {
  const sarifOf = (...paths: readonly string[]) => {
    const { runs } = JSON.parse(run('check', ...paths, '--format', 'sarif').out);
    const found: ReadonlySet<string> = new Set(
      runs[0].results.map(
        (result: { readonly locations: readonly { readonly physicalLocation: Physical }[] }) =>
          result.locations[0]?.physicalLocation.artifactLocation.uri,
      ),
    );
    return [...found].sort();
  };
  const linesOf = (format: string, ...paths: readonly string[]) =>
    run('check', ...paths, '--format', format).out;

  beforeEach(() => {
    put('services/a/t.yaml', queues);
    put('services/b/t.yaml', queues);
    process.chdir(join(root, 'services', 'a'));
  });

  test('begin at the top of the repository, wherever in it the command runs', () => {
    expect(sarifOf('t.yaml')).toEqual(['services/a/t.yaml']);
    expect(sarifOf('t.yaml', '../b')).toEqual(['services/a/t.yaml', 'services/b/t.yaml']);
    expect(linesOf('github', 't.yaml')).toContain('::error file=services/a/t.yaml,line=');
    expect(linesOf('markdown', 't.yaml')).toContain('services/a/t.yaml:');
  });

  test('begin there also below a palisade file of a part of it', () => {
    put('services/palisade.yaml', { version: 1 });
    expect(sarifOf('t.yaml')).toEqual(['services/a/t.yaml']);
    expect(sarifOf('t.yaml', '../b')).toEqual(['services/a/t.yaml', 'services/b/t.yaml']);
  });
});

interface Physical {
  readonly artifactLocation: { readonly uri: string };
}

describe('a palisade file', () => {
  test('is found from a folder below it, and what is judged, left out and failed follows from it', () => {
    put('services/a/t.yaml', queues);
    put('services/sandbox/t.yaml', queues);
    const sha256 = palisade({ paths: ['services'], exclude: ['services/sandbox/**'], failOn: 'critical' });
    process.chdir(join(root, 'services', 'a'));
    const { code, report } = reported();
    expect(code).toBe(0);
    expect(report.excluded).toEqual(['sandbox/t.yaml']);
    expect(report.judging.files).toEqual([{ is: 'palisade file', name: 'palisade.yaml', sha256 }]);
    expect(report.passedOver).toBe(report.summary.fail + report.summary.unknown);
    expect(report.passedOver).toBeGreaterThan(0);
  });

  test('is not looked for above the folder where the repository begins', () => {
    palisade({ failOn: 'critical' });
    mkdirSync(join(root, 'other', '.git'), { recursive: true });
    put('other/t.yaml', queues);
    process.chdir(join(root, 'other'));
    expect(reported('t.yaml').report.judging.files).toEqual([]);
  });

  test('is refused under another ending, since nobody would notice that it does not count', () => {
    put('palisade.yml', 'version: 1\n');
    put('t.yaml', queues);
    expect(refused('t.yaml')).toContain(
      'palisade.yml: found the ending .yml, rename the file to palisade.yaml',
    );
  });

  test('is refused with all of its mistakes at once, each with its line', () => {
    put('t.yaml', queues);
    palisade({
      failOn: 'severe',
      exlude: ['x'],
      acceptances: [{ ...everyQueue, approver: everyQueue.owner, resource: 'Orders', reason: 'no' }],
    });
    expect(refused('t.yaml').trimEnd().split('\n')).toEqual([
      'palisade.yaml:2: failOn: found "severe", write critical, high, medium, low or info',
      'palisade.yaml:3: exlude: found an unknown setting, write exclude',
      'palisade.yaml:6: acceptances[0]: found both resource and resources, write resource for one, or resources with their type for every one of a kind',
      'palisade.yaml:10: acceptances[0].reason: found "no", write at least 20 characters: why it is acceptable, and what contains the risk instead',
      'palisade.yaml:12: acceptances[0].approver: found "ops@boutique.example", who is the owner, write who else agreed',
    ]);
  });

  test('gives way to options, and the report says in which settings', () => {
    put('t.yaml', queues);
    palisade({ paths: ['nowhere'], failOn: 'critical', acceptances: [everyQueue] });
    const { code, report, statuses } = reported('t.yaml', '--fail-on', 'info');
    expect(code).toBe(1);
    expect(report.judging.replaced).toEqual(['paths', 'failOn']);
    expect(statuses('DATA-03')).toEqual(['accepted Orders', 'accepted Mails']);
  });

  test('never makes the run pass over a finding in the templates of a storefront', () => {
    const Metadata = { Palisade: { ...storefront, stacks: ['edge'] } };
    put('shop.yaml', { Metadata, Resources: { Open: openPort } });
    palisade({ failOn: 'critical', profile: 'baseline' });
    const { code, report, statuses } = reported('shop.yaml');
    expect(code).toBe(1);
    expect(report.passedOver).toBe(0);
    // NET-03 is not in the baseline.
    expect(report.judging.notAsked).toContain('NET-03');
    expect(statuses('NET-03').length).toBeGreaterThan(0);
  });
});

describe('a template beside a cloud assembly', () => {
  test('blocks nothing, and each form of the report names it, where no stack of the manifest has it', () => {
    assembly('infra');
    put('infra/Left.template.json', queues);
    put('infra/asset.1/deep/Left.YAML', queues);
    put('infra/asset.1/settings.yaml', { Resources: 'none' });
    put('infra/tree.json', JSON.stringify({ tree: { type: 'AWS::SQS::Queue', of: 'Resources' } }));
    put('infra/broken.yaml', 'Resources:\n  A: {Type: AWS::S3::Bucket\n  B');
    const { code, report } = reported('infra');
    expect([code, report.templates.length]).toEqual([0, 1]);
    expect(report.beside).toEqual(['Left.template.json', 'asset.1/deep/Left.YAML', 'broken.yaml']);
    const sentence = `3 templates beside a manifest.json that does not name them, not judged: ${report.beside.join(', ')}`;
    const silent = Object.keys(formats).filter(
      (format) => format !== 'json' && !run('check', 'infra', '--format', format).out.includes(sentence),
    );
    expect(silent).toEqual([]);
  });

  test('is none where the manifest, a stage of it or another path has it', () => {
    assembly('infra/assembly-Prod');
    const stage = { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } };
    put('infra/manifest.json', JSON.stringify({ artifacts: { Prod: stage } }));
    put('infra/Left.template.json', queues);
    symlinkSync('assembly-Prod', join(root, 'infra', 'a-link'));
    expect(reported('infra').report.beside).toEqual(['Left.template.json']);
    const { report } = reported('infra', 'infra/Left.template.json');
    expect([report.beside, report.templates.length]).toEqual([[], 2]);
  });

  test('is left out where a pattern fits it', () => {
    assembly('infra');
    put('infra/Left.template.json', queues);
    const { report } = reported('infra', '--exclude', 'Left.*');
    expect([report.beside, report.excluded, report.unusedPatterns]).toEqual([[], ['Left.template.json'], []]);
  });
});

test('a pattern of exclude that no template fits is named in each form of the report', () => {
  put('infra/t.yaml', queues);
  put('infra/sandbox/t.yaml', queues);
  palisade({ paths: ['infra'], exclude: ['sandbox/**', 'sandbx/t.yaml'] });
  expect(reported().report).toMatchObject({
    excluded: ['sandbox/t.yaml'],
    unusedPatterns: ['sandbx/t.yaml'],
  });
  const sentence = '1 pattern of exclude without a template that fits: sandbx/t.yaml';
  const silent = Object.keys(formats).filter(
    (format) => format !== 'json' && !run('check', '--format', format).out.includes(sentence),
  );
  expect(silent).toEqual([]);
});

describe('the profile', () => {
  test('is baseline where nothing that is judged carries a contract, as the first line says', () => {
    put('t.yaml', { Resources: { Open: openPort } });
    const [first] = run('check', 't.yaml').out.split('\n');
    expect(first).toMatch(
      /^Profile baseline, since no template is that of a storefront or an account: \d+ of \d+ rules$/,
    );
    const { statuses, report } = reported('t.yaml');
    expect(statuses('NET-01')).toContain('fail Open');
    expect(statuses('NET-02')).toEqual([]);
    expect(report.judging.notAsked).toContain('NET-02');
    expect(report.rules.map(({ id }: { id: string }) => id)).not.toContain('NET-02');
  });

  test('is storefront where a storefront is among the templates, for the others as well', () => {
    put('app/shop.yaml', { Metadata: { Palisade: storefront }, Resources: { Q: queue } });
    put('app/other.yaml', { Resources: { Open: openPort } });
    const [first] = run('check', 'app').out.split('\n');
    expect(first).toBe(
      'Profile storefront, since a storefront or an account is among the templates: every rule',
    );
    expect(reported('app').statuses('NET-02').length).toBeGreaterThan(0);
  });

  test('storefront asks every rule of any template', () => {
    put('t.yaml', { Resources: { Open: openPort } });
    const { statuses, report } = reported('t.yaml', '--profile', 'storefront');
    expect(report.judging.notAsked).toEqual([]);
    expect(statuses('NET-02').length).toBeGreaterThan(0);
  });
});

test('an acceptance without a finding is one too many only where all that the palisade file names is judged', () => {
  put('a/t.yaml', queues);
  put('b/t.yaml', { Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } });
  palisade({ paths: ['a', 'b'], acceptances: [{ ...everyQueue, resources: { type: 'AWS::SNS::Topic' } }] });
  expect(reported('b').statuses('ACCEPTANCE-unused')).toEqual([]);
  expect(reported('b', 'a').statuses('ACCEPTANCE-unused')).toEqual(['fail ']);
  expect(reported().statuses('ACCEPTANCE-unused')).toEqual(['fail ']);
});

describe('an acceptance of every resource of a type', () => {
  test('accepts them all, and each form of the report counts and names them', () => {
    put('t.yaml', queues);
    palisade({ acceptances: [everyQueue], paths: ['t.yaml'] });
    const { report, statuses } = reported();
    expect(statuses('DATA-03')).toEqual(['accepted Orders', 'accepted Mails']);
    expect(report.acceptedEvery).toEqual([
      { acceptance: everyQueue, findings: 2, resources: ['Orders in t.yaml', 'Mails in t.yaml'] },
    ]);
    const sentence =
      'DATA-03 is accepted for every AWS::SQS::Queue, 2 findings of 2 resources: Orders in t.yaml, Mails in t.yaml';
    const silent = Object.keys(formats).filter(
      (format) => format !== 'json' && !run('check', '--format', format).out.includes(sentence),
    );
    expect(silent).toEqual([]);
  });

  test('is narrowed by patterns of the path and the stack', () => {
    put('services/a/t.yaml', queues);
    put('services/b/t.yaml', queues);
    const resources = { type: 'AWS::SQS::Queue', path: 'a/**', stack: 'a/*' };
    palisade({ acceptances: [{ ...everyQueue, resources }], paths: ['services'] });
    const { report } = reported();
    expect(report.acceptedEvery[0].resources).toEqual(['Orders in a/t.yaml', 'Mails in a/t.yaml']);
    expect(report.summary.accepted).toBe(2);
  });

  test('is a finding where it matches nothing, and where it has expired', () => {
    put('t.yaml', queues);
    palisade({ acceptances: [{ ...everyQueue, resources: { type: 'AWS::S3::Bucket' } }] });
    const unused = run('check', 't.yaml').out;
    expect(unused).toContain(
      'the acceptance of DATA-03 on every AWS::S3::Bucket matches no finding; remove it',
    );

    palisade({ acceptances: [everyQueue] });
    const { report, statuses } = reported('t.yaml', '--as-of', '2027-02-01');
    expect(statuses('DATA-03')).toEqual(['fail Orders', 'fail Mails']);
    expect(statuses('ACCEPTANCE-expired')).toEqual(['fail ']);
    expect(report.acceptedEvery).toEqual([]);
  });

  test('does not cover what a storefront lacks altogether', () => {
    put('t.yaml', { Metadata: { Palisade: { ...storefront, stacks: ['edge'] } }, Resources: {} });
    const accepted = { ...everyQueue, rule: 'EDGE-01', resources: { type: 'AWS::CloudFront::Distribution' } };
    palisade({ acceptances: [accepted] });
    const { statuses } = reported('t.yaml');
    expect(statuses('EDGE-01')).toEqual(['fail ']);
    expect(statuses('ACCEPTANCE-unused')).toEqual(['fail ']);
  });
});

describe('a central policy', () => {
  const approver = { approvers: ['security@boutique.example'], atMostDays: 90 };
  const central = { version: 1, owner: 'ciso@boutique.example' };

  function judgedUnder(policy: object, entry: object = everyQueue) {
    put('t.yaml', queues);
    const sha256 = put('policy/central.yaml', { ...central, ...policy });
    palisade({ acceptances: [entry], policy: { path: 'policy/central.yaml', sha256 } });
    return reported('t.yaml');
  }

  test('honours what it allows, and is named with its hash', () => {
    const { statuses, report } = judgedUnder({ mayAccept: [{ ...approver, everyResource: true }] });
    expect(statuses('DATA-03')).toEqual(['accepted Orders', 'accepted Mails']);
    expect(report.judging.files.map(({ is, name }: Record<string, string>) => `${is} ${name}`)).toEqual([
      'palisade file palisade.yaml',
      'central policy policy/central.yaml',
    ]);
  });

  const orders = { ...everyQueue, resources: undefined, resource: 'Orders' };
  const refusals: readonly (readonly [string, object, object, string])[] = [
    ['nobody may accept anything', { mayAccept: [] }, orders, 'whom the central policy lets accept nothing'],
    [
      'somebody else may',
      { mayAccept: [{ ...approver, approvers: ['lead@boutique.example'] }] },
      orders,
      'is approved by security@boutique.example, whom the central policy lets accept nothing',
    ],
    [
      'nobody may accept the rule',
      { mayAccept: [approver], never: ['data-*'] },
      orders,
      'is of a rule that the central policy lets nobody accept',
    ],
    ['only other rules', { mayAccept: [{ ...approver, rules: ['LOG-*'] }] }, orders, 'only rules LOG-*'],
    [
      'only other severities',
      { mayAccept: [{ ...approver, severities: ['low'] }] },
      orders,
      'only severities low',
    ],
    [
      'only other kinds',
      { mayAccept: [{ ...approver, kinds: ['false-positive'] }] },
      orders,
      'only kinds false-positive',
    ],
    ['only single resources', { mayAccept: [approver] }, everyQueue, 'single resources only'],
    [
      'for fewer days',
      { mayAccept: [{ ...approver, atMostDays: 69 }] },
      orders,
      'for at most 69 days from 2026-11-22, and it expires on 2027-01-31',
    ],
  ];
  test.each(refusals)('refuses an acceptance where %s', (_, policy, entry, says) => {
    const { code, statuses, report } = judgedUnder(policy, entry);
    expect(code).toBe(1);
    expect(statuses('DATA-03')).toEqual(['fail Orders', 'fail Mails']);
    const [refusal] = report.findings.filter(({ rule }: { rule: string }) => rule === 'ACCEPTANCE-refused');
    expect(refusal.message).toContain(says);
    expect(report.summary.accepted).toBe(0);
  });

  test('counts the last day that it allows', () => {
    const { statuses } = judgedUnder({ mayAccept: [{ ...approver, atMostDays: 70 }] }, orders);
    expect(statuses('DATA-03')).toEqual(['accepted Orders', 'fail Mails']);
  });

  test('is refused under another hash, and nothing is judged', () => {
    put('t.yaml', queues);
    const found = put('policy/central.yaml', { ...central, mayAccept: [] });
    const sha256 = '0'.repeat(64);
    palisade({ policy: { path: 'policy/central.yaml', sha256 } });
    expect(refused('t.yaml')).toBe(
      `palisade.yaml:4: policy.sha256: found ${sha256}, which policy/central.yaml does not have, restore the policy that was agreed, or write ${found} once those who answer for it have published that one\n`,
    );
  });

  test('is refused with all of its mistakes, under its own name', () => {
    put('t.yaml', queues);
    put('central.yaml', { ...central, mayAccept: [{ approvers: [] }], extra: 1 });
    expect(refused('t.yaml', '--policy', 'central.yaml')).toMatch(
      /^central\.yaml:4: mayAccept\[0\]\.approvers: .*\ncentral\.yaml:4: mayAccept\[0\]\.atMostDays: .*\ncentral\.yaml:5: extra: found an unknown setting/,
    );
  });

  test('refuses a threshold or a profile that is more lenient, wherever it was asked for', () => {
    put('t.yaml', queues);
    const sha256 = put('central.yaml', {
      ...central,
      mayAccept: [],
      failOn: 'medium',
      profile: 'storefront',
    });
    const policy = { path: 'central.yaml', sha256 };
    palisade({ failOn: 'high', profile: 'baseline', policy });
    expect(refused('t.yaml')).toBe(
      'palisade.yaml:2: failOn: found high, write medium or a lower one, since the central policy asks for it\n' +
        'palisade.yaml:3: profile: found baseline, write storefront, since the central policy asks for it\n',
    );
    palisade({ policy });
    expect(refused('t.yaml', '--fail-on', 'critical')).toBe(
      'palisade: --fail-on: found critical, write medium or a lower one, since the central policy asks for it\n',
    );
    const { report } = reported('t.yaml');
    expect(report.judging).toMatchObject({
      profile: 'storefront',
      because: 'the central policy asks for it',
      failOn: 'info',
    });
  });

  test('says which baselines may be used: none where it says nothing, any, or those with a SHA-256', () => {
    put('t.yaml', queues);
    const decided = ['--reason', 'Found when we began to judge', '--expires', '2099-12-31'];
    expect(run('check', 't.yaml', '--write-baseline', 'b.json', ...decided).code).toBe(0);
    palisade({ baseline: 'b.json' });
    const { code, report } = reported('t.yaml');
    expect([code, report.summary.baselined > 0]).toEqual([0, true]);
    const { sha256 } = report.judging.files.find(({ is }: { is: string }) => is === 'baseline');

    put('central.yaml', { ...central, mayAccept: [] });
    expect(refused('t.yaml', '--policy', 'central.yaml')).toMatch(
      /^palisade\.yaml:2: baseline: found a baseline with the SHA-256 [0-9a-f]{64}, leave it out/,
    );
    palisade({});
    expect(refused('t.yaml', '--policy', 'central.yaml', '--baseline', 'b.json')).toMatch(
      /^palisade: --baseline: found a baseline/,
    );
    for (const baselines of ['any', [sha256]]) {
      put('central.yaml', { ...central, mayAccept: [], baselines });
      const allowed = reported('t.yaml', '--policy', 'central.yaml', '--baseline', 'b.json');
      expect(allowed.report.summary.baselined).toBe(report.summary.baselined);
    }
    put('central.yaml', { ...central, mayAccept: [], baselines: ['0'.repeat(64)] });
    expect(refused('t.yaml', '--policy', 'central.yaml', '--baseline', 'b.json')).toContain(sha256);
  });

  test('says which own rules may be loaded, and loads no other', () => {
    put('t.yaml', queues);
    const sha256 = put('rules.mjs', 'throw new Error("was loaded");\n');
    palisade({ ownRules: ['rules.mjs'] });
    for (const ownRules of [undefined, 'none', ['0'.repeat(64)]]) {
      put('central.yaml', { ...central, mayAccept: [], ...(ownRules && { ownRules }) });
      expect(refused('t.yaml', '--policy', 'central.yaml')).toBe(
        `palisade.yaml:3: ownRules[0]: found a file of rules with the SHA-256 ${sha256}, leave it out, or have those who answer for the central policy allow that one\n`,
      );
    }
    for (const ownRules of ['any', [sha256]]) {
      put('central.yaml', { ...central, mayAccept: [], ownRules });
      expect(refused('t.yaml', '--policy', 'central.yaml')).toContain('rules.mjs');
      expect(refused('t.yaml', '--policy', 'central.yaml')).toContain('was loaded');
    }
  });

  test('says which templates may be left out, by the palisade file or by an option', () => {
    put('infra/t.yaml', queues);
    put('infra/sandbox/t.yaml', queues);
    put('central.yaml', { ...central, mayAccept: [], mayExclude: ['sandbox/**'] });
    const refusal =
      'palisade: exclude: leaves out t.yaml, which fits no pattern of mayExclude in the central policy; judge it, or have those who answer for the policy allow it\n';
    expect(refused('infra', '--policy', 'central.yaml', '--exclude', 't.yaml')).toBe(refusal);
    palisade({ exclude: ['infra/t.yaml'] });
    expect(refused('infra', '--policy', 'central.yaml')).toBe(refusal);
    palisade({ exclude: ['**/sandbox/**'] });
    expect(reported('infra', '--policy', 'central.yaml').report.excluded).toEqual(['sandbox/t.yaml']);
    put('central.yaml', { ...central, mayAccept: [] });
    expect(refused('infra', '--policy', 'central.yaml')).toContain('leaves out sandbox/t.yaml');
  });

  test('lets nobody hide a template behind a manifest that does not name it, unless it fits mayExclude', () => {
    assembly('infra');
    put('infra/old/Left.template.json', queues);
    put('central.yaml', { ...central, mayAccept: [] });
    const { code, report, statuses } = reported('infra', '--policy', 'central.yaml');
    expect(code).toBe(1);
    expect(statuses('TEMPLATE-readable')).toEqual(['unknown ']);
    expect(report.beside).toEqual(['old/Left.template.json']);
    const refusal = refused('infra', '--policy', 'central.yaml', '--exclude', 'old/**');
    expect(refusal).toContain('exclude: leaves out old/Left.template.json');
    put('central.yaml', { ...central, mayAccept: [], mayExclude: ['old/**'] });
    const allowed = reported('infra', '--policy', 'central.yaml');
    expect([allowed.code, allowed.report.beside]).toEqual([0, ['old/Left.template.json']]);
  });

  test('has each template of the repository judged, unless it fits mayExclude, whatever paths lead to', () => {
    put('infra/t.yaml', { Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } });
    put('legacy/open.yaml', queues);
    put('examples/t.json', JSON.stringify(queues));
    put('node_modules/library/t.yaml', queues);
    put('vendor/other/.git/HEAD', 'ref: refs/heads/main\n');
    put('vendor/other/t.yaml', queues);
    const sha256 = put('central.yaml', { ...central, mayAccept: [], mayExclude: ['examples/**'] });
    palisade({ paths: ['infra'], policy: { path: 'central.yaml', sha256 } });
    const { code, report } = reported();
    expect(code).toBe(1);
    expect(report.excluded).toEqual(['../examples/t.json']);
    const blocking = report.findings.filter(({ status }: Record<string, string>) => status === 'unknown');
    expect(blocking).toEqual([
      expect.objectContaining({
        rule: 'TEMPLATE-readable',
        template: '../legacy/open.yaml',
        message: expect.stringContaining(
          'no path leads to, and the central policy has it judged; name its folder under paths',
        ),
      }),
    ]);
    expect(reported('infra', 'legacy').report.excluded).toEqual(['examples/t.json']);
    palisade({ paths: ['infra'] });
    expect(reported().code).toBe(0);
  });

  test('lets nobody have single rules asked, unless it has mayNarrow', () => {
    put('t.yaml', queues);
    put('central.yaml', { ...central, mayAccept: [] });
    const args = ['t.yaml', '--policy', 'central.yaml', '--only', 'EDGE-01'];
    expect(refused(...args)).toBe(
      'palisade: --only: leaves rules out, which the central policy does not allow; leave it out, or have those who answer for the policy write mayNarrow: true\n',
    );
    put('central.yaml', { ...central, mayAccept: [], mayNarrow: true });
    expect(reported(...args).report.rules.map(({ id }: { id: string }) => id)).toEqual(['EDGE-01']);
  });

  test('cannot be replaced by a second one behind it', () => {
    put('t.yaml', queues);
    put('central.yaml', { ...central, mayAccept: [] });
    expect(refused('t.yaml', '--policy', 'central.yaml', '--policy', 'own.yaml')).toBe(
      'palisade: --policy: found it twice, write it once\n',
    );
  });

  test('keeps findings out of baselines that nobody may accept', () => {
    put('t.yaml', queues);
    const decided = ['--reason', 'Found when we began to judge', '--expires', '2099-12-31'];
    run('check', 't.yaml', '--write-baseline', 'b.json', ...decided);
    const { report: before } = reported('t.yaml', '--baseline', 'b.json');
    const rule = before.findings.find(({ status }: { status: string }) => status === 'baselined').rule;
    put('central.yaml', { ...central, mayAccept: [], baselines: 'any', never: [rule] });
    const { report, statuses, code } = reported('t.yaml', '--policy', 'central.yaml', '--baseline', 'b.json');
    expect([code, statuses(rule).join()]).toEqual([1, expect.not.stringContaining('baselined')]);
    expect(report.baseline.refused.length).toBeGreaterThan(0);
  });

  test('is not asked about a baseline that is being written, nor is the one that the palisade file names', () => {
    put('t.yaml', queues);
    palisade({ baseline: 'b.json' });
    expect(refused('t.yaml')).toMatch(/^palisade: b\.json: /);
    const decided = ['--reason', 'Found when we began to judge', '--expires', '2099-12-31'];
    expect(run('check', 't.yaml', '--write-baseline', 'b.json', ...decided).code).toBe(0);
    expect(reported('t.yaml').code).toBe(0);
  });

  test('binds what a storefront accepts in its own templates', () => {
    const acceptances = [{ ...orders, rule: 'DATA-02-messages' }];
    const Metadata = { Palisade: { ...storefront, stacks: ['edge'], acceptances } };
    put('shop.yaml', {
      Metadata,
      Resources: { Orders: { ...queue, Properties: { SqsManagedSseEnabled: false } } },
    });
    expect(reported('shop.yaml').statuses('DATA-02-messages')).toEqual(['accepted Orders']);
    put('central.yaml', { ...central, mayAccept: [] });
    const { statuses } = reported('shop.yaml', '--policy', 'central.yaml');
    expect(statuses('DATA-02-messages')).toEqual(['fail Orders']);
    expect(statuses('ACCEPTANCE-refused')).toEqual(['fail Orders']);
  });
});
