import { describe, expect, test } from '@jest/globals';
import { evidenceBundle } from '../../lib/evidence/bundle.ts';
import type { Register } from '../../lib/evidence/registers/register.ts';
import { boutiqueEvidence } from './support/boutique-evidence.ts';

const file = evidenceBundle(boutiqueEvidence()).find(({ path }) => path === 'registers-boutique-prod.json');
const registers: readonly Register[] = JSON.parse(String(file?.content)).registers;

function register(id: string): Register {
  const found = registers.find((each) => each.id === id);
  if (!found) throw new Error(`there is no register ${id}`);
  return found;
}

/** What one column says of the first row that begins so. */
function field(id: string, start: string, column: string): string {
  const { columns, rows } = register(id);
  const row = rows.find(([first = '']) => first.startsWith(start));
  return row?.[columns.indexOf(column)] ?? 'no such row or column';
}

describe('the registers of the boutique', () => {
  test('have a text for each column of each row', () => {
    const wrong = registers.flatMap(({ id, columns, rows }) =>
      rows
        .filter((row) => row.length !== columns.length || row.some((text) => text === ''))
        .map((row) => [id, row]),
    );
    expect(wrong).toEqual([]);
  });

  test('say who reads the Stripe token, and how often it turns', () => {
    const readers = field('secrets', 'GatewaySecretsStripe', 'read by');
    expect(readers).toMatch(/PaymentSessionRole.* in boutique-prod-payments/);
    expect(readers).toMatch(/PaymentCallbackRole/);
    expect(readers).not.toMatch(/CspReport/);
    expect(field('secrets', 'GatewaySecretsStripe', 'turns')).toBe('rate(90 days)');
  });

  test('give each open port the reason that the template gives', () => {
    const { columns, rows } = register('ports');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => row[columns.indexOf('reason')] === 'no reason given')).toEqual([]);
    expect(rows.map((row) => row.slice(1, 5).join(' '))).toContain('out tcp 443 0.0.0.0/0');
  });

  test('say which key encrypts the orders, and that it turns every year', () => {
    expect(field('keys', 'OrdersTableKey', 'used by')).toMatch(/^OrdersTable\w+ in boutique-prod-data$/);
    expect(field('keys', 'OrdersTableKey', 'turns')).toBe('every 365 days');
  });

  test('say for how long each log is kept, and in which region', () => {
    const { columns, rows } = register('logs');
    const kept = rows.map((row) => [row[columns.indexOf('region')], row[columns.indexOf('kept for days')]]);
    expect(kept.filter(([region, days]) => region === 'unknown' || days === 'unknown')).toEqual([]);
  });

  test('say how orders come back', () => {
    expect(field('backups', 'OrdersTable', 'comes back from')).toMatch(
      /^point-in-time recovery \(35 days\), .*backups \(daily\)/,
    );
  });

  test('name every third party, and that no attestation was given', () => {
    expect(register('providers').rows.map(([who, , attestation]) => [who, attestation])).toEqual([
      ['AWS', 'no record'],
      ['stripe', 'no record'],
      ['paypal', 'no record'],
    ]);
  });
});
