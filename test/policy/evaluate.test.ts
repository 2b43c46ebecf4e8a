import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { type EvaluateOptions, evaluate } from '../../lib/policy/evaluate.ts';
import { expectTrue } from '../../lib/policy/expect.ts';
import type { Rule } from '../../lib/policy/rule.ts';
import { acceptance, account, storefront } from '../support/storefront.ts';

const rule: Rule = {
  id: 'TEST-01',
  title: 'Things are good',
  severity: 'high',
  types: ['Test::Thing'],
  required: { type: 'Test::Thing', stack: 'edge' },
  why: 'Bad things are bad.',
  fix: 'Set Good to true.',
  controls: ['EDGE-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (thing) => [expectTrue(thing.property('Good'))],
};

const thing = (good: Json) => ({ Type: 'Test::Thing', Properties: { Good: good } });
const resources = { Fine: thing(true), Bad: thing(false), Open: thing({ Ref: 'Nobody' }) };

function judge(body: JsonRecord, options: EvaluateOptions = {}, more: Partial<TemplateSource> = {}) {
  return evaluate(new Model([{ name: 'a.json', sha256: '', body, ...more }]), [rule], options);
}

function brief(findings: ReturnType<typeof evaluate>) {
  return findings.map(({ rule: id, status, logicalId }) => `${id} ${status} ${logicalId}`);
}

const shop = (metadata: JsonRecord, own: JsonRecord = resources) => ({
  Metadata: { Palisade: { ...storefront, ...metadata } },
  Resources: own,
});

describe('an evaluation', () => {
  test('lists passes, failures and what is unknown, each with what was seen', () => {
    expect(judge({ Resources: resources })).toMatchObject([
      { status: 'pass', logicalId: 'Fine', path: 'Properties.Good', actual: 'true', expected: 'true' },
      { status: 'fail', logicalId: 'Bad', message: 'Properties.Good is false; expected true' },
      { status: 'unknown', logicalId: 'Open' },
    ]);
  });

  test('fails a storefront that lacks what a rule judges, and no foreign template', () => {
    expect(brief(judge(shop({}, {})))).toEqual(['TEST-01 fail ']);
    expect(judge({ Resources: {} })).toEqual([]);
  });

  test('leaves it unknown while the stack that ought to hold it is not given', () => {
    expect(judge(shop({ stack: 'data' }, {}))).toMatchObject([
      {
        status: 'unknown',
        message: 'the edge stack is not among the templates, so Test::Thing was not seen',
      },
    ]);
  });

  test('reports what somebody else owns as declared, never as a pass', () => {
    const declared = [{ control: 'EDGE-01', owner: 'platform team', arn: 'arn:aws:x' }];
    expect(judge(shop({ declared }, {}))).toMatchObject([
      { status: 'declared', message: 'platform team owns it: arn:aws:x' },
    ]);
  });

  test('cannot decide a template whose resources a macro or a loop makes', () => {
    const body = {
      Transform: ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'],
      Resources: { 'Fn::ForEach::A': [] },
    };
    expect(judge(body).map(({ rule, status, message }) => [rule, status, message])).toEqual([
      [
        'TEMPLATE-written-out',
        'unknown',
        'Transform is not expanded, so what it makes at deployment was not seen: AWS::Serverless-2016-10-31, Fn::ForEach::A at Resources.Fn::ForEach::A',
      ],
    ]);
  });

  test('cannot decide what a function adds beside entries that are written out', () => {
    const include = { Name: 'AWS::Include', Parameters: { Location: 's3://elsewhere/more.yaml' } };
    const own = { ...thing(true), Properties: { Good: true, List: [{ A: 1, 'Fn::Transform': include }] } };
    expect(judge({ Resources: { Fine: own }, 'Fn::Transform': include })).toMatchObject([
      {
        rule: 'TEMPLATE-written-out',
        status: 'unknown',
        message:
          'Fn::Transform is not expanded, so what it makes at deployment was not seen: Fn::Transform at Fn::Transform, Fn::Transform at Resources.Fine.Properties.List[0].Fn::Transform',
      },
      { rule: 'TEST-01', status: 'pass' },
    ]);
  });

  test('leaves to a macro, and to a function beside the place, what they may write where nothing is written', () => {
    const include = { Name: 'AWS::Include', Parameters: { Location: 's3://elsewhere/more.yaml' } };
    const bare = { Type: 'Test::Thing', Properties: { Size: 1 } };
    const statusOf = (body: JsonRecord) =>
      judge(body)
        .filter(({ rule: id }) => id === 'TEST-01')
        .map(({ status, message }) => `${status}: ${message}`);
    const lacking = 'Properties.Good is not set; expected true';
    expect(statusOf({ Transform: 'OurMacro', Resources: { Bare: bare } })).toEqual([
      `unknown: ${lacking}; OurMacro, which is not expanded, may write it`,
    ]);
    const beside = { ...bare, Properties: { Size: 1, 'Fn::Transform': include } };
    expect(statusOf({ Resources: { Bare: beside } })).toEqual([
      `unknown: ${lacking}; Fn::Transform, which is not expanded, may write it`,
    ]);
    const below = { ...bare, Properties: { Size: 1, List: [{ A: 1, 'Fn::Transform': include }] } };
    const sam = { Transform: 'AWS::Serverless-2016-10-31', Resources: { Bare: bare } };
    for (const body of [{ Resources: { Bare: below } }, sam])
      expect(statusOf(body)).toEqual([`fail: ${lacking}`]);
    expect(statusOf({ Transform: 'OurMacro', Resources: { Bad: thing(false) } })).toEqual([
      'fail: Properties.Good is false; expected true',
    ]);
  });

  test('takes a resource whose condition never holds for none', () => {
    const Conditions = {
      Never: { 'Fn::Equals': ['a', 'b'] },
      Maybe: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'b'] },
    };
    const under = (Condition: string) => ({
      ...shop({}, { Only: { ...thing(true), Condition } }),
      Conditions,
    });
    expect(judge(under('Never'))).toMatchObject([
      { status: 'fail', message: 'the storefront has no Test::Thing' },
    ]);
    expect(judge(under('Maybe'))).toMatchObject([
      { status: 'pass' },
      {
        status: 'unknown',
        message: 'whether the storefront has a Test::Thing is only known at deployment',
      },
    ]);
  });

  test('fails a contract that contradicts itself or that of another stack', () => {
    const data = [
      { resource: 'Fine', class: 'public' },
      { resource: 'Fine', class: 'personal' },
      { resource: 'Gone', class: 'audit' },
    ];
    const one = { name: 'a.json', sha256: '', body: shop({ data }, { Fine: thing(true) }) };
    const two = {
      name: 'b.json',
      sha256: '',
      body: shop({ purpose: 'non-production', stacks: ['data'] }, {}),
    };
    const findings = evaluate(new Model([one, two]), [rule]).filter(({ status }) => status === 'fail');
    expect(findings.map(({ template, message }) => `${template}: ${message}`)).toEqual([
      'a.json: Metadata.Palisade cannot be true: data: Fine is classified twice',
      'a.json: Metadata.Palisade cannot be true: data: Gone is not a resource of this template',
      'b.json: Metadata.Palisade cannot be true: stacks: differs from what a.json says',
      'b.json: Metadata.Palisade cannot be true: purpose: differs from what a.json says',
      'b.json: Metadata.Palisade cannot be true: stack: edge is not one of data',
      'b.json: Metadata.Palisade cannot be true: stack: a.json is the edge stack as well',
    ]);
  });

  test('fails an account whose templates contradict each other or what is in them', () => {
    const topic = { Type: 'AWS::SNS::Topic' };
    const template = (name: string, changed: JsonRecord, own: JsonRecord) => ({
      name,
      sha256: '',
      body: { Metadata: { Palisade: { ...account, ...changed } }, Resources: own },
    });
    const topics = { Page: topic, Ticket: topic, Security: topic };
    const declared = {
      control: 'DET-01',
      owner: 'platform team',
      arn: 'arn:aws:guardduty:eu-west-1:1:detector/1',
    };
    const findings = evaluate(
      new Model([
        template('a.json', {}, topics),
        template('b.json', { declared: [declared, declared] }, { ...topics, Security: thing(true) }),
        template('c.json', { region: 'eu-central-1' }, topics),
        template('d.json', { account: '222222222222' }, topics),
      ]),
      [rule],
    ).filter(({ status }) => status === 'fail');
    expect(findings.map(({ template: name, message }) => `${name}: ${message}`)).toEqual([
      'b.json: Metadata.Palisade cannot be true: declared: differs from what a.json says',
      'b.json: Metadata.Palisade cannot be true: stack: a.json is the account stack in eu-west-1 as well',
      'b.json: Metadata.Palisade cannot be true: alerts.security: Security is not a topic of this template',
      'b.json: Metadata.Palisade cannot be true: declared: DET-01 is declared twice',
      'c.json: Metadata.Palisade cannot be true: region: eu-central-1 is not one of eu-west-1, us-east-1',
    ]);
  });

  test('lets an account accept its own findings', () => {
    const body = {
      Metadata: { Palisade: { ...account, acceptances: [acceptance] } },
      Resources: { Bad: thing(false) },
    };
    expect(brief(judge(body)).filter((finding) => finding.startsWith('TEST-01'))).toEqual([
      'TEST-01 accepted Bad',
    ]);
  });

  test('fails a contract that declares a control without the ARN of what fulfils it', () => {
    const declared = [{ control: 'EDGE-01', owner: 'platform team', arn: 'later' }];
    expect(judge(shop({ declared }, {}))).toMatchObject([
      {
        status: 'fail',
        message: 'Metadata.Palisade cannot be read: declared.0.arn: must be an ARN',
      },
    ]);
  });

  test('cannot decide a nested stack whose template was not given', () => {
    const body = {
      Resources: {
        Child: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: 'https://elsewhere.example/t.json' },
        },
      },
    };
    expect(brief(judge(body))).toEqual(['TEMPLATE-written-out unknown Child']);
  });

  test('fails a contract that cannot be read, instead of judging a foreign template', () => {
    const [finding] = judge({ Metadata: { Palisade: { ...storefront, version: 1 } }, Resources: {} });
    expect(finding).toMatchObject({ rule: 'TEMPLATE-contract', status: 'fail' });
    expect(finding?.message).toBe('Metadata.Palisade cannot be read: version: is 1; expected 2');
  });

  test('calls a rule that says nothing a mistake of ours', () => {
    const silent = { ...rule, check: () => [] };
    const model = new Model([{ name: 'a.json', sha256: '', body: { Resources: resources } }]);
    expect(() => evaluate(model, [silent])).toThrow('rule TEST-01 says nothing about Fine');
  });
});

describe('an acceptance in a storefront’s template', () => {
  const accepted = (entry: JsonRecord, options: EvaluateOptions = { asOf: '2026-11-22' }) =>
    judge(shop({ acceptances: [entry] }, { Bad: thing(false) }), options);

  test('turns its finding into an accepted one and stays with it', () => {
    expect(accepted(acceptance)).toMatchObject([{ status: 'accepted', logicalId: 'Bad', acceptance }]);
  });

  test('may name the construct path', () => {
    const bad = { ...thing(false), Metadata: { 'aws:cdk:path': 'shop/Bad/Resource' } };
    const entry = { ...acceptance, resource: 'shop/Bad/Resource' };
    expect(brief(judge(shop({ acceptances: [entry] }, { Bad: bad }), {}))).toEqual(['TEST-01 accepted Bad']);
  });

  test('holds on its last day and no day longer', () => {
    expect(brief(accepted(acceptance, { asOf: '2027-01-31' }))).toEqual(['TEST-01 accepted Bad']);
    expect(brief(accepted(acceptance, { asOf: '2027-02-01' }))).toEqual([
      'TEST-01 fail Bad',
      'ACCEPTANCE-expired fail Bad',
    ]);
  });

  test('has its date judged only where a day is given, so that synthesis needs no clock', () => {
    expect(brief(accepted({ ...acceptance, expires: '2020-01-01' }, {}))).toEqual(['TEST-01 accepted Bad']);
  });

  test('that silences nothing is a finding', () => {
    expect(brief(accepted({ ...acceptance, resource: 'Gone' }))).toEqual([
      'TEST-01 fail Bad',
      'ACCEPTANCE-unused fail Gone',
    ]);
  });

  test('of another thing that the rule found there silences nothing', () => {
    expect(brief(accepted({ ...acceptance, about: 'something else' }))).toEqual([
      'TEST-01 fail Bad',
      'ACCEPTANCE-unused fail Bad',
    ]);
  });

  test.each<[string, JsonRecord, string]>([
    [
      'names nobody else as approver',
      { approver: 'OPS@boutique.example ' },
      'approver: must differ from the owner',
    ],
    [
      'gives a reason too short to tell anything',
      { reason: 'because' },
      'reason: must have at least 20 characters',
    ],
    ['fills its reason with spaces', { reason: ' '.repeat(30) }, 'reason: must have at least 20 characters'],
    ['has a ticket of spaces', { ticket: '   ' }, 'ticket: must say something'],
    ['ends on no day of the calendar', { expires: '2027-02-30' }, 'expires: must be a day of the calendar'],
    ['ends some time', { expires: 'soon' }, 'expires: must be a day such as 2027-06-30'],
  ])('that %s is a finding and silences nothing', (_, change, mistake) => {
    const findings = accepted({ ...acceptance, ...change });
    expect(brief(findings)).toEqual(['TEST-01 fail Bad', 'ACCEPTANCE-malformed fail Bad']);
    expect(findings[1]?.message).toContain(mistake);
  });

  test.each(['rule', 'resource', 'kind', 'reason', 'owner', 'approver', 'ticket', 'expires'])(
    'without %s is a finding and silences nothing',
    (field) => {
      const { [field]: _, ...entry }: JsonRecord = acceptance;
      expect(accepted(entry).map(({ rule: id, status }) => `${id} ${status}`)).toEqual([
        'TEST-01 fail',
        'ACCEPTANCE-malformed fail',
      ]);
    },
  );

  test('of a rule that nobody has is a finding', () => {
    expect(accepted({ ...acceptance, rule: 'TEST-99' })[1]).toMatchObject({
      rule: 'ACCEPTANCE-malformed',
      message: 'the acceptance of TEST-99 on Bad names a rule that does not exist',
    });
  });

  test('of another pack is checked for completeness and date, not for use', () => {
    const other = { ...acceptance, rule: 'AwsSolutions::AwsSolutions-S1' };
    expect(brief(accepted(other))).toEqual(['TEST-01 fail Bad']);
    expect(brief(accepted(other, { asOf: '2030-01-01' }))).toEqual([
      'TEST-01 fail Bad',
      'ACCEPTANCE-expired fail Bad',
    ]);
  });

  test('does not reach into the storefront’s other templates', () => {
    const one = {
      name: 'a.json',
      sha256: '',
      body: shop({ acceptances: [acceptance] }, { Bad: thing(false) }),
    };
    const two = { name: 'b.json', sha256: '', body: shop({ stack: 'data' }, { Bad: thing(false) }) };
    expect(evaluate(new Model([one, two]), [rule]).map(({ status }) => status)).toEqual(['accepted', 'fail']);
  });

  test('in a foreign template counts for nothing', () => {
    const body = { Metadata: { Acceptances: [acceptance] }, Resources: { Bad: thing(false) } };
    expect(brief(judge(body))).toEqual(['TEST-01 fail Bad']);
  });
});

describe('an acceptance in a file', () => {
  const file = (...entries: unknown[]) => ({
    acceptances: [{ name: 'accepted.yaml', entries }],
    asOf: '2026-11-22',
  });

  test('excuses a finding of a foreign template', () => {
    expect(brief(judge({ Resources: { Bad: thing(false) } }, file(acceptance)))).toEqual([
      'TEST-01 accepted Bad',
    ]);
  });

  test('may be narrowed to one of several templates that have such a resource', () => {
    const body = { Resources: { Bad: thing(false) } };
    const templates = ['a.json', 'b.json'].map((name) => ({ name, sha256: '', body }));
    const narrowed = file({ ...acceptance, template: 'b.json' });
    expect(evaluate(new Model(templates), [rule], narrowed).map(({ status }) => status)).toEqual([
      'fail',
      'accepted',
    ]);
  });

  test('that is malformed, expired or unused is a finding about the file', () => {
    const findings = judge(
      { Resources: { Fine: thing(true) } },
      file('nonsense', { ...acceptance, expires: '2026-11-21' }, acceptance),
    );
    expect(
      findings.filter(({ status }) => status === 'fail').map(({ rule: id, template }) => `${id} ${template}`),
    ).toEqual([
      'ACCEPTANCE-malformed accepted.yaml',
      'ACCEPTANCE-expired accepted.yaml',
      'ACCEPTANCE-unused accepted.yaml',
      'ACCEPTANCE-unused accepted.yaml',
    ]);
  });

  test('is not called unused when its rule was not run', () => {
    const findings = judge({ Resources: { Fine: thing(true) } }, { ...file(acceptance), only: [] });
    expect(findings).toEqual([]);
  });
});
