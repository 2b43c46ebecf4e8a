import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import type { Paint } from '../../paint.ts';
import { type SessionFacts, sessionsAsOf, sessionsOf } from './sessions.ts';
import { type Subscription, subscriptionOf, subscriptionsAsOf } from './subscription.ts';

/** What a person needs in order to connect a gateway with one environment of a shop. */
export interface SetupReport extends Omit<Subscription, 'byHand'> {
  readonly gateway: string;
  readonly mode: GatewayConfig['mode'];
  readonly callbackAddress: string;
  readonly asOf: string;
  /** Members of the secret that callbacks are verified with. */
  readonly callbackMembers: readonly string[];
  readonly canApply: boolean;
  /** What the kit makes there for each attempt to pay; none where the shop's own server does. */
  readonly sessions: readonly SessionFacts[];
}

/** The address to which a gateway sends the callbacks of a shop. */
export function callbackAddress(domain: string, gateway: string): string {
  return `https://${domain}/callbacks/${gateway}`;
}

/** Collects what there is to do at a gateway. */
export function reportOnSetup({ name, mode, integration }: GatewayConfig, domain: string): SetupReport {
  const { byHand, ...subscription } = subscriptionOf(name);
  const members = Object.entries(gatewayOf(name).secretFields);
  return {
    gateway: name,
    mode,
    callbackAddress: callbackAddress(domain, name),
    asOf: subscriptionsAsOf,
    ...subscription,
    callbackMembers: members.filter(([, field]) => isForCallbacks(field.for)).map(([member]) => member),
    canApply: byHand === undefined,
    sessions: sessionsOf(name).filter(({ integrations }) => integrations.includes(integration)),
  };
}

function isForCallbacks(use: string): boolean {
  return use === 'callbacks' || use === 'both';
}

/** The report for a person. */
export function setupText(report: SetupReport, paint: Paint): string {
  const { gateway, mode, status, asOf, events, unsubscribed, callbackMembers, canApply } = report;
  const applying = canApply
    ? `palisade gateway setup ${gateway} --apply subscribes and stores the secret; its key needs ${report.setupPermissions.join(', ')}`
    : 'by hand, as above';
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['callback address', [report.callbackAddress]],
    ['where', [report.where]],
    ['events', events],
    ['not subscribed', Object.entries(unsubscribed).map(([kind, why]) => `${kind} ${why}`)],
    ['permissions of the keys in use', report.permissions],
    [
      'signing secret',
      [
        report.signingSecret,
        `palisade secret stage ${gateway} stores it; members for callbacks: ${callbackMembers.join(', ')}`,
      ],
    ],
    ['what the kit makes, and how it ends', report.sessions.flatMap(sessionLines)],
    ['test and live', [`this environment uses mode ${mode}; ${report.modes}`]],
    ['setting it up', [applying]],
  ];
  const blocks = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
  const head = `${paint.strong(titleOf(gateway))}  mode ${mode}, facts ${status} as of ${asOf}\n`;
  return `${head}\n${blocks.join('\n')}`;
}

// What is known of a session, as lines for a person.
function sessionLines(facts: SessionFacts): readonly string[] {
  const { what, ends, endedBy, notEnded, askedBy, notAsked, status } = facts;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['ends', ends],
    ['ended by', endedBy],
    ['not ended', notEnded],
    ['asked by', askedBy],
    ['not asked', notAsked],
  ];
  return [
    `${what} (${status} as of ${sessionsAsOf})`,
    ...lines.flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${text}`])),
  ];
}
