import type { Answer } from '../../../../lambda/shared/http/answer.ts';
import { type InboundEvent, isNamed, keyOf } from '../../../../lambda/shared/orders/inbound-event.ts';
import { type Shop, shopWith, versionsOf } from '../../payment-callback/support/shop.ts';
import { now } from '../support/accounts.ts';
import { plantedCards } from '../support/content.ts';
import { eventOf } from '../support/message.ts';
import { type Case, caseOf, secretsOf } from './cases.ts';
import type { Plan, Tally } from './run.ts';
import type { Specimen } from './specimen.ts';

/** Puts cases to the whole function for callbacks: what it answers, what it writes down, and what it logs. */
export async function fuzzCallback(specimen: Specimen, plan: Plan): Promise<Tally> {
  const { seed, from = 0, count, largest } = plan;
  const sums = { refused: 0, accepted: 0, skipped: 0 };
  const failures: string[] = [];
  for (let number = from; number < from + count; number += 1) {
    const each = caseOf(specimen, { seed, number, largest });
    sums[each?.expected ?? 'skipped'] += 1;
    const problem = each && (await problemOf(specimen, each));
    if (problem) {
      failures.push(
        `${specimen.name}, case ${number} of seed ${seed}: ${problem}, after: ${each.changes.join(', then ')}`,
      );
    }
  }
  return { ...sums, failures };
}

async function problemOf(specimen: Specimen, each: Case): Promise<string | undefined> {
  const shop = shopFor(specimen, each);
  const answer = await shop.call({ ...eventOf(each.message), path: `/callbacks/${specimen.name}` });
  const leak = leakOf(specimen, shop, answer);
  if (leak) return leak;
  return each.expected === 'accepted' ? problemOfAccepted(shop, answer) : problemOfRefused(shop, answer);
}

function shopFor(specimen: Specimen, { age }: Case): Shop {
  return shopWith({
    gateways: [specimen.name],
    readings: [versionsOf(...secretsOf(specimen))],
    certificateAt: (url) => {
      const certificate = specimen.certificateAt?.(url);
      return certificate ? { outcome: 'found', certificate } : { outcome: 'absent' };
    },
    now: () => new Date(now.getTime() + age * 1000),
  });
}

function problemOfAccepted({ events }: Shop, { statusCode }: Answer): string | undefined {
  if (statusCode !== 200) return `was answered ${statusCode}`;
  return events.size === 0 ? 'wrote nothing down' : undefined;
}

// An unsigned notification comes from anybody: it is taken, and the gateway is asked. What is ignored as another
// account's is taken too, so that the gateway does not send it again, and moves no order.
function problemOfRefused({ events }: Shop, { statusCode }: Answer): string | undefined {
  const named = [...events.values()].filter((inbound) => isNamed(inbound) && !isOthers(inbound));
  if (named.length > 0) return `wrote down ${named.map(keyOf).join()}`;
  if (statusCode === 200 && events.size > 0) return undefined;
  return statusCode >= 400 && statusCode < 500 ? undefined : `was answered ${statusCode}`;
}

function isOthers(inbound: InboundEvent): boolean {
  return inbound.kind === 'verified' && inbound.event.ignored === 'other_account';
}

function leakOf(specimen: Specimen, { events, lines }: Shop, answer: Answer): string | undefined {
  const kept = JSON.stringify([...events]);
  const said = [...lines, JSON.stringify(answer)].join('\n');
  if (plantedCards.some((card) => kept.includes(card))) return 'keeps a card number';
  if (plantedCards.some((card) => said.includes(card))) return 'tells a card number';
  const secrets = secretsOf(specimen).flatMap((secret) => Object.values(secret));
  return secrets.some((secret) => said.includes(secret)) ? 'tells a secret' : undefined;
}
