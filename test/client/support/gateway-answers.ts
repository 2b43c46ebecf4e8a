import type { HttpRequest, HttpResponse } from '../../../lambda/gateways/exchange.ts';

/** What a gateway's API answers the shop's function; card tokens say of themselves what becomes of them. */
export function gatewayAnswer(gateway: string, request: HttpRequest): HttpResponse {
  const answer = answers[gateway];
  if (!answer) throw new Error(`${gateway} has no answers`);
  return answer(request);
}

type Answer = (request: HttpRequest) => HttpResponse;

const json = (body: unknown, status = 200): HttpResponse => ({ status, body: JSON.stringify(body) });
const xml = (body: string, status = 201): HttpResponse => ({ status, body: `<?xml version="1.0"?>${body}` });
const isDeclined = ({ body = '' }: HttpRequest) => String(body).includes('tok-declined');
const isChallenged = ({ body = '' }: HttpRequest) => String(body).includes('tok-challenge');

const amountOf = ({ body = '' }: HttpRequest) => /"(?:amount|value)":\s*"?([\d.]+)/.exec(String(body))?.[1];

/** By the API references that each adapter names; members that the kit does not read are left out. */
const answers: Readonly<Record<string, Answer>> = {
  stripe: () => json({ id: 'pi_1', client_secret: 'pi_1_secret_x' }),
  // What the session was asked for decides where its script asks the issuer.
  adyen: ({ body }) => {
    const { authenticationData } = JSON.parse(String(body));
    return json({ id: 'CS1', sessionData: authenticationData.threeDSRequestData.nativeThreeDS });
  },
  paypal: ({ url, body }) => {
    if (url.endsWith('/token')) return json({ access_token: 'access' });
    const { return_url: to } = JSON.parse(String(body)).payment_source.paypal.experience_context;
    const href = `https://www.sandbox.paypal.com/fake/bank?${new URLSearchParams({ to })}`;
    return json({ id: 'PP1', status: 'PAYER_ACTION_REQUIRED', links: [{ rel: 'payer-action', href }] });
  },
  checkoutcom: () => json({ id: 'ps_1', payment_session_token: 'token', payment_session_secret: 'secret' }),
  razorpay: () => json({ id: 'order_1' }),
  paystack: () =>
    json({ data: { access_code: 'access_1', authorization_url: 'https://checkout.paystack.com/x' } }),
  square: (request) =>
    isDeclined(request)
      ? json({ errors: [{ category: 'PAYMENT_METHOD_ERROR', code: 'GENERIC_DECLINE' }] }, 402)
      : json({
          payment: {
            id: 'PAYMENT1',
            status: 'COMPLETED',
            amount_money: { amount: 2800, currency: 'EUR' },
            updated_at: '2026-01-01T00:00:00Z',
          },
        }),
  braintree: ({ url, body = '' }) => {
    if (url.endsWith('/client_token')) return xml('<client-token><value>client-token</value></client-token>');
    const isRefused = String(body).includes('tok-declined');
    const transaction = `<transaction><id>bt1</id><status>${isRefused ? 'processor_declined' : 'submitted_for_settlement'}</status><type>sale</type><amount>28.00</amount><currency-iso-code>EUR</currency-iso-code></transaction>`;
    return isRefused
      ? xml(
          `<api-error-response><errors/><message>Declined</message>${transaction}</api-error-response>`,
          422,
        )
      : xml(transaction);
  },
  mollie: (request) => {
    const status = isDeclined(request) ? 'failed' : isChallenged(request) ? 'open' : 'paid';
    const checkout = { href: 'https://www.mollie.com/fake/bank?status' };
    const payment = { id: 'tr_1', status, amount: { value: amountOf(request), currency: 'EUR' } };
    return json({ ...payment, ...(status === 'open' && { _links: { checkout } }) }, 201);
  },
  authorizenet: ({ body = '' }) => {
    const isRefused = String(body).includes('tok-declined');
    const transactionResponse = { responseCode: isRefused ? '2' : '1', transId: '60' };
    return json({ transactionResponse, messages: { resultCode: 'Ok' } });
  },
  mercadopago: (request) => {
    const payment = { id: 7, transaction_amount: 28, currency_id: 'EUR', live_mode: true };
    if (isDeclined(request))
      return json({ ...payment, status: 'rejected', status_detail: 'cc_rejected_other_reason' }, 201);
    if (!isChallenged(request)) return json({ ...payment, status: 'approved' }, 201);
    const challenge = { external_resource_url: 'https://api.mercadopago.com/fake/challenge', creq: 'creq' };
    return json({
      ...payment,
      status: 'pending',
      status_detail: 'pending_challenge',
      three_ds_info: challenge,
    });
  },
};
