import { toDecimal } from '../../../../lambda/gateways/money.ts';
import { escapedHtml } from '../../../escaped-html.ts';
import { type GatewayAnswer, type GatewayRequest, queryOf } from '../gateway-request.ts';
import { hostsOf } from '../hosts.ts';
import type { OpenGateway } from '../open-gateway.ts';
import type { Payment } from '../payments.ts';
import { charge, type HostedPage } from './hosted.ts';
import { answerInPage } from './in-page.ts';
import { page, readable, seeOther } from './layout.ts';

/** Asks a card's owner on the bank's own page, and leads back to where the challenge came from. */
export function answerIssuer(request: GatewayRequest, opened: readonly OpenGateway[]): GatewayAnswer {
  const query = queryOf(request);
  const gateway = opened.find(({ config }) => config.name === query.get('gateway'));
  const inFrame = opened[0] && answerInPage(request, hostedOf(opened[0]));
  if (inFrame) return inFrame;
  const payment = gateway?.payments.find(query.get('payment') ?? '');
  if (!gateway || !payment) return page('Bank of the test cards', '<p>Nobody asks anything here.</p>', 404);
  const answer = ownersAnswer(request);
  const isOpen = payment.state === 'open' || payment.state === 'failed';
  if (answer === undefined && isOpen) return askOwner(request, payment);
  const led = isOpen ? charge(payment, answer === 'pass', hostedOf(gateway)) : undefined;
  return led ?? seeOther(backOf(query, gateway));
}

function hostedOf({ config, ...rest }: OpenGateway): HostedPage {
  return { name: config.name, ...rest };
}

/** The page of the gateway that waits; its own first page where the address names somebody else's. */
function backOf(query: URLSearchParams, { config }: OpenGateway): string {
  const back = query.get('back') ?? '';
  const isTheirs = URL.canParse(back) && hostsOf(config).includes(new URL(back).host);
  return isTheirs ? back : '/';
}

function askOwner(request: GatewayRequest, { amountMinor, currency }: Payment): GatewayAnswer {
  const amount = readable(toDecimal(amountMinor, currency), currency);
  return page(
    'Bank of the test cards',
    `<p class="note">This page stands for the bank of a card in a preview on this machine. No money moves.</p>
<p>Somebody wants to pay <strong id="amount">${escapedHtml(amount)}</strong> with your card.</p>
<form method="post" action="${escapedHtml(request.path)}">
<button id="pass" name="answer" value="pass">It is me: pay</button>
<button id="fail" name="answer" value="fail">It is not me</button>
</form>`,
  );
}

/** What the card's owner answered; nothing where they have not yet. */
function ownersAnswer({ method, body }: GatewayRequest): 'pass' | 'fail' | undefined {
  const answer = method === 'POST' ? new URLSearchParams(body).get('answer') : null;
  return answer === 'pass' || answer === 'fail' ? answer : undefined;
}
