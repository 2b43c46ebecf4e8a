import * as z from 'zod/mini';
import {
  type CardBrand,
  cardBrands,
  type StorefrontContract,
  type YearlyCount,
  type YearlyTransactions,
} from '../contract/schema.ts';
import { once } from '../once.ts';
import table from './levels.json' with { type: 'json' };

/** How the payment card industry sees the company. */
export type Role = StorefrontContract['role'];

const threshold = z.strictObject({
  /** Which count decides. */
  count: z.enum(['total', 'ecommerce']),
  over: z.optional(z.number()),
  atLeast: z.optional(z.number()),
});

const level = z.strictObject({
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** Absent for the level of everybody else. */
  when: z.optional(threshold),
  validation: z.enum(['ROC', 'SAQ']),
});

const program = z.strictObject({
  name: z.string(),
  program: z.string(),
  source: z.url(),
  /** Whether the brand's own page was read, somebody else's words about it, or neither. */
  verified: z.enum(['primary', 'secondary', 'believed']),
  /** What the counts do not show, by role. */
  notes: z.optional(z.partialRecord(z.enum(['merchant', 'serviceProvider']), z.string())),
  /** A merchant has at least the level that this other brand's counts give it. */
  follows: z.optional(z.enum(cardBrands)),
  /** From the strictest to that of everybody else; none where the brand publishes no thresholds. */
  merchant: z.array(level),
  serviceProvider: z.array(level),
});

type Level = z.infer<typeof level>;
type Threshold = z.infer<typeof threshold>;

const file = z.strictObject({
  asOf: z.iso.date(),
  note: z.string(),
  brands: z.record(z.enum(cardBrands), program),
});

/** The dated tables of the six brands. */
export const brandPrograms = once(() => file.parse(table));

/** The level that counts suggest; the brand or the acquirer sets it, and may set a stricter one. */
export interface BrandLevel {
  readonly brand: CardBrand;
  /** Nothing where the brand publishes no thresholds: the acquirer knows. */
  readonly level?: 1 | 2 | 3 | 4;
  readonly validation?: 'ROC' | 'SAQ';
  /** Why, as a sentence with the count and the threshold. */
  readonly because: string;
  readonly source: string;
  /** Day of the table, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly verified: 'primary' | 'secondary' | 'believed';
}

/** The level with each brand that the shop takes, in the order of `cardBrands`. Counts are never added up over brands. */
export function brandLevels(role: Role, transactions: YearlyTransactions): readonly BrandLevel[] {
  return cardBrands.flatMap((brand) => {
    const count = transactions[brand];
    return count === undefined ? [] : [brandLevel(brand, role, count, transactions)];
  });
}

function brandLevel(
  brand: CardBrand,
  role: Role,
  count: YearlyCount,
  transactions: YearlyTransactions,
): BrandLevel {
  const { asOf, brands: programs } = brandPrograms();
  const { name, source, verified, notes, follows } = programs[brand];
  const facts = { brand, source, asOf, verified };
  const note = notes?.[role];
  const own = levelFor(programs[brand][role], count);
  if (!own) return { ...facts, because: note ?? `${name} publishes no thresholds.` };
  const followed = follows && role === 'merchant' ? stricterOf(own, follows, transactions) : undefined;
  const { level: number, validation } = followed ?? own;
  const because = followed
    ? `${name} takes over level ${number} of ${programs[follows as CardBrand].name}, which is stricter than level ${own.level} of its own counts.`
    : `${name}: ${reason(own, count)}.`;
  return { ...facts, level: number, validation, because: note ? `${because} ${note}` : because };
}

function stricterOf(own: Level, follows: CardBrand, transactions: YearlyTransactions): Level | undefined {
  const count = transactions[follows];
  const other = count && levelFor(brandPrograms().brands[follows].merchant, count);
  return other && other.level < own.level ? other : undefined;
}

function levelFor(levels: readonly Level[], count: YearlyCount): Level | undefined {
  return levels.find(({ when }) => !when || reaches(when, count));
}

function reaches({ count: which, over, atLeast }: Threshold, count: YearlyCount): boolean {
  if (over !== undefined) return count[which] > over;
  return atLeast !== undefined && count[which] >= atLeast;
}

function reason({ level: number, when }: Level, { ecommerce, total }: YearlyCount): string {
  const counted = `${grouped(total)} transactions, ${grouped(ecommerce)} of them online`;
  if (!when) return `${counted}, are level ${number}, because no stricter level begins so low`;
  const bound = when.over ?? when.atLeast ?? 0;
  const of = when.count === 'total' ? 'transactions' : 'online transactions';
  const begins = when.over === undefined ? 'from' : 'above';
  return `${counted}, are level ${number}, which begins ${begins} ${grouped(bound)} ${of}`;
}

/** A whole number with a comma after each thousand. `toLocaleString` would load the data of every language first, for longer than all rules run. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
