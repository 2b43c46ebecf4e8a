import { fromDecimal, toDecimal } from '../../../../lambda/gateways/money.ts';
import { titleOf } from '../../../../lambda/gateways/registry.ts';
import { escapedHtml } from '../../../escaped-html.ts';
import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import { type Happening, ImpossibleError } from '../happenings.ts';
import type { Merchant, PaymentView } from '../open-gateway.ts';
import { type Payment, refundableOf, refundedOf } from '../payments.ts';
import { page, readable, seeOther } from './layout.ts';

/** The page on which a merchant sees payments and callbacks, gives money back, and has shoppers dispute what they paid. */
export function merchantPage(request: GatewayRequest, merchant: Merchant): GatewayAnswer {
  if (request.method !== 'POST') return overview(merchant);
  // Only this page's own forms: any other site in the same browser could post here.
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin')
    return overview(merchant, 'That came from another site.', 403);
  const problem = act(new URLSearchParams(request.body), merchant);
  return problem === undefined ? seeOther('/') : overview(merchant, problem, 400);
}

const actions: readonly Happening[] = ['refunded', 'disputed', 'won', 'lost', 'over'];

/** Does what a form asks for, or says why not. */
function act(form: URLSearchParams, merchant: Merchant): string | undefined {
  const again = form.get('again');
  if (again === null) return change(form, merchant);
  if (merchant.sendings()[Number(again)] === undefined) return 'There is no such callback.';
  merchant.repeat(Number(again));
  return undefined;
}

function change(form: URLSearchParams, { payments, happen }: Merchant): string | undefined {
  const happening = actions.find((each) => each === form.get('do'));
  const found = payments().find(
    ({ gateway, payment }) => gateway === form.get('gateway') && payment.id === form.get('payment'),
  );
  if (!happening || !found) return 'There is no such payment.';
  const { gateway, payment } = found;
  const named = { gateway, payment: payment.id };
  if (happening !== 'refunded') return sentenceOf(() => happen(happening, named));
  const amountMinor = fromDecimal(form.get('amount'), payment.currency);
  if (amountMinor === undefined) return 'Write an amount such as 12.50.';
  return sentenceOf(() => happen(happening, { ...named, amountMinor }));
}

function sentenceOf(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof ImpossibleError) return `${error.message}.`;
    throw error;
  }
}

function overview({ payments, sendings }: Merchant, problem?: string, status = 200): GatewayAnswer {
  const rows = payments().map(paymentRow);
  const sent = sendings().map(
    ({ gateway, type, orderReference, statuses, state }, index) => `<tr>
<td>${escapedHtml(titleOf(gateway))}</td><td>${escapedHtml(type)}</td><td>${escapedHtml(orderReference)}</td>
<td>${statuses.join(', ')}</td><td>${state}</td>
<td><form method="post" action="/"><button name="again" value="${index}">Send again</button></form></td>
</tr>`,
  );
  return page(
    'Payments at the gateways of this preview',
    `<p class="note">These gateways are fakes on this machine. No money moves.</p>
${problem === undefined ? '' : `<p class="error" role="alert">${escapedHtml(problem)}</p>`}
<h2>Payments</h2>
${rows.length === 0 ? '<p>Nobody has paid yet.</p>' : table(['Gateway', 'Order', 'Amount', 'State', 'Actions'], rows)}
<h2>Callbacks</h2>
${sent.length === 0 ? '<p>Nothing was sent yet.</p>' : table(['Gateway', 'Event', 'Order', 'Answers', 'State', 'Actions'], sent)}`,
    status,
  );
}

function table(heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((text) => `<th scope="col">${text}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function paymentRow({ gateway, payment }: PaymentView): string {
  const { currency, amountMinor, orderReference } = payment;
  const hidden = `<input type="hidden" name="gateway" value="${escapedHtml(gateway)}"><input type="hidden" name="payment" value="${escapedHtml(payment.id)}">`;
  const forms = offered(payment).map(
    (content) => `<form method="post" action="/">${hidden}${content}</form>`,
  );
  return `<tr>
<td>${escapedHtml(titleOf(gateway))}</td><td>${escapedHtml(orderReference)}</td>
<td>${escapedHtml(readable(toDecimal(amountMinor, currency), currency))}</td><td>${stateOf(payment)}</td>
<td>${forms.join('\n')}</td>
</tr>`;
}

function stateOf(payment: Payment): string {
  const refunded = refundedOf(payment);
  const back = refunded > 0 ? `, ${toDecimal(refunded, payment.currency)} refunded` : '';
  return `${payment.state}${back}${payment.dispute === undefined ? '' : `, dispute ${payment.dispute}`}`;
}

function offered(payment: Payment): readonly string[] {
  const { state, dispute, currency, id } = payment;
  const button = (happening: Happening, text: string) =>
    `<button name="do" value="${happening}">${text}</button>`;
  if (state === 'open' || state === 'failed') return [button('over', 'Let it expire')];
  if (state !== 'paid') return [];
  const left = refundableOf(payment);
  const field = `<label>Amount <input name="amount" inputmode="decimal" value="${toDecimal(left, currency)}" aria-label="Amount to refund of ${escapedHtml(id)}"></label>`;
  return [
    ...(left > 0 ? [`${field}${button('refunded', 'Refund')}`] : []),
    ...(dispute === undefined ? [button('disputed', 'Dispute')] : []),
    ...(dispute === 'open'
      ? [`${button('won', 'Win the dispute')}${button('lost', 'Lose the dispute')}`]
      : []),
  ];
}
