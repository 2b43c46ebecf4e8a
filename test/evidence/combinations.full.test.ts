import { describe, expect, test } from '@jest/globals';
import { integrations } from '../../lambda/gateways/gateway-config.ts';
import { type JsonRecord, section } from '../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import type { Role } from '../../lib/compliance/levels.ts';
import { criterionById, type ValidationRoute, validationRoute } from '../../lib/compliance/saq.ts';
import type { YearlyTransactions } from '../../lib/contract/schema.ts';
import { type EvidenceEnvironment, environmentsOf } from '../../lib/evidence/environment.ts';
import type { Chapter, Evidence } from '../../lib/evidence/evidence.ts';
import { type MatrixRow, matrixOf } from '../../lib/evidence/matrix/matrix.ts';
import { matrixChapter } from '../../lib/evidence/matrix/matrix-chapter.ts';
import { oscalChapter } from '../../lib/evidence/oscal/oscal-chapter.ts';
import { recordKinds } from '../../lib/evidence/records/kinds.ts';
import { type Due, dueIn } from '../../lib/evidence/scope/due.ts';
import { scopeChapter } from '../../lib/evidence/scope/scope-chapter.ts';
import { yearChapter } from '../../lib/evidence/scope/year-chapter.ts';
import { plainFinding } from '../../lib/policy/finding.ts';
import { html } from '../../lib/report/formats/html/markup.ts';
import { accountTemplates } from '../support/account.ts';
import { boutiqueTaking } from '../support/boutique.ts';
import { expectGolden } from '../support/golden.ts';
import { boutiqueEvidence, evidenceOf } from './support/boutique-evidence.ts';

type Integration = (typeof integrations)[number];

/** A way to take payments, by a company of a role and of a level with Visa. */
interface Combination {
  readonly integration: Integration;
  readonly role: Role;
  readonly level: number;
  readonly transactions: YearlyTransactions;
}

/** Counts of Visa that give each level. A service provider has level 1 or 2. */
const counts: Readonly<Record<Role, readonly number[]>> = {
  merchant: [6_000_001, 1_000_000, 20_000, 19_999],
  serviceProvider: [300_001, 300_000],
};

const combinations: readonly Combination[] = Object.entries(counts).flatMap(([role, ofLevels]) =>
  ofLevels.flatMap((count, index) =>
    integrations.map((integration) => ({
      integration,
      role: role as Role,
      level: index + 1,
      transactions: { visa: { ecommerce: count, total: count } },
    })),
  ),
);

/** Each kind was recorded once, so that what is due again has a day. */
const records = {
  records: recordKinds.map((kind) => ({ kind, date: '2026-11-02', by: 'Jane Roe' })),
  confirmations: [],
};

/** The example, of which the contract in the templates alone says something else. */
function evidenceSaying(change: (contract: JsonRecord) => JsonRecord): Evidence {
  const evidence = boutiqueEvidence((sources) => sources.map((source) => withContract(source, change)));
  return { ...evidence, records };
}

function withContract(source: TemplateSource, change: (contract: JsonRecord) => JsonRecord): TemplateSource {
  const metadata = section(source.body, 'Metadata');
  const contract = section(metadata, 'Palisade');
  if (contract['kind'] !== 'storefront') return source;
  return { ...source, body: { ...source.body, Metadata: { ...metadata, Palisade: change(contract) } } };
}

/** Each shop that takes payments otherwise has templates of its own: its pages, policies and functions are others. */
const evidences = new Map(
  integrations.map((integration) => {
    const evidence = evidenceOf([...boutiqueTaking(integration), ...accountTemplates()]);
    return [integration, { ...evidence, records }] as const;
  }),
);

/** What a combination comes to. What rules see of templates depends neither on the role nor on a count, and is not asked anew. */
function outcomeOf({ integration, role, transactions }: Combination) {
  const evidence = evidences.get(integration) as Evidence;
  const [judged] = environmentsOf(evidence);
  if (!judged) throw new Error('the boutique has an environment');
  const contract = { ...judged.contract, role, yearlyTransactions: transactions };
  const { gateways } = contract.payments;
  const pciDss = validationRoute({ role, gateways, transactions });
  const environment: EvidenceEnvironment = {
    ...judged,
    contract,
    storefront: { ...judged.storefront, pciDss },
  };
  return { pciDss, due: dueIn(environment, evidence), rows: matrixOf(environment, evidence) };
}

const outcomes = combinations.map((combination) => ({ combination, ...outcomeOf(combination) }));

/** What is filed, as the columns of the golden file are called. */
function formOf({ outcome, guide }: ValidationRoute, role: Role): string {
  if (role === 'serviceProvider') return outcome === 'ROC' ? 'ROC, sp' : 'D, sp';
  return `${outcome}${guide ? `, ${guide}` : ''}`.replaceAll('SAQ ', '');
}

interface Form {
  readonly name: string;
  readonly due: readonly Due[];
  readonly rows: readonly MatrixRow[];
}

const forms: readonly Form[] = [
  ...new Map(
    outcomes.map(({ combination, pciDss, due, rows }) => {
      const name = formOf(pciDss, combination.role);
      return [name, { name, due, rows }] as const;
    }),
  ).values(),
].toSorted((one, other) => asked(one).length - asked(other).length || (one.name < other.name ? -1 : 1));

function asked({ rows }: Pick<Form, 'rows'>): readonly MatrixRow[] {
  return rows.filter((row) => row.asked);
}

/** Why a number is not asked for, in a word of few letters. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/took its place/, 'old'],
  [/issuers/, 'issuer'],
  [/designates/, 'named'],
  [/service providers/, 'sp'],
  [/has no row/, '-'],
];

function askedWord({ asked: is, guided, because = '' }: MatrixRow): string {
  if (is) return guided === false ? 'report' : 'yes';
  return reasons.find(([pattern]) => pattern.test(because))?.[1] ?? because;
}

function designWord({ design, responsibility }: MatrixRow): string {
  return responsibility ? `(${responsibility.reason})` : design;
}

function table(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function filed(): readonly (readonly string[])[] {
  return outcomes.map(({ combination: { integration, role, level }, pciDss, due, rows }) => [
    role === 'merchant' ? 'merchant' : 'provider',
    String(level),
    integration,
    formOf(pciDss, role),
    `${due.length} due`,
    `${asked({ rows }).length} asked`,
    pciDss.confirmations.map(({ id }) => id).join(' '),
  ]);
}

/** How every brand grades a merchant and a service provider at each end of its levels, by redirect. */
const brands: readonly (readonly [Role, YearlyTransactions])[] = [
  ['merchant', { mastercard: { ecommerce: 0, total: 6_000_001 } }],
  ['merchant', { mastercard: { ecommerce: 0, total: 1_000_001 } }],
  ['merchant', { mastercard: { ecommerce: 20_001, total: 1_000_000 } }],
  ['merchant', { mastercard: { ecommerce: 20_000, total: 1_000_000 } }],
  ['merchant', { visa: { ecommerce: 0, total: 1_000_000 }, mastercard: { ecommerce: 1, total: 1 } }],
  ['merchant', { amex: { ecommerce: 0, total: 2_500_000 } }],
  ['merchant', { amex: { ecommerce: 0, total: 50_000 } }],
  ['merchant', { amex: { ecommerce: 0, total: 10_000 } }],
  ['merchant', { amex: { ecommerce: 9_999, total: 9_999 } }],
  ['merchant', { discover: { ecommerce: 0, total: 6_000_000 } }],
  ['merchant', { discover: { ecommerce: 0, total: 1_000_000 } }],
  ['merchant', { discover: { ecommerce: 999_999, total: 999_999 } }],
  ['merchant', { jcb: { ecommerce: 0, total: 1_000_000 } }],
  ['merchant', { jcb: { ecommerce: 999_999, total: 999_999 } }],
  ['merchant', { unionpay: { ecommerce: 9_000_000, total: 9_000_000 } }],
  ['merchant', { visa: { ecommerce: 1, total: 1 }, amex: { ecommerce: 0, total: 2_500_000 } }],
  ['serviceProvider', { mastercard: { ecommerce: 0, total: 300_001 } }],
  ['serviceProvider', { mastercard: { ecommerce: 0, total: 300_000 } }],
  ['serviceProvider', { amex: { ecommerce: 0, total: 2_500_000 } }],
  ['serviceProvider', { amex: { ecommerce: 0, total: 2_499_999 } }],
  ['serviceProvider', { discover: { ecommerce: 0, total: 300_001 } }],
  ['serviceProvider', { discover: { ecommerce: 0, total: 300_000 } }],
  ['serviceProvider', { jcb: { ecommerce: 1, total: 1 } }],
  ['serviceProvider', { unionpay: { ecommerce: 1, total: 1 } }],
];

function byBrand(): readonly (readonly string[])[] {
  const gateways = [{ name: 'stripe', mode: 'live' as const, integration: 'redirect' as const }];
  return brands.map(([role, transactions]) => {
    const route = validationRoute({ role, gateways, transactions });
    return [
      role === 'merchant' ? 'merchant' : 'provider',
      Object.entries(transactions)
        .map(([brand, count]) => `${brand} ${count?.ecommerce} of ${count?.total}`)
        .join(', '),
      `level ${route.levels.map(({ level = 'unknown' }) => level).join(', ')}`,
      `${formOf(route, role)}${route.assessor ? ' with a QSA or an ISA' : ''}`,
    ];
  });
}

function obligationLines(): readonly (readonly string[])[] {
  const all = new Map(forms.flatMap(({ due }) => due.map((each) => [each.obligation.id, each] as const)));
  return [...all.values()].map(({ obligation, standing }) => {
    const { id, requirement = 'own', everyDays, atLeastYearly, after } = obligation;
    const often = everyDays === undefined ? '' : `${everyDays} days`;
    const least = atLeastYearly === undefined ? '' : `, ${atLeastYearly} a year`;
    return [
      id,
      requirement,
      `${often}${least}`,
      standing.due ?? '',
      ...forms.map(({ due }) => dueWord(due.find((each) => each.obligation.id === id))),
      after === undefined ? '' : `after ${after}`,
    ];
  });
}

function dueWord(due: Due | undefined): string {
  if (!due) return '-';
  return due.obligation.guided === false ? 'report' : 'yes';
}

function requirementLines(): readonly (readonly string[])[] {
  const seen = integrations.map((integration) => {
    const found = outcomes.find(({ combination }) => combination.integration === integration);
    return [integration, found?.rows ?? []] as const;
  });
  return (forms[0]?.rows ?? []).map(({ requirement: { number } }, index) => {
    const states = seen.map(
      ([integration, rows]) => [integration, designWord(rows[index] as MatrixRow)] as const,
    );
    const usual = states[0]?.[1] ?? '';
    const others = states.filter(([, state]) => state !== usual);
    return [
      number,
      ...forms.map(({ rows }) => askedWord(rows[index] as MatrixRow)),
      usual,
      others.map(([integration, state]) => `${integration}: ${state}`).join(', '),
    ];
  });
}

function countLines(): readonly (readonly string[])[] {
  const words = [...new Set(forms.flatMap(({ rows }) => rows.map(askedWord)))];
  return words.map((word) => [
    word,
    ...forms.map(({ rows }) => String(rows.filter((row) => askedWord(row) === word).length)),
  ]);
}

const golden = `What a shop files, what it does again and again, and which numbers of PCI DSS v4.0.1 it is asked for. A report (ROC) of a merchant names the
questionnaire that may guide it; sp is a service provider.

FILED: role, level with Visa, integration, form, obligations, numbers, what a person confirms
${table(filed()).join('\n')}

BY OTHER BRANDS, by redirect: online of all transactions, level with each, form
${table(byBrand()).join('\n')}

OBLIGATIONS: by whom they are asked, how often, when again if done on 2026-11-02, in which form; report: not in
the questionnaire that may guide the report
${table([['', '', '', '', ...forms.map(({ name }) => name)], ...obligationLines()]).join('\n')}

NUMBERS: how many are asked for. report: asked for, and not in the questionnaire that may guide the report; -: the form has no row; sp: service
providers alone; issuer: issuers alone; named: whom a brand designates; old: another number took its place
${table([['', ...forms.map(({ name }) => name)], ...countLines()]).join('\n')}

NUMBERS, each with its design in the templates of the example, and what another integration of Stripe beside PayPal by redirect changes of it
${table([['', ...forms.map(({ name }) => name), 'redirect', 'otherwise'], ...requirementLines()]).join('\n')}
`;

test('each integration, role and level files, does and is asked for what was agreed on', () => {
  expectGolden('filed-and-asked.txt', golden);
});

describe('the golden file leaves nothing out:', () => {
  test.each(outcomes.map((outcome) => [nameOf(outcome.combination), outcome] as const))(
    '%s is asked and has to do what its column says',
    (_, { combination, pciDss, due, rows }) => {
      const form = forms.find(({ name }) => name === formOf(pciDss, combination.role));
      expect(rows.map(askedWord)).toEqual(form?.rows.map(askedWord));
      expect(due).toEqual(form?.due);
    },
  );

  test('neither the role nor a count changes what a rule sees', () => {
    const visa = { ecommerce: 9_000_000, total: 9_000_000 };
    const evidence = evidenceSaying((contract) => ({
      ...contract,
      role: 'serviceProvider',
      yearlyTransactions: { visa },
    }));
    const seen = ({ report }: Evidence) =>
      report.findings.map(({ fingerprint, status, message }) => [fingerprint, status, message]);
    expect(seen(evidence)).toEqual(seen(evidences.get('redirect') as Evidence));
  });
});

/** The evidence of an integration as that of a combination, whose rules see the same. */
function evidenceFor({ integration, role, transactions }: Omit<Combination, 'level'>): Evidence {
  const evidence = evidences.get(integration) as Evidence;
  const storefronts = evidence.report.storefronts.map((storefront) => {
    const owner = evidence.model.storefronts.find(({ contract }) => contract.shop === storefront.shop);
    const { gateways = [] } = owner?.contract.payments ?? {};
    return { ...storefront, pciDss: validationRoute({ role, gateways, transactions }) };
  });
  return { ...evidence, report: { ...evidence.report, storefronts } };
}

function pagesOf(evidence: Evidence, chapters: readonly Chapter[]): ReadonlyMap<string, string> {
  const files = chapters.flatMap((chapter) => chapter.files(evidence));
  return new Map(files.map(({ path, content }) => [path, String(content)]));
}

describe('a report that a questionnaire may guide', () => {
  const visa = { ecommerce: 9_000_000, total: 9_000_000 };
  const report = evidenceFor({ integration: 'redirect', role: 'merchant', transactions: { visa } });
  const pages = pagesOf(report, [yearChapter, scopeChapter, matrixChapter]);
  const [environment] = environmentsOf(report);
  const leftOutOn = (path: string) =>
    pages.get(path)?.split('Not in SAQ A, which may guide the report.').length;

  test('is told on the sheet of the year and with the scope what the questionnaire does not ask to be done', () => {
    const due = environment ? dueIn(environment, report) : [];
    const others = due.filter(({ obligation }) => obligation.guided === false);
    expect(others).toHaveLength(19);
    expect([leftOutOn('year.html'), leftOutOn('scope.html')]).toEqual([20, 20]);
    for (const path of ['year.json', 'scope.json'])
      expect(pages.get(path)?.match(/"guided": false/g)).toHaveLength(19);
  });

  test('is told of each row whether the questionnaire has it', () => {
    expect(leftOutOn('matrix-boutique-prod.html')).toBe(206);
  });
});

describe('what a merchant with a frame confirms (FAQ 1588)', () => {
  const framed = evidences.get('iframe') as Evidence;
  const passing: Evidence = {
    ...framed,
    report: {
      ...framed.report,
      findings: framed.report.findings.map((finding) => ({ ...plainFinding(finding), status: 'pass' })),
    },
  };
  const chapters = [scopeChapter, yearChapter];
  const text = criterionById('scripts').text;
  const inPage = html`${text}`.text;

  test('is put to a person, whatever rules say of the controls that help', () => {
    const pages = pagesOf(passing, chapters);
    expect(pages.get('scope.html')).toContain(
      `<li><code>scripts</code> Not confirmed yet: ${inPage} Controls that help to confirm it: HDR-02, HDR-07, PAY-07, PAY-08, PAY-09.</li>`,
    );
    expect(pages.get('year.html')).toContain(`7 of 7 are open`);
    expect(pages.get('year.html')).toContain(`<li>${inPage}</li>`);
    const { confirmations } = JSON.parse(pages.get('scope.json') ?? '').environments[0];
    const own = confirmations.find(({ id }: { readonly id: string }) => id === 'scripts');
    expect(Object.keys(own).sort()).toEqual(['id', 'inForceSince', 'integrations', 'saq', 'source', 'text']);
  });

  test('is confirmed by whoever has signed for it, and nothing else is with it', () => {
    const confirmations = [{ criterion: 'scripts', by: 'Ada Lovelace', date: '2026-11-21' }];
    const pages = pagesOf({ ...framed, records: { records: [], confirmations } }, chapters);
    expect(pages.get('scope.html')).toContain(
      `<code>scripts</code> Ada Lovelace has confirmed it on 2026-11-21: ${inPage}`,
    );
    expect(pages.get('scope.html')?.split('Not confirmed yet')).toHaveLength(7);
    expect(pages.get('year.html')).toContain('6 of 7 are open');
  });

  test('is no row of the matrix and no finding of OSCAL, so that no verdict stands beside it', () => {
    const pages = pagesOf(passing, [matrixChapter, oscalChapter]);
    const said = [...pages].filter(([path]) => /^matrix-.*json$|assessment-results/.test(path));
    expect(said).toHaveLength(2);
    for (const [path, content] of said) {
      const verdicts = content.match(/"(?:number|control-id|target-id)": "[^"]*scripts[^"]*"/);
      expect([path, verdicts]).toEqual([path, null]);
    }
  });
});

function nameOf({ role, level, integration }: Combination): string {
  return `a ${role === 'merchant' ? 'merchant' : 'service provider'} of level ${level} by ${integration}`;
}
