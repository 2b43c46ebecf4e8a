import type { EvidenceRecord } from '../records/record.ts';
import type { ReadRegister } from './register.ts';

/** Everybody else who handles data of the shop or whose code runs on its pages, with the newest attestation. */
export const providers: ReadRegister = ({ storefront, contract }, { records: { records }, asOf }) => {
  const gateways = contract.payments.gateways.map(({ name, mode, integration }) => [
    name,
    `takes payments by ${integration} (${mode})`,
  ]);
  const scripts = contract.payments.scripts.map(({ host, owner, reason }) => [
    host,
    `script of ${owner}: ${reason}`,
  ]);
  const systems = (contract.systems ?? []).map((host) => [host, 'is told of orders']);
  const all = [['AWS', 'runs the shop'], ...gateways, ...scripts, ...systems];
  return {
    id: 'providers',
    title: 'Third parties',
    about:
      'Who else handles data of the shop, or whose code runs on its pages, with the attestation that the team has imported (PCI DSS 12.8.1, 12.8.4).',
    columns: ['who', 'what for', 'attestation'],
    rows: all.map(([who = '', what = '']) => [
      who,
      what,
      attestation(
        records.filter(
          ({ kind, about, environment }) =>
            kind === 'attestation' &&
            about?.toLowerCase() === who.toLowerCase() &&
            (environment ?? storefront.environment) === storefront.environment,
        ),
        asOf,
      ),
    ]),
  };
};

function attestation(records: readonly EvidenceRecord[], asOf: string): string {
  const newest = records
    .filter(({ date }) => date <= asOf)
    .toSorted((one, other) => (one.date < other.date ? -1 : 1))
    .at(-1);
  if (!newest) return 'no record';
  const { date, until = '' } = newest;
  return until < asOf ? `of ${date}, ended on ${until}` : `of ${date}, counts until ${until}`;
}
