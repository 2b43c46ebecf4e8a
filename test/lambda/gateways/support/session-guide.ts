import { gatewayNames, titleOf } from '../../../../lambda/gateways/registry.ts';
import { sessionsAsOf, sessionsOf } from '../../../../lib/cli/webhooks/sessions.ts';
import { table } from './guide.ts';

/** The guide to what the kit makes at gateways, as `docs/gateway-sessions.md` has it. */
export function sessionGuide(): string {
  return `# Sessions at the gateways

For each attempt to pay the kit makes one thing at the gateway, as of ${sessionsAsOf}. The sources of these facts are in
\`lib/cli/webhooks/sessions.json\`, from which this page is written: \`UPDATE_GOLDEN=1 npx --no-install jest test/lambda/gateways/docs\` writes it anew.
**unverified** is what only an account can show.

## Pages that are over

When a shopper starts anew, the earlier session is ended where the gateway takes such a request, and it has an hour to be paid where the
gateway takes a time. A payment that is made all the same counts for its order, and a person decides where it must:

- Paid twice, the order waits with the review reason \`paid_twice\`; with another amount, with \`amount_mismatch\`.
- Paid by a session of before its lines or its price changed, or more than a day after the session was over, it waits with \`session_over\`. This is
  known of the gateways whose sessions cannot be ended and whose payments bear the attempt: Paystack and Razorpay.
- The kit moves no money: a person refunds at the gateway, which tells the shop, or releases the order with \`palisade order release\`.

## Orders without word

An order that stays open is asked about 1, 6, 24 and 72 hours after the attempt, one that is authorised every day for 30 days. One run of the
schedule, every 15 minutes, asks about 200 orders at most and 50 of one gateway; the order worker asks, and leaves a gateway in trouble alone for
half a minute at a time. Where nobody can be asked, the order waits with \`outcome_unknown\`, and the log line of the alarm names it. Only the latest
attempt is asked about, and at Paystack and Razorpay's frame the four before it. Mollie and Mercado Pago tell of disputes too when
they are asked; at the others, callbacks alone do.

${table(['gateway', 'makes', 'ends', 'ended by', 'asked by', 'status'], gatewayNames.flatMap(sessions))}
`;
}

function sessions(name: string): readonly (readonly string[])[] {
  return sessionsOf(name).map(({ integrations: ways, what, ends, endedBy, askedBy, status, ...not }) => [
    titleOf(name),
    `${what} (${ways.join(', ')})`,
    ends,
    endedBy ?? not.notEnded ?? 'nothing is left to end',
    askedBy ?? not.notAsked ?? '',
    status,
  ]);
}
