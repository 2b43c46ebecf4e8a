import { describe, expect, test } from '@jest/globals';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { type Control, controls } from '../../lib/compliance/catalogue.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import type { Finding, Status } from '../../lib/policy/finding.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { signIn } from '../policy/rules/auth/sign-in.ts';
import { accountTemplates, exampleAccount } from '../support/account.ts';
import { boutiqueTemplates } from '../support/boutique.ts';
import { everySubject } from '../support/every-subject.ts';
import { sourceOf } from '../support/rule-cases.ts';

/** Controls that a template can show. */
const shown = controls().filter(({ kind }) => kind === 'template');

/** What was seen of one control in one stack. */
type Cell = Readonly<Partial<Record<Status, number>>>;

interface Row {
  readonly control: Control;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly findings: readonly Finding[];
}

function tableOf(sources: readonly TemplateSource[]): readonly Row[] {
  const found = evaluate(new Model(sources), rules, { asOf: '2026-11-30' });
  return shown.map((control) => {
    const findings = found.filter(({ rule }) => rulesOf(control).includes(rule));
    const cells = new Map<string, Cell>();
    for (const { stack, status } of findings) {
      const cell = cells.get(stack);
      cells.set(stack, { ...cell, [status]: (cell?.[status] ?? 0) + 1 });
    }
    return { control, cells, findings };
  });
}

function rulesOf({ id }: Control): readonly string[] {
  return rules.filter((rule) => rule.controls.includes(id)).map((rule) => rule.id);
}

/** Why a control has nothing to ask: as the rules say it, or by the types of which there is no resource. */
function absentSubject({ control, findings }: Row): string {
  const said = [...new Set(findings.map(({ message }) => message))];
  if (said.length > 0) return said.join('; ');
  const types = rules.filter((rule) => rule.controls.includes(control.id)).flatMap((rule) => rule.types);
  return `there is no ${[...new Set(types)].join(', ')}`;
}

type Verdict = 'pass' | 'not applicable' | 'accepted' | 'declined' | 'open';

function verdictOf({ findings }: Row): Verdict {
  const statuses = findings.map(({ status }) => status);
  if (statuses.includes('fail') || statuses.includes('unknown')) return 'open';
  if (statuses.includes('declined')) return 'declined';
  if (statuses.includes('accepted')) return 'accepted';
  return statuses.includes('pass') || statuses.includes('declared') ? 'pass' : 'not applicable';
}

function printed(rows: readonly Row[]): string {
  return rows
    .map((row) => {
      const cells = [...row.cells].map(
        ([stack, cell]) =>
          `${stack}: ${Object.entries(cell)
            .map(([status, count]) => `${count} ${status}`)
            .join(', ')}`,
      );
      const verdict = verdictOf(row);
      const why = verdict === 'not applicable' ? ` (${absentSubject(row).slice(0, 160)})` : '';
      return `${row.control.id}  ${verdict}${why}  ${cells.join(' | ')}`;
    })
    .join('\n');
}

/** The account of the example, which goes without nothing. */
const everyService = exampleAccount({ detection: { ...exampleAccount().detection, inspector: 'create' } });

describe('of the controls that a template can show', () => {
  const rows = tableOf([...boutiqueTemplates('prod'), ...accountTemplates(everyService)]);

  test('the example shop and its account leave none open, and the table per stack tells of each', () => {
    process.stdout.write(`${printed(rows)}\n`);
    const left = rows.filter((row) => ['open', 'declined'].includes(verdictOf(row)));
    expect(left.map(({ control }) => control.id)).toEqual([]);
    expect(rows).toHaveLength(shown.length);
  });

  test('each that has nothing to ask of the example names the subject that is absent', () => {
    const idle = rows.filter((row) => verdictOf(row) === 'not applicable');
    expect(idle.length).toBeGreaterThan(0);
    for (const row of idle) expect(absentSubject(row)).toMatch(/\S/);
  });

  test('at most ten are accepted for limits of AWS, and none of them is evidence for PCI DSS', () => {
    const accepted = rows.filter((row) => verdictOf(row) === 'accepted');
    expect(accepted.length).toBeLessThanOrEqual(10);
    const mapped = accepted.filter(({ control }) => control.mappings.some(({ kind }) => kind === 'evidence'));
    expect(mapped.map(({ control }) => control.id)).toEqual([]);
  });

  test('each passes where its subject is there: a database, a cache, containers, instances, an API, a form of its own', () => {
    const other = tableOf([everySubject]);
    expect(other.filter((row) => verdictOf(row) === 'open').map(({ control }) => control.id)).toEqual([]);
    const pool = tableOf([sourceOf(signIn())]).filter(({ control }) => control.id.startsWith('AUTH-'));
    const passed = new Set(
      [...rows, ...other, ...pool]
        .filter((row) => verdictOf(row) === 'pass')
        .map(({ control }) => control.id),
    );
    expect(shown.map(({ id }) => id).filter((id) => !passed.has(id))).toEqual([]);
  });
});
