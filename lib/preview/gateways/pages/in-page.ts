import { at, parseJson, textAt } from '../../../../lambda/gateways/json.ts';
import { escapedHtml } from '../../../escaped-html.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf, queryOf } from '../gateway-request.ts';
import type { Payment } from '../payments.ts';
import { cardOf } from '../test-cards.ts';
import { cardPage } from './card-page.ts';
import type { HostedPage } from './hosted.ts';
import { seeOther } from './layout.ts';

/** Answers what a gateway's frames and script in the shop's page ask its hosts; nothing for any other request. */
export function answerInPage(request: GatewayRequest, hosted: HostedPage): GatewayAnswer | undefined {
  switch (pathOf(request)) {
    case '/fake/card':
      return html(cardPage);
    case '/fake/setup':
      return json({});
    case '/fake/pay':
      return json(pay(request, hosted));
    case '/fake/bank':
      return html(bankPage(request, hosted));
    case '/fake/charged':
      return charged(request, hosted);
    case '/fake/challenge':
      return html(challengePage(request));
    case '/fake/challenged':
      settle(
        paymentNamed(queryOf(request).get('of') ?? undefined, hosted),
        queryOf(request).has('pass'),
        hosted,
      );
      return json({});
    default:
      return undefined;
  }
}

function html(body: string): GatewayAnswer {
  return {
    status: 200,
    body,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  };
}

function json(body: object): GatewayAnswer {
  return { status: 200, body, headers: { 'access-control-allow-origin': '*', 'cache-control': 'no-store' } };
}

function paymentNamed(name: string | undefined, { gateway, payments }: HostedPage): Payment | undefined {
  if (name === undefined) return undefined;
  return gateway.scriptPayment?.(name) ?? payments.find(name);
}

/** Makes a token of a card, or charges it for the payment that the script was started with. */
function pay(request: GatewayRequest, hosted: HostedPage): object {
  const asked = parseJson(request.body);
  const challenge = textAt(asked, 'challenge');
  const card = cardOf(textAt(asked, 'number'));
  const result = challenge === undefined ? card : challenge === 'pass' ? 'paid' : 'declined';
  const charges = at(asked, 'charges') === true;
  if (charges && result !== 'challenge')
    settle(paymentNamed(textAt(asked, 'of'), hosted), result === 'paid', hosted);
  // A gateway that makes tokens tells of most refusals only when the token is charged.
  if (!charges && result === 'declined' && challenge === undefined) {
    return { result: 'paid', token: 'tok-declined' };
  }
  return { result, token: `tok-${result}` };
}

// Whoever opens a page of the bank a second time has paid by then.
function settle(payment: Payment | undefined, isGood: boolean, { happen }: HostedPage): void {
  if (payment?.state === 'open' || payment?.state === 'failed') happen(isGood ? 'paid' : 'declined', payment);
}

/** The page of a bank to which a gateway leads, and from which the shopper comes back. */
function bankPage(request: GatewayRequest, hosted: HostedPage): string {
  const query = queryOf(request);
  const payment = paymentNamed(query.get('of') ?? undefined, hosted);
  const link = (id: 'pass' | 'fail', text: string) => {
    const back = new URL(query.get('to') ?? payment?.returnUrl ?? '');
    if (query.has('redirectResult')) {
      back.searchParams.set('redirectResult', id);
      return `<a id="${id}" href="${escapedHtml(back.href)}">${text}</a>`;
    }
    back.searchParams.set('redirect_status', id === 'pass' ? 'succeeded' : 'failed');
    const answer = new URLSearchParams({ [id]: '', to: back.href, of: query.get('of') ?? '' });
    return `<a id="${id}" href="${escapedHtml(`/fake/charged?${answer}`)}">${text}</a>`;
  };
  return `<!doctype html><html lang="en"><title>Bank of the test cards</title><main><h1>Bank of the test cards</h1>
<p>${link('pass', 'It is me: pay')}</p><p>${link('fail', 'It is not me')}</p></main></html>`;
}

function charged(request: GatewayRequest, hosted: HostedPage): GatewayAnswer {
  const query = queryOf(request);
  settle(paymentNamed(query.get('of') ?? undefined, hosted), query.has('pass'), hosted);
  return seeOther(query.get('to') ?? '');
}

/** The page of an issuer in a frame of the shop's page. A gateway whose own page it is charges the card itself. */
function challengePage(request: GatewayRequest): string {
  const creq = request.method === 'POST' ? new URLSearchParams(request.body).get('creq') : null;
  const of = new URLSearchParams({ of: creq ?? queryOf(request).get('of') ?? '' });
  return `<!doctype html><html lang="en"><title>Issuer</title>
<button id="pass">I am the owner</button> <button id="fail">I am not</button>
<script>
  for (const id of ['pass', 'fail']) document.getElementById(id).onclick = async () => {
    // Where a token comes of it, nothing is charged before the shop charges it.
    if (location.host.split('.localhost')[0] !== 'issuer.example') await fetch('/fake/challenged?' + id + '&${of}');
    parent.postMessage({ status: 'COMPLETE', challenge: id }, '*');
  };
</script></html>`;
}
