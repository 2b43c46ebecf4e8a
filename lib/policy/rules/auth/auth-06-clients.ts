import { asParts } from '../../../cloudformation/model/resolved.ts';
import { all, not, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { poolClientType } from '../../../cloudformation/user-pools.ts';
import { flawsOf } from '../../choices.ts';
import { asNumber, expectTrue, observe, observeList, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { signsPeopleIn } from './clients.ts';
import { saysWithoutPool } from './pools.ts';

/** What the tokens of a client are worth to whoever catches one, and where Cognito sends them. */
export const auth06Clients: Rule = {
  id: 'AUTH-06-clients',
  title: 'Tokens go to exact https addresses by code, end within the hour, and can be revoked',
  severity: 'high',
  types: [poolClientType],
  storefront: saysWithoutPool,
  why: 'A token in the address of a page stays in histories and logs, one that is sent to a plain or foreign address is read on the way, and one that outlives the session opens the account for days.',
  fix: 'Set AllowedOAuthFlows to code, CallbackURLs and LogoutURLs to https addresses without wildcards, AccessTokenValidity and IdTokenValidity to an hour at most, RefreshTokenValidity to 30 days at most, leave EnableTokenRevocation on, and take the flows away that hand the password to a program of the shop.',
  controls: ['AUTH-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (client) => [
    ...tokens(client),
    ...(signsPeopleIn(client) === false ? [] : [...flawsOf(flows(client)), ...addresses(client)]),
    expectTrue(client.property('EnableTokenRevocation').withDefault(true)),
  ],
};

const secondsOf: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};

interface Token {
  readonly name: string;
  /** In the token's own unit, where nothing is written. */
  readonly default: number;
  readonly unit: string;
  /** In seconds. */
  readonly most: number;
  readonly expected: string;
}

const kinds: readonly Token[] = [
  { name: 'AccessToken', default: 1, unit: 'hours', most: 3600, expected: 'an hour or less' },
  { name: 'IdToken', default: 1, unit: 'hours', most: 3600, expected: 'an hour or less' },
  { name: 'RefreshToken', default: 30, unit: 'days', most: 30 * 86_400, expected: '30 days or less' },
];

function tokens(client: Resource): readonly Observation[] {
  return kinds.map(({ name, default: usual, unit: usualUnit, most, expected }) => {
    const unit = client.property(`TokenValidityUnits.${name}`).withDefault(usualUnit);
    const seconds = secondsOf[String(unit.literal)];
    const validity = client.property(`${name}Validity`).withDefault(usual);
    return observe(validity, { expected: `${expected}, in ${unit}` }, (resolved): Verdict => {
      const number = resolved.kind === 'literal' ? asNumber(resolved.value) : undefined;
      if (resolved.kind !== 'literal' || seconds === undefined) return undefined;
      return number !== undefined && number * seconds <= most;
    });
  });
}

/** The implicit grant puts tokens into addresses, and a password that a program passes on is read there. */
function flows(client: Resource): readonly Observation[] {
  const { storefront } = client.template;
  return [
    expectNone(client.property('AllowedOAuthFlows'), ['implicit'], 'code, and not implicit'),
    expectNone(
      client.property('ExplicitAuthFlows'),
      [...passwordFlows, ...(storefront ? serverPasswordFlows : [])],
      'flows in which no program of the shop sees a password',
    ),
  ];
}

const passwordFlows = ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'];

/** A server of one's own may take passwords; the functions of a shop do not. */
const serverPasswordFlows = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'];

function expectNone(list: Value, names: readonly string[], expected: string): Observation {
  return observeList(list, { expected }, (items) =>
    all(items.map((item) => not(textIs(item, (text) => names.includes(text))))),
  );
}

/** Nothing where no page is named: then no token goes to one. */
function addresses(client: Resource): readonly Observation[] {
  const expected = 'https addresses without wildcards';
  const lists = ['CallbackURLs', 'LogoutURLs'].map((name) => client.property(name));
  return [
    ...lists
      .filter(({ isAbsent }) => !isAbsent)
      .map((list) => observeList(list, { expected }, (items) => all(items.map(isExact)))),
    ...flawsOf([
      observe(client.property('DefaultRedirectURI').withDefault('https://'), { expected }, isExactAddress),
    ]),
  ];
}

function isExact(value: Value): Truth {
  return all(value.alternatives.map(isExactAddress));
}

function isExactAddress(resolved: Resolved): Truth {
  const parts = asParts(resolved);
  const [start] = parts;
  if (typeof start !== 'string') return resolved.kind === 'absent' ? false : undefined;
  if (!start.startsWith('https://'))
    return start.length >= 'https://'.length || parts.length === 1 ? false : undefined;
  return !parts.some((part) => typeof part === 'string' && part.includes('*'));
}
