import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { boutiqueAssembly } from '../support/boutique.ts';
import { run } from '../support/run.ts';

/**
 * An assessor who has the folder and nothing else: every answer is read from a file of it. The shop is the boutique, with a script on
 * its payment pages, logs of its network that are kept too short and that somebody lives with, a scan and a confirmation on record.
 */
const outside = mkdtempSync(join(tmpdir(), 'palisade-questions-'));
const folder = join(outside, 'evidence');
const days = ['--period', '2026-01-01..2026-12-31', '--as-of', '2026-11-30'];

beforeAll(() => {
  const assembly = join(outside, 'cdk.out');
  cpSync(boutiqueAssembly(), assembly, { recursive: true });
  for (const name of readdirSync(assembly).filter((each) => each.endsWith('.template.json'))) {
    const file = join(assembly, name);
    writeFileSync(file, JSON.stringify(changed(JSON.parse(readFileSync(file, 'utf8')))));
  }
  writeFileSync(join(outside, 'q4.pdf'), 'scan');
  const records = join(outside, 'records.yaml');
  writeFileSync(
    records,
    `version: 1
records:
  - { kind: asvScan, date: 2026-11-20, by: Example Scanning, result: passed, file: q4.pdf }
  - { kind: attestation, date: 2026-03-01, by: Stripe, about: Stripe, until: 2027-02-28, file: q4.pdf }
confirmations:
  - { criterion: outsourced, by: Ada Lovelace, date: 2026-11-21 }
`,
  );
  const procedures = join(outside, 'procedures');
  const by = ['--owner', 'Ada Lovelace', '--reviewed', '2026-11-01'];
  run('evidence', 'procedures', assembly, '--output', procedures, ...by);
  run('evidence', assembly, ...days, '--records', records, '--procedures', procedures, '--output', folder);
});
afterAll(() => rmSync(outside, { recursive: true }));

interface TemplateText {
  readonly Metadata: {
    readonly Palisade: { readonly payments: { scripts: object[] }; acceptances: object[] };
  };
  readonly Resources: Readonly<Record<string, { readonly Properties: Record<string, unknown> }>>;
}

function changed(template: TemplateText): TemplateText {
  const { payments, acceptances } = template.Metadata.Palisade;
  payments.scripts.push({
    host: 'https://stats.example',
    owner: 'marketing@boutique.example',
    reason: 'Counts visits',
    pages: ['*'],
    onPaymentPages: { justification: 'Tells where shoppers give up' },
  });
  for (const [id, resource] of Object.entries(template.Resources)) {
    if (!/^LogsFlowLogs/.test(id)) continue;
    resource.Properties['RetentionInDays'] = 7;
    acceptances.push({
      rule: 'LOG-05',
      resource: id,
      kind: 'risk',
      reason: 'The lake of the group keeps the same flows for two years.',
      owner: 'operations@boutique.example',
      approver: 'security@boutique.example',
      ticket: 'SHOP-42',
      expires: '2027-03-31',
    });
  }
  return template;
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
// biome-ignore lint/suspicious/noExplicitAny: an assessor's programs have no types of ours.
const json = (path: string): any => JSON.parse(read(path));
/** What a page says, without its marks. */
const page = (path: string) =>
  read(path)
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

/** The rows of a register that begin so, each by the names of its columns. */
function rows(id: string, start = ''): readonly Readonly<Record<string, string>>[] {
  const register = json('registers-boutique-prod.json').registers.find(
    (each: { readonly id: string }) => each.id === id,
  );
  return register.rows
    .filter(([first]: readonly string[]) => first?.startsWith(start))
    .map((row: readonly string[]) =>
      Object.fromEntries(register.columns.map((column: string, index: number) => [column, row[index]])),
    );
}

const requirement = (number: string) =>
  json('matrix-boutique-prod.json').rows.find((row: { readonly number: string }) => row.number === number);
const environment = (path: string) => json(path).environments[0];

const answers: Readonly<Record<string, () => void>> = {
  'What applies: which questionnaire, or a report (ROC)?': () => {
    expect(environment('scope.json')).toMatchObject({ outcome: 'SAQ A', assessor: false, role: 'merchant' });
    expect(page('scope.html')).toContain(
      'PCI DSS SAQ A (levels Visa 3, Mastercard 3); the acquirer decides.',
    );
    expect(page('scope.html')).toContain('after a breach either may ask for an assessor');
  },
  'What has a person still to confirm?': () => {
    const asked = environment('scope.json').confirmations.map(({ id }: { readonly id: string }) => id);
    const given = json('records.json').confirmations.map(
      ({ criterion }: { readonly criterion: string }) => criterion,
    );
    expect([asked.length, given]).toEqual([6, ['outsourced']]);
    expect(page('scope.html')).toContain('outsourced Ada Lovelace has confirmed it on 2026-11-21');
    expect(page('scope.html')).toContain('payment-page-origin Not confirmed yet');
    expect(page('year.html')).toContain('5 of 6 are open');
  },
  'When is the next ASV scan due?': () => {
    const scans = environment('year.json').due.find(({ id }: { readonly id: string }) => id === 'asv-scans');
    expect(scans).toMatchObject({
      state: 'incomplete',
      due: '2027-02-20',
      by: 'an Approved Scanning Vendor',
    });
    expect(page('year.html')).toContain('by 2027-02-20 (incomplete): Have an Approved Scanning Vendor scan');
  },
  'What fails, and what is unknown?': () => {
    const findings: readonly { readonly status: string; readonly rule: string }[] =
      json('report.json').findings;
    const failing = findings.filter(({ status }) => status === 'fail').map(({ rule }) => rule);
    expect([...new Set(failing)]).toEqual(['HDR-03', 'LOG-05-sources']);
    expect(findings.filter(({ status }) => status === 'unknown')).toEqual([]);
    expect(page('index.html')).toContain(`Findings that stop a deployment: ${failing.length}.`);
  },
  'Why does a requirement such as 8.4.2 pass, or why not?': () => {
    expect(requirement('8.4.2')).toMatchObject({ asked: false, because: 'SAQ A has no row for it' });
    expect(page('matrix-boutique-prod.html')).toMatch(
      /8\.4\.2 MFA for everybody entering CDE: SAQ A has no row/,
    );
    expect(requirement('10.5.1').controls).toContainEqual(
      expect.objectContaining({ control: 'LOG-05', design: 'fail' }),
    );
  },
  'What can no template show?': () => {
    const { rows: all } = json('matrix-boutique-prod.json');
    const open = all
      .filter((row: { asked: boolean; design: string }) => row.asked && row.design === 'notAssessed')
      .map(({ number }: { readonly number: string }) => number);
    expect(open).toContain('11.3.2');
    expect(open.length).toBeGreaterThan(10);
    expect(page('index.html')).toContain(`${open.length} not assessed`);
  },
  'Who can read a secret, such as the token of Stripe?': () => {
    const [stripe] = rows('secrets', 'GatewaySecretsStripe');
    expect(stripe?.['read by']?.replaceAll(/[0-9A-F]{8} in boutique-prod-payments/g, '')).toBe(
      'PaymentSessionRole, PaymentCallbackRole, OrderWorkerRole, TokenRotationRole',
    );
    expect(stripe).toMatchObject({ 'could make itself a reader': 'nobody', turns: 'rate(90 days)' });
  },
  'Which key encrypts what, and how often does it turn?': () => {
    const [key] = rows('keys', 'OrdersTableKey');
    expect(key?.['used by']).toMatch(/^OrdersTable\w+ in boutique-prod-data$/);
    expect(key?.['turns']).toBe('every 365 days');
  },
  'Which ports are open, and why?': () => {
    const open = rows('ports').filter(({ protocol }) => protocol === 'tcp');
    expect(open.map(({ direction, ports, reason }) => `${direction} ${ports}: ${reason}`)).toEqual([
      'in 443: HTTPS from the origin-facing servers of CloudFront, through the VPC origin',
      'out 443: HTTPS to payment gateways and AWS; the DNS Firewall decides which names resolve',
    ]);
  },
  'Which logs leave the region, and how long is each kept?': () => {
    const left = rows('logs').filter((row) => row['leaves the region of the shop'] !== 'no');
    expect(left.map(({ store }) => store?.replace(/[0-9A-F]{8} in /, ' in '))).toEqual([
      'LogsFirewall in boutique-prod-edge',
      'LogsSiteRelease in boutique-prod-edge',
      'AccessLogs in boutique-prod-edge',
    ]);
    expect(new Set(left.map((row) => row['leaves the region of the shop']))).toEqual(
      new Set(['yes: they lie in us-east-1']),
    );
    expect(rows('logs', 'LogsFlowLogs')[0]).toMatchObject({ region: 'eu-west-1', 'kept for days': '7' });
    expect(rows('logs').filter((row) => row['written by'] === 'not told by these templates')).toEqual([]);
  },
  'Which backups cover the orders, with which RPO and RTO?': () => {
    const [orders] = rows('backups', 'OrdersTable');
    expect(orders).toMatchObject({
      'lost at most (RPO)': 'within the region seconds; with the region 28 hours, after which an alarm tells',
      'back within (RTO)': '480 minutes, after which a restore test has failed',
      'backed up by': 'daily: cron(0 3 * * ? *), monthly: cron(0 4 1 * ? *)',
    });
  },
  'Which third parties are there, and what attests for them?': () => {
    expect(rows('providers').map(({ who, attestation }) => `${who}: ${attestation}`)).toEqual([
      'AWS: no record',
      'stripe: of 2026-03-01, counts until 2027-02-28',
      'paypal: no record',
      'https://stats.example: no record',
    ]);
  },
  'Which scripts run on payment pages, and who owns them?': () => {
    expect(rows('scripts')).toEqual([
      {
        source: 'https://stats.example',
        pages: '/checkout/*',
        owner: 'marketing@boutique.example',
        justification: 'Counts visits; Tells where shoppers give up',
      },
    ]);
  },
  'What was accepted, by whom, and until when?': () => {
    const people = rows('acceptances').filter(({ approval }) => !approval?.includes('palisade'));
    expect(people).toEqual([
      expect.objectContaining({
        rules: 'LOG-05',
        approval: 'approved by security@boutique.example',
        until: '2027-03-31',
        ticket: 'SHOP-42',
      }),
    ]);
    const byKit = rows('acceptances').filter(({ approval }) => approval?.includes('palisade'));
    expect(byKit.length).toBeGreaterThan(3);
    for (const { approval } of byKit) expect(approval).toMatch(/^recommended by palisade .*, not confirmed$/);
  },
  "Which controls are somebody else's?": () => {
    expect(rows('declared').map(({ control, owner }) => [control, owner])).toEqual([
      ['DET-06', 'the stacks of the account, palisade-account-REGION'],
    ]);
  },
  'Where do card numbers go?': () => {
    const { diagrams } = json('diagrams-boutique-prod.json');
    const flows = diagrams.flatMap((each: { readonly flows: readonly object[] }) => each.flows);
    const cards = flows.filter(({ hasCards }: { readonly hasCards?: boolean }) => hasCards);
    expect(new Set(cards.map(({ from, to }: Record<string, string>) => `${from} to ${to}`))).toEqual(
      new Set(['browser to gateway stripe', 'browser to gateway paypal']),
    );
    expect(page('diagrams.html')).toContain('Card numbers go here.');
  },
  'Which functions run a package?': () => {
    const running = environment('software.json')
      .functions.filter(
        ({ bill }: { readonly bill?: string }) =>
          bill !== undefined &&
          json(bill).components.some(
            ({ group, name }: Record<string, string>) =>
              `${group}/${name}` === '@aws-sdk/client-secrets-manager',
          ),
      )
      .map(({ place }: { readonly place: string }) => place.replace(/[0-9A-F]{8} in .*/, ''));
    expect(running).toContain('PaymentSession');
    expect(running).not.toContain('CspReport');
  },
  'What happens where card data turn up unexpectedly?': () => {
    const plan = json('procedures.json').procedures.find(
      ({ requirements }: { readonly requirements: readonly string[] }) => requirements.includes('12.10.7'),
    );
    expect(plan).toMatchObject({ owner: 'Ada Lovelace', state: 'open' });
    expect(read(plan.path)).toMatch(/card/i);
    expect(page('procedures.html')).toContain(plan.title);
  },
  'Was what was judged deployed, and when did somebody look?': () => {
    expect(json('live.json')).toEqual({ live: [] });
    expect(page('index.html')).toContain('Design only.');
    expect(page('live.html')).toContain('Nobody looked at it: design only.');
  },
  'By which rules was it judged?': () => {
    const { ruleset, tool, judging } = json('manifest.json');
    expect(ruleset).toEqual({ version: json('report.json').ruleset.version, sha256: expect.any(String) });
    expect([tool.name, judging]).toEqual(['palisade', []]);
    expect(page('report.html')).toContain('HDR-03');
  },
  'Is the folder whole?': () => {
    const { files } = json('manifest.json');
    const changedFiles = files.filter(
      ({ path, sha256 }: Record<string, string>) =>
        createHash('sha256')
          .update(readFileSync(join(folder, path ?? '')))
          .digest('hex') !== sha256,
    );
    expect([files.length > 40, changedFiles]).toEqual([true, []]);
  },
  'What has changed since another bundle?': () => {
    // Two manifests tell it: the hash of each template, of the rules and of the program.
    const { templates } = json('manifest.json');
    expect(templates.length).toBe(6);
    for (const { file, sha256 } of templates) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(page('index.html')).toContain('palisade evidence diff OLD NEW');
  },
};

test.each(Object.entries(answers))('%s', (_, answer) => answer());

test('the first page lists these questions, each with a page that is in the folder', () => {
  const listed = [...read('index.html').matchAll(/<li>([^<]+\?)\n((?:<a href="[^"]+">[^<]+<\/a> )+)/g)];
  expect(listed.map(([, asks]) => asks?.replaceAll('&#39;', "'"))).toEqual(Object.keys(answers));
  for (const [, , links = ''] of listed) {
    for (const [, path = '', fragment = ''] of links.matchAll(/href="([^"#]+)#?([^"]*)"/g)) {
      expect([path, read(path).includes(fragment === '' ? '' : `id="${fragment}"`)]).toEqual([path, true]);
    }
  }
});

test('the first page tells a way through all chapters that takes two hours', () => {
  expect(Number(/about (\d+) minutes/.exec(page('index.html'))?.[1])).toBeLessThanOrEqual(120);
});
