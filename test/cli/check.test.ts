import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formats } from '../../lib/report/formats/index.ts';
import { run, runAtTerminal } from '../support/run.ts';
import { acceptance } from '../support/storefront.ts';

const open = 'test/fixtures/open-distribution.json';
const only = ['--only', 'EDGE-01'];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
  return path;
}

describe('palisade check', () => {
  test.each([
    [99, []],
    [100, ['palisade: judging 100 templates']],
  ])('of %i templates tells at a terminal what takes long: %j', (count, told) => {
    const body = { Resources: { A: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } };
    for (let index = 0; index < count; index += 1) put(`${index}.json`, body);
    const sentences: string[] = [];
    const { code, err } = runAtTerminal((sentence) => sentences.push(sentence), 'check', folder);
    expect({ code, err, sentences }).toEqual({ code: 0, err: '', sentences: told });
  });

  test('says which property is wrong, what is undecided and what to do, and exits 1', () => {
    expect(run('check', open, ...only)).toEqual({
      code: 1,
      err: '',
      out: expect.stringMatching(
        /^Profile storefront, since rules were named one by one: 1 of \d+ rules\n\n/,
      ),
    });
    const lines = run('check', open, ...only)
      .out.split('\n')
      .filter((line) => !/ rules? not asked: /.test(line));
    expect(lines.slice(2).join('\n')).toEqual(
      [
        'FAIL     EDGE-01  critical  Set ViewerProtocolPolicy to redirect-to-https on pages, and to https-only where a behaviour takes POST, PUT, PATCH or DELETE.',
        '  open-distribution.json:9  Shop: Properties.DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy is allow-all; expected redirect-to-https or https-only',
        '  open-distribution.json:11  Shop: unknown: Properties.DistributionConfig.CacheBehaviors[0].ViewerProtocolPolicy is unknown (parameter Protocol is only known at deployment); expected redirect-to-https or https-only',
        '',
        'REACHABLE  Shop  AWS::CloudFront::Distribution  open-distribution.json  Properties.DistributionConfig.Enabled is true',
        '1 template, 1 resource, 1 rule: 1 passed, 1 failed, 1 unknown, 0 accepted, 0 declared, 0 not applicable',
        '',
      ].join('\n'),
    );
  });

  test('prints the documented JSON, passes included', () => {
    const { code, out } = run('check', open, ...only, '--format', 'json');
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(Object.keys(report)).toEqual([
      'schema',
      'reportVersion',
      'tool',
      'ruleset',
      'asOf',
      'storefronts',
      'summary',
      'findings',
      'causes',
      'rules',
      'templates',
      'excluded',
      'unusedPatterns',
      'beside',
      'notJudged',
      'otherAcceptances',
      'reachability',
      'unconfirmed',
      'judging',
      'passedOver',
      'acceptedEvery',
    ]);
    expect(report.summary).toEqual({
      pass: 1,
      fail: 1,
      unknown: 1,
      declined: 0,
      baselined: 0,
      accepted: 0,
      declared: 0,
      notApplicable: 0,
    });
    expect(report.findings[2]).toEqual({
      rule: 'EDGE-01',
      status: 'pass',
      severity: 'critical',
      stack: 'open-distribution.json',
      template: 'open-distribution.json',
      logicalId: 'Shop',
      type: 'AWS::CloudFront::Distribution',
      path: 'Properties.DistributionConfig.CacheBehaviors[1].ViewerProtocolPolicy',
      message: 'Properties.DistributionConfig.CacheBehaviors[1].ViewerProtocolPolicy is https-only',
      actual: 'https-only',
      expected: 'redirect-to-https or https-only',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(report.rules).toEqual([
      {
        id: 'EDGE-01',
        title: 'Viewers can only use HTTPS on every cache behaviour',
        severity: 'critical',
        severityReason: expect.stringMatching(/^[A-Z].{29,}\.$/),
        status: 'fail',
        stage: 'enforced',
        since: '0.1.0',
        version: '1.0.0',
        controls: ['EDGE-01'],
        why: expect.stringContaining('clear text'),
        fix: expect.stringContaining('redirect-to-https'),
      },
    ]);
    expect(report.templates).toEqual([
      { name: 'open-distribution.json', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), resources: 1 },
    ]);
  });

  test('says the same twice, byte for byte', () => {
    expect(run('check', open, '--format', 'json')).toEqual(run('check', open, '--format', 'json'));
  });

  test('takes parameter values, which decide what was unknown', () => {
    const parameters = put('p.json', { Parameters: { Protocol: 'https-only' } });
    const { out } = run('check', open, ...only, '--parameters', parameters);
    expect(out).toContain('2 passed, 1 failed, 0 unknown');
  });

  test('exits 0 when every finding is accepted and none is left', () => {
    const parameters = put('p.json', [{ ParameterKey: 'Protocol', ParameterValue: 'https-only' }]);
    const accepted = put('a.json', { acceptances: [{ ...acceptance, rule: 'EDGE-01', resource: 'Shop' }] });
    const args = ['check', open, ...only, '--parameters', parameters, '--acceptances', accepted];
    expect(run(...args)).toMatchObject({ code: 0 });
    expect(run(...args).out).toContain(
      'ACCEPTED  EDGE-01  Shop  risk, approved by security@boutique.example until 2027-01-31 (SHOP-7)',
    );
    expect(run(...args, '--as-of', '2027-02-01')).toMatchObject({ code: 1 });
  });

  test('writes the report to a file, whole, and only its summary to the terminal', () => {
    const file = join(folder, 'new', 'report.json');
    const { code, out } = run('check', open, ...only, '--format', 'json', '--output', file);
    expect(code).toBe(1);
    expect(out).toBe(
      `1 template, 1 resource, 1 rule: 1 passed, 1 failed, 1 unknown, 0 accepted, 0 declared, 0 not applicable\nreport: ${file}\n`,
    );
    expect(JSON.parse(readFileSync(file, 'utf8')).schema).toBe('palisade-report/3');
    expect(readdirSync(join(folder, 'new'))).toEqual(['report.json']);
  });

  test('writes several forms at once, each where it is told, and prints the one that names no file', () => {
    const [sarif, junit] = ['report.sarif', 'report.xml'].map((name) => join(folder, name));
    const written = ['--format', `sarif=${sarif}`, '-f', `junit=${junit}`];
    const alone = (format: string) => run('check', open, ...only, '--format', format).out;
    const { out } = run('check', open, ...only, ...written, '-f', 'github');
    expect(out).toBe(alone('github'));
    expect(readFileSync(`${sarif}`, 'utf8')).toBe(alone('sarif'));
    expect(readFileSync(`${junit}`, 'utf8')).toBe(alone('junit'));
    expect(run('check', open, ...only, ...written).out).toMatch(
      new RegExp(`^1 template, .*\nreport: ${sarif}\nreport: ${junit}\n$`),
    );
  });

  test('leaves nothing behind where the report cannot be written', () => {
    const { code, err } = run('check', open, '--output', folder);
    expect(code).toBe(2);
    expect(err).toBe(
      `palisade: --output: cannot write ${folder} (EISDIR), name a file in a folder that you may write to\n`,
    );
    expect(existsSync(`${folder}.${process.pid}.part`)).toBe(false);
  });

  test.each<[string, readonly string[], string]>([
    [
      'an unknown format',
      ['check', open, '--format', 'xml'],
      `--format: found xml, write ${Object.keys(formats).join(' or ')}`,
    ],
    [
      'two forms for standard output',
      ['check', open, '-f', 'text', '-f', 'github'],
      '--format: found text and github without a file, write github=FILE',
    ],
    [
      'two forms for one file',
      ['check', open, '-f', 'text=report', '-f', 'json=report'],
      '--format: found report twice, write a file for each form',
    ],
    [
      'a form with an empty name of a file',
      ['check', open, '-f', 'json='],
      '--format: found json=, write json=FILE',
    ],
    [
      'a file that no form is left for',
      ['check', open, '-f', 'json=report', '-o', 'other'],
      '--output: found a file for each --format already, leave --output out',
    ],
    [
      'a folder in the place of a file',
      ['check', open, '-f', 'json=test/cli'],
      '--format: cannot write test/cli (EISDIR), name a file in a folder that you may write to',
    ],
    ['an unknown rule', ['check', open, '--only', 'EDGE-1'], 'found no rule EDGE-1, did you mean EDGE-01?'],
    [
      'a rule that resembles none',
      ['explain', 'zzzzzzzzzz'],
      'found no rule or control zzzzzzzzzz, run palisade rules for the list of rules',
    ],
    [
      'a day that is none',
      ['check', open, '--as-of', '2026-02-30'],
      '--as-of: found 2026-02-30, write a day such as 2026-11-22',
    ],
    ['one path twice', ['check', open, open], `${open}: is given twice, name each folder once`],
    ['an unknown option', ['check', '--fast'], "unknown option '--fast'"],
    ['an unknown command', ['chek'], 'found no command chek, did you mean check?'],
    [
      'a command of the CDK',
      ['synth'],
      'found no command synth, the CDK has it: run npx --no-install cdk synth in an app that takes its stacks from palisade-kit-cdk',
    ],
    ['a command that resembles none', ['frobnicate'], 'found no command frobnicate, run palisade --help'],
    [
      'a path where nothing is',
      ['check', 'nowhere'],
      'nowhere: does not exist, name a cdk.out folder, a folder of templates or a template',
    ],
    [
      'an argument that a command does not take',
      ['rules', 'EDGE-01'],
      'found EDGE-01, palisade rules takes no argument; palisade explain RULE tells about one',
    ],
    ['no rule to explain', ['explain'], 'found no rule, name one'],
  ])('answers %s with one sentence and exit code 2', (_, argv, sentence) => {
    expect(run(...argv)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
  });
});

describe('palisade explain', () => {
  test('tells what a rule asks, why, how to satisfy it, and the requirements that it is evidence for', () => {
    const { code, out } = run('explain', 'edge-01');
    expect(code).toBe(0);
    expect(out).toContain('EDGE-01  Viewers can only use HTTPS on every cache behaviour');
    expect(out).toContain('PCI DSS v4.0.1: evidence for 4.2.1, 2.2.5; in SAQ A-EP, D');
    expect(out).toContain('AWS Security Hub relates: CloudFront.3 (4.2.1)');
    expect(out).toMatch(/^Why {2}\S.+$/m);
    expect(out).toMatch(/^Fix {2}\S.+$/m);
  });

  test('tells apart evidence, good practice and what a merchant with SAQ A confirms', () => {
    const { out } = run('explain', 'HDR-07');
    expect(out).toContain('PCI DSS v4.0.1: evidence for 11.6.1; in SAQ A-EP, D');
    expect(out).toContain('good practice for 12.10.5: The requirement asks that the incident plan covers');
    expect(out).toContain('SAQ A eligibility: Scripts cannot be used to attack the page');
  });

  test('tells about a control that another rule is named for, and where it is seen', () => {
    const { code, out } = run('explain', 'auth-06');
    expect(code).toBe(0);
    expect(out).toContain('AUTH-06  Sessions and cookies resist theft');
    expect(out).toContain('Rules     AUTH-06-clients, AUTH-06-providers');
    expect(out).toContain('AWS::Cognito::UserPoolClient AllowedOAuthFlows: code only');
  });

  test('says of a control that no template shows what does show it, and where it is seen', () => {
    const { code, out } = run('explain', 'pay-04');
    expect(code).toBe(0);
    expect(out).toContain('PAY-04  Application guard rejects and redacts card-like input');
    expect(out).toContain('Rules     none: running code or an account shows it');
  });

  test('says of a control of people and documents that no template shows it', () => {
    expect(run('explain', 'SCAN-01').out).toContain('Rules     none: people and documents show it');
  });
});

describe('palisade rules', () => {
  test('lists every rule, one a line', () => {
    const { code, out } = run('rules');
    expect(code).toBe(0);
    expect(out).toMatch(/^EDGE-01 +critical {2}Viewers can only use HTTPS on every cache behaviour$/m);
    expect(out.trimEnd().split('\n')).toHaveLength(JSON.parse(run('rules', '--format', 'json').out).length);
  });
});

describe('palisade check by a version of the ruleset', () => {
  test('judges by the rules of that version, and says which it was', () => {
    const ran = run('check', open, ...only, '--ruleset', '1.0.0', '--format', 'json');
    expect([ran.err, ran.code]).toEqual(['', 1]);
    expect(JSON.parse(ran.out).ruleset).toEqual({
      version: '1.0.0',
      date: '2026-11-30',
      changedSince: [],
      leftOut: [],
    });
  });

  test('refuses a version that there never was', () => {
    expect(run('check', open, '--ruleset', '0.9')).toEqual({
      code: 2,
      out: '',
      err: 'palisade: --ruleset: found 0.9, write a version that there is: 1.0.0\n',
    });
  });
});

describe('palisade', () => {
  test.each([[['--help']], [['help']], [['check', '--help']], [['explain', '-h']], [['rules', '-h']]])(
    'prints its help for %j and exits 0',
    (argv) =>
      expect(run(...argv)).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringContaining('Usage: palisade'),
      }),
  );

  test('without a command prints its help and exits 2', () => {
    expect(run()).toMatchObject({ code: 2, out: expect.stringContaining('Usage: palisade') });
  });

  test('prints its version, and that of the ruleset', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(run('--version')).toEqual({ code: 0, err: '', out: `${version}\nruleset 1.0.0\n` });
  });
});

describe('palisade check of several paths', () => {
  const bucket = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } };
  const judged = (code: number, ...args: readonly string[]) => {
    const ran = run('check', ...args, '--format', 'json');
    expect([ran.err, ran.code]).toEqual(['', code]);
    return JSON.parse(ran.out);
  };
  const namesIn = ({ templates }: { templates: readonly { name: string }[] }) =>
    templates.map(({ name }) => name.replaceAll(relative('.', folder), ''));

  test('judges all of them together, each under its own path', () => {
    const [one, other] = [put('a/main.json', bucket), put('b/main.json', bucket)];
    expect(namesIn(judged(1, one, other))).toEqual(['/a/main.json', '/b/main.json']);
    expect(namesIn(judged(1, join(folder, 'a'), other))).toEqual(['/a/main.json', '/b/main.json']);
  });

  test('names the code of each app from where the command runs', () => {
    const folders = ['one', 'other'].map((app) => {
      const path = join(folder, app, 'cdk.out');
      const environment = 'aws://unknown-account/unknown-region';
      put(`${app}/cdk.out/shop.template.json`, bucket);
      const named = {
        type: 'aws:cdk:logicalId',
        data: 'Bucket',
        trace: [`f (${join(folder, app, 'bin/app.ts')}:3:1)`],
      };
      const properties = { templateFile: 'shop.template.json' };
      const stack = {
        type: 'aws:cloudformation:stack',
        environment,
        properties,
        metadata: { '/Shop/Bucket': [named] },
      };
      put(`${app}/cdk.out/manifest.json`, { version: '1', artifacts: { Shop: stack } });
      return path;
    });
    const here = relative('.', folder);
    const annotated = (...paths: readonly string[]) => [
      ...new Set(run('check', ...paths, '--format', 'github').out.match(/file=[^,]+,line=3/g)),
    ];
    expect(annotated(...folders)).toEqual([
      `file=${here}/one/bin/app.ts,line=3`,
      `file=${here}/other/bin/app.ts,line=3`,
    ]);
    expect(annotated(...folders.slice(0, 1))).toEqual([`file=${here}/one/bin/app.ts,line=3`]);
  });

  test('refuses one that holds another', () => {
    const inner = put('a/main.json', bucket);
    const { code, err } = run('check', folder, inner);
    expect([code, err]).toEqual([2, expect.stringContaining('is given twice, name each folder once')]);
  });

  test('leaves out what fits a pattern, and names it', () => {
    put('a/main.json', bucket);
    put('sandbox/try.json', bucket);
    const report = judged(1, folder, '--exclude', 'sandbox/**');
    expect([namesIn(report), report.excluded]).toEqual([['a/main.json'], ['sandbox/try.json']]);
    const { out } = run('check', folder, '--exclude', 'sandbox/**');
    expect(out).toContain('1 template left out: sandbox/try.json\n');
  });

  test('refuses a pattern that leaves nothing', () => {
    const { code, err } = run('check', put('main.json', bucket), '--exclude', '**');
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('every template is excluded by **, leave one to be judged'),
    ]);
  });
});

describe('--fail-on', () => {
  test.each([
    ['critical', 1],
    ['info', 1],
  ])('%s counts a critical finding', (severity, code) => {
    expect(run('check', open, ...only, '--fail-on', severity).code).toBe(code);
  });

  test('passes over what is less severe, and prints it all the same', () => {
    const group = { Resources: { Log: { Type: 'AWS::Logs::LogGroup', Properties: {} } } };
    const [path, rule] = [put('log.json', group), ['--only', 'DATA-06']];
    expect(run('check', path, ...rule).code).toBe(1);
    const { code, out } = run('check', path, ...rule, '--fail-on', 'critical');
    expect([code, out]).toEqual([0, expect.stringContaining('FAIL     DATA-06')]);
  });

  test('changes nothing for the templates of a storefront', () => {
    const template = 'boutique-prod-network.template.json';
    const judged = JSON.parse(readFileSync(`test/golden/${template}`, 'utf8'));
    for (const resource of Object.values<{ Type: string; Properties: object }>(judged.Resources)) {
      if (resource.Type === 'AWS::Logs::LogGroup') resource.Properties = {};
    }
    expect(run('check', put(template, judged), '--only', 'DATA-06', '--fail-on', 'critical').code).toBe(1);
  });

  test('refuses a severity that does not exist', () => {
    expect(run('check', open, '--fail-on', 'bad').err).toContain(
      '--fail-on: found bad, write critical or high or medium or low or info',
    );
  });
});
