import { kit, kitDecisions } from '../../contract/kit-decisions.ts';
import type { EnvironmentDraft, StorefrontDraft } from '../form.ts';
import { type Mistake, mistake, quoted } from '../mistake.ts';
import { environmentName } from '../schema.ts';
import type { OwnerRule, ShopRule } from './rule.ts';

/** An acceptance is owned by operations and approved by security, and nobody approves what is theirs. */
export const contactsDiffer: OwnerRule = ({ contacts: { security, operations } = {} }) => {
  if (!security || security.toLowerCase() !== operations?.toLowerCase()) return [];
  const remedy = 'write another address: who approves an exception is not who owns it';
  return [mistake(['contacts', 'operations'], `${quoted(operations)} for both contacts`, remedy)];
};

/** The level of some brands comes from online transactions, that of others from all, so one must hold the other. */
export const onlineWithinTotal: ShopRule = ({ yearlyTransactions = {} }) =>
  Object.entries(yearlyTransactions).flatMap(([brand, counts]) => {
    const { ecommerce, total } = counts ?? {};
    if (ecommerce === undefined || total === undefined || ecommerce <= total) return [];
    const found = `${total} transactions over all channels, ${ecommerce} of them online`;
    return [
      mistake(['yearlyTransactions', brand, 'total'], found, 'write the count of all channels together'),
    ];
  });

/** Whoever owns an exception cannot confirm it, and neither can the kit that recommends it. */
export const confirmedByAnother: OwnerRule = ({ confirmations = [], contacts }) =>
  confirmations.flatMap((entry, index) => {
    const by = entry?.by?.trim().toLowerCase();
    if (by === undefined || ![kit, contacts?.operations?.toLowerCase()].includes(by)) return [];
    const remedy = 'write somebody else of the shop: who owns or recommends an exception does not confirm it';
    return [mistake(['confirmations', index, 'by'], quoted(entry?.by ?? ''), remedy)];
  });

/** Who confirms an exception has seen what it says now, and not what it said before or will say later. */
export const confirmedInTime: OwnerRule = ({ confirmations = [] }) =>
  confirmations.flatMap((entry, index) => {
    if (entry?.decision === undefined || entry.on === undefined) return [];
    const { decidedOn, expires } = kitDecisions[entry.decision];
    if (entry.on >= decidedOn && entry.on <= expires) return [];
    const found = `${quoted(entry.on)} for ${entry.decision}, which was decided on ${decidedOn} and expires on ${expires}`;
    const remedy = 'write the day on which somebody confirmed it as it is now, or remove the confirmation';
    return [mistake(['confirmations', index, 'on'], found, remedy)];
  });

/** One decision has one confirmation. */
export const confirmedOnce: OwnerRule = ({ confirmations = [] }) => {
  const names = confirmations.map((entry) => entry?.decision);
  return names.flatMap((name, index) =>
    name === undefined || names.indexOf(name) === index
      ? []
      : [
          mistake(
            ['confirmations', index, 'decision'],
            `${quoted(name)}, which is confirmed already`,
            'remove one of the two confirmations',
          ),
        ],
  );
};

/** Without hyphens, `SHOP-ENVIRONMENT` can be taken apart, and no two shops share a name. */
export const environmentNames: ShopRule = (shop) =>
  environmentsOf(shop)
    .filter(([name]) => !environmentName.test(name))
    .map(([name]) =>
      mistake(
        ['environments', name],
        `the name ${quoted(name)}`,
        'write a lowercase name of at most 8 letters and digits, such as prod',
      ),
    );

/** Two distributions cannot answer for one host name, and one has no use for it twice. */
export const hostNamesDiffer: ShopRule = (shop) => {
  const entries = environmentsOf(shop).flatMap(([name, { domain, aliases = [] }]) => [
    { name, value: domain, setting: ['domain'], remedy: 'write a domain of its own for each environment' },
    ...aliases.map((value, index) => ({
      name,
      value,
      setting: ['aliases', index],
      remedy: 'remove it, or write another name',
    })),
  ]);
  return repeated(entries, ({ name, setting, remedy, value = '' }, first) =>
    mistake(['environments', name, ...setting], `${quoted(value)}, which ${first} has already`, remedy),
  );
};

/** Who rehearses in an account can reach everything in it (PCI DSS v4.0.1, 6.5.3). */
export const productionAlone: ShopRule = (shop) => {
  const all = environmentsOf(shop);
  return all.flatMap(([name, { purpose, account }]) => {
    if (purpose !== 'non-production' || !account) return [];
    const [other] = all.find(([, each]) => each.purpose === 'production' && each.account === account) ?? [];
    if (other === undefined) return [];
    const found = `${quoted(account)}, in which ${other} takes real money`;
    return [mistake(['environments', name, 'account'], found, 'write another account for it')];
  });
};

/** A zone without an id is created, and two zones of one name would each answer for half of it. */
export const zonesDiffer: ShopRule = (shop) => {
  const entries = environmentsOf(shop).map(([name, { zone }]) => ({
    name,
    value: zone && !zone.id ? zone.name : undefined,
  }));
  return repeated(entries, ({ name, value = '' }, first) =>
    mistake(
      ['environments', name, 'zone', 'name'],
      `${quoted(value)} without an id, as in ${first}, so that both would create it`,
      'write the id of the zone, or a zone of its own for each environment',
    ),
  );
};

interface Named {
  /** Of the environment. */
  readonly name: string;
  readonly value: string | undefined;
}

function repeated<Entry extends Named>(
  entries: readonly Entry[],
  say: (entry: Entry, first: string) => Mistake,
): readonly Mistake[] {
  const owners = new Map<string, string>();
  return entries.flatMap((entry) => {
    const { name, value } = entry;
    if (!value) return [];
    const first = owners.get(value);
    if (first === undefined) owners.set(value, name);
    return first === undefined ? [] : [say(entry, first)];
  });
}

/** The environments of which something is left to judge. */
export function environmentsOf({
  environments = {},
}: StorefrontDraft): readonly [string, EnvironmentDraft][] {
  return Object.entries(environments).flatMap(([name, environment]) =>
    environment ? [[name, environment] as [string, EnvironmentDraft]] : [],
  );
}
