import { inMode, modeOfFlag } from '../events.ts';
import type { Exchange, HttpResponse } from '../exchange.ts';
import type { Confirmation, MerchantAccount } from '../gateway.ts';
import { get, jsonOf } from '../http.ts';
import { at, entryOf } from '../json.ts';
import type { PaymentEvent, UnverifiedNotification } from '../payment-event.ts';
import { refused } from '../session.ts';
import { chargebackEvent, claimEvent, classOf, orderEvents, paymentEvents, reviewEvent } from './objects.ts';
import { authorization } from './session.ts';

/** What a kind of notification is asked for. */
interface Asked {
  readonly path: string;
  /** Reads the answer, or goes on asking. */
  readonly read: (
    notification: UnverifiedNotification,
    answer: unknown,
    context: Context,
  ) => readonly PaymentEvent[] | Exchange<readonly PaymentEvent[]>;
}

interface Context {
  readonly account: MerchantAccount;
  readonly time: number;
}

const payment: Asked = {
  path: 'v1/payments',
  read: (notification, answer, { time }) =>
    classOf(notification.type) === 'review'
      ? [reviewEvent(notification, answer)]
      : paymentEvents(notification.type, answer, time),
};

const chargeback: Asked = { path: 'v1/chargebacks', read: followChargeback };

const asks: Readonly<Record<string, Asked>> = {
  payment,
  order: { path: 'v1/orders', read: ({ type }, answer, { time }) => orderEvents(type, answer, time) },
  topic_chargebacks_wh: chargeback,
  chargebacks: chargeback,
  topic_claims_integration_wh: {
    path: 'post-purchase/v1/claims',
    read: (notification, answer) => [claimEvent(notification, answer)],
  },
};

/** Asks for the object that a notification names. */
export function* confirmObject(
  notification: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  const ask = entryOf(asks, notification.resource);
  if (!/^[A-Za-z0-9]{1,64}$/.test(notification.id)) return { outcome: 'unknown' };
  if (notification.resource === 'reference') return yield* findPayments(notification, account, now);
  if (!ask) return { outcome: 'unknown' };
  const response = yield requestFor(ask.path, notification.id, account);
  if (response.status === 404) return { outcome: 'unknown' };
  const answer = jsonOf(response);
  if (answer === undefined) return refused(response);
  const read = ask.read(notification, answer, { account, time: now.getTime() });
  const events = 'next' in read ? yield* read : read;
  return confirmed(events, answer, account, response);
}

/** Looks for the payments of an order, whose page does not know them. */
function* findPayments(
  { type, id }: UnverifiedNotification,
  account: MerchantAccount,
  now: Date,
): Exchange<Confirmation> {
  const url = `https://api.mercadopago.com/v1/payments/search?external_reference=${id}`;
  const response = yield get(url, authorization(account));
  const results = at(jsonOf(response), 'results');
  if (!Array.isArray(results)) return refused(response);
  const events = results.flatMap((found) => {
    const mode = modeOfFlag(at(found, 'live_mode'));
    return paymentEvents(type, found, now.getTime()).map((event) => inMode(event, mode, account));
  });
  return events.length > 0 ? { outcome: 'confirmed', events } : { outcome: 'unknown' };
}

function requestFor(path: string, id: string, account: MerchantAccount) {
  return get(`https://api.mercadopago.com/${path}/${id}`, authorization(account));
}

function confirmed(
  events: readonly PaymentEvent[],
  answer: unknown,
  account: MerchantAccount,
  response: HttpResponse,
): Confirmation {
  if (events.length === 0) return refused(response);
  const mode = modeOfFlag(at(answer, 'live_mode'));
  return { outcome: 'confirmed', events: events.map((event) => inMode(event, mode, account)) };
}

/** The payment of a chargeback says how it stands, and which order it is about. */
function* followChargeback(
  notification: UnverifiedNotification,
  answer: unknown,
  { account, time }: Context,
): Exchange<readonly PaymentEvent[]> {
  const event = chargebackEvent(notification, answer, time);
  if (event.paymentId === undefined || !/^\d{1,20}$/.test(event.paymentId)) return [event];
  const response = yield requestFor('v1/payments', event.paymentId, account);
  const told = paymentEvents(notification.type, jsonOf(response), time);
  const isTold = told.some(({ effect, onlyAfter }) => effect?.kind === 'dispute' && !onlyAfter);
  return isTold ? told : [event, ...told];
}
