import { toDecimal } from '../../../../lambda/gateways/money.ts';
import { titleOf } from '../../../../lambda/gateways/registry.ts';
import { escapedHtml } from '../../../escaped-html.ts';
import type { FakeGateway } from '../fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf, queryOf } from '../gateway-request.ts';
import type { Happen } from '../happenings.ts';
import { issuerHost } from '../hosts.ts';
import type { Payment, Payments } from '../payments.ts';
import { type TestCard, testCards } from '../test-cards.ts';
import { page, readable, seeOther } from './layout.ts';

/** What a gateway's hosted page is made of. */
export interface HostedPage {
  readonly name: string;
  readonly gateway: FakeGateway;
  readonly payments: Payments;
  readonly happen: Happen;
}

/** The payment that a request to a hosted page is about; nothing for a request to anything else. */
export function hostedPaymentOf(
  request: GatewayRequest,
  { gateway, payments }: HostedPage,
): Payment | undefined {
  const named = formOf(request).get('payment') ?? queryOf(request).get('payment');
  return gateway.hostedPayment?.(request) ?? (named === null ? undefined : payments.find(named));
}

function formOf({ method, body }: GatewayRequest): URLSearchParams {
  return new URLSearchParams(method === 'POST' ? body : '');
}

/** Shows a payment, and does what its shopper chose. */
export function answerHosted(request: GatewayRequest, payment: Payment, hosted: HostedPage): GatewayAnswer {
  const form = formOf(request);
  if (isFinished(payment, hosted.gateway)) return finished(payment, hosted);
  if (form.get('do') === 'cancel') return seeOther(payment.cancelUrl ?? payment.returnUrl ?? '/');
  if (form.get('do') !== 'pay') return choice(request, payment, hosted);
  const card = form.get('card') as TestCard | null;
  if (card === 'challenge') return seeOther(challengeUrl(request, payment, hosted));
  if (card !== 'paid' && card !== 'declined') return choice(request, payment, hosted, 'Choose a card.');
  return charge(payment, card === 'paid', hosted) ?? choice(request, payment, hosted);
}

function isFinished({ state }: Payment, { endsWithDecline }: FakeGateway): boolean {
  return state !== 'open' && (state !== 'failed' || endsWithDecline === true);
}

/** Charges the card, and leads back to the shop; nothing where another card may be tried on the page. */
export function charge(
  payment: Payment,
  isGood: boolean,
  { gateway, happen }: HostedPage,
): GatewayAnswer | undefined {
  if (gateway.isCapturedByShop) payment.isToBeDeclined = !isGood;
  if (gateway.isCapturedByShop) happen('approved', payment);
  else happen(isGood ? 'paid' : 'declined', payment);
  const isLeaving = isGood || gateway.isCapturedByShop || gateway.endsWithDecline;
  return isLeaving ? seeOther(returnUrl(payment, gateway)) : undefined;
}

function returnUrl(payment: Payment, { returnQuery }: FakeGateway): string {
  const url = new URL(payment.returnUrl ?? '');
  for (const [name, value] of Object.entries(returnQuery?.(payment) ?? {})) url.searchParams.set(name, value);
  return url.href;
}

function challengeUrl(request: GatewayRequest, payment: Payment, { name }: HostedPage): string {
  const back = new URL(`https://${request.host}${pathOf(request)}`);
  back.searchParams.set('payment', payment.id);
  const query = new URLSearchParams({ gateway: name, payment: payment.id, back: back.href });
  return `https://${issuerHost}/challenge?${query}`;
}

const labels: Readonly<Record<TestCard, string>> = {
  paid: 'is paid',
  declined: 'is declined',
  challenge: 'asks its bank (3-D Secure)',
};

function choice(
  request: GatewayRequest,
  payment: Payment,
  { name, gateway }: HostedPage,
  problem = payment.state === 'failed' ? 'The card was declined. Nothing was paid; try another one.' : '',
): GatewayAnswer {
  const amount = readable(toDecimal(payment.amountMinor, payment.currency), payment.currency);
  const cards = Object.entries(testCards).map(
    ([card, number]) =>
      `<label><input type="radio" name="card" value="${card}"${card === 'paid' ? ' checked' : ''}> ${number} ${labels[card as TestCard]}</label>`,
  );
  return page(
    titleOf(name),
    `${noteOf(name)}
${problem === '' ? '' : `<p class="error" role="alert">${escapedHtml(problem)}</p>`}
<dl>
<dt>Amount</dt><dd id="amount">${escapedHtml(amount)}</dd>
<dt>Order</dt><dd id="order">${escapedHtml(payment.orderReference)}</dd>
<dt>For</dt><dd>${escapedHtml(payment.description ?? '')}</dd>
</dl>
<form method="post" action="${escapedHtml(request.path)}">
<input type="hidden" name="payment" value="${escapedHtml(payment.id)}">
<fieldset><legend>Test card</legend>
${cards.join('\n')}
</fieldset>
<button id="pay" name="do" value="pay">${gateway.isCapturedByShop ? 'Agree to pay' : 'Pay'} ${escapedHtml(amount)}</button>
<button id="cancel" name="do" value="cancel">Cancel and return to the shop</button>
</form>
<p>To abandon the payment, close this page.</p>`,
  );
}

/** What every page of a fake says of itself. */
function noteOf(name: string): string {
  return `<p class="note">This page stands for ${escapedHtml(titleOf(name))} in a preview on this machine. No money moves.</p>`;
}

function finished(payment: Payment, { name, gateway }: HostedPage): GatewayAnswer {
  const text =
    payment.state === 'over' ? 'This payment is over: nothing was paid.' : 'This payment was made.';
  const back =
    payment.returnUrl === undefined
      ? ''
      : `<p><a href="${escapedHtml(returnUrl(payment, gateway))}">Return to the shop</a></p>`;
  return page(titleOf(name), `${noteOf(name)}\n<p>${text}</p>\n${back}`);
}
