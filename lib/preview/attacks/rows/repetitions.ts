import type { Attack, AttackGroup, AttackRequest, Defence } from '../attack.ts';
import { own, placed } from '../order.ts';

const amountMinor = 2800;
const partMinor = 1000;
const restMinor = 1;

/** What Stripe tells of the order, signed with the key of the shop. Events of other names may tell the same. */
function told(type: string, object: object, name = type.replaceAll('.', '_')): AttackRequest {
  const body = {
    id: `evt_${name}_$REFERENCE`,
    object: 'event',
    type,
    livemode: true,
    data: {
      object: {
        currency: 'eur',
        payment_intent: 'pi_$REFERENCE',
        metadata: { order_reference: '$REFERENCE' },
        ...object,
      },
    },
  };
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', path: '/callbacks/stripe', headers, body: JSON.stringify(body), signed: {} };
}

const paid = told('payment_intent.succeeded', {
  id: 'pi_$REFERENCE',
  object: 'payment_intent',
  amount_received: amountMinor,
});
const declined = told('payment_intent.payment_failed', { id: 'pi_$REFERENCE', object: 'payment_intent' });

/** A part, or all, that was given back. */
function refunded(amount: number, name: string, item = 're'): AttackRequest {
  const object = { id: `${item}_$REFERENCE`, object: 'refund', amount, status: 'succeeded' };
  return told('refund.created', object, name);
}

/** The order as its secret link shows it, once it says so. */
function shown(until: string): AttackRequest {
  return { ...own('/api/orders/view', { token: '$TOKEN' }), until };
}

const isPaid = '"status":"paid"';
const isRefunded = (minor: number) => `"refundedMinor":${minor}`;
/** What comes last is something else, so that whoever sees it knows that the rest has come. */
const last = refunded(restMinor, 'last', 're_last');

function right(name: string, sent: readonly AttackRequest[], has: string, defence: Defence): Attack {
  return { name, sent: [...placed, ...sent], expected: { statuses: [200], has }, defence };
}

/** What gateways tell again, late, or in another order than it happened: the order is right in the end, as its secret link shows. */
export const repetitions: AttackGroup = {
  title: 'Callbacks that come again or in another order',
  attacks: [
    right(
      'one refund, told by three events',
      [
        paid,
        shown(isPaid),
        ...['first', 'second', 'third'].map((name) => refunded(partMinor, name)),
        last,
        shown(isRefunded(partMinor + restMinor)),
      ],
      isRefunded(partMinor + restMinor),
      { check: 'facts' },
    ),
    {
      ...right(
        'one event about a refund, sent three times',
        [
          paid,
          shown(isPaid),
          { ...refunded(partMinor, 'first'), times: 3 },
          last,
          shown(isRefunded(partMinor + restMinor)),
        ],
        isRefunded(partMinor + restMinor),
        { check: 'facts' },
      ),
      also: { check: 'names' },
    },
    right(
      'a refund that comes before its payment',
      [refunded(partMinor, 'first'), shown(isRefunded(partMinor)), paid, shown(isPaid)],
      isRefunded(partMinor),
      { check: 'sums' },
    ),
    right(
      'a card that was declined, told after another one has paid',
      [paid, shown(isPaid), declined, last, shown(isRefunded(restMinor))],
      isPaid,
      { check: 'sums' },
    ),
  ],
};
