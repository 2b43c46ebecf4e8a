import { accountStackName } from '../../contract/account-names.ts';
import type { ShopEnvironment } from '../shop-environment.ts';

/** What was seen of one thing; `unknown` where nobody could look, which is no pass. */
export interface Seen {
  readonly status: 'pass' | 'fail' | 'unknown';
  readonly what: string;
  readonly found: string;
}

/** An answer of the shop, header names in lower case. */
export interface SmokeAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

/** What the checks ask of AWS and of the internet; nothing of it changes anything. */
export interface SmokePorts {
  /** Status of a stack, or nothing where there is none. */
  readonly stackStatus: (name: string, region: string) => Promise<string | undefined>;
  /** Names of the alarms in `ALARM` whose names begin like this. */
  readonly ringingAlarms: (prefix: string, region: string) => Promise<readonly string[]>;
  /** How many alarms have names that begin like this. */
  readonly alarmCount: (prefix: string, region: string) => Promise<number>;
  /** The servers that resolvers are led to for a zone; none where nothing leads to it. */
  readonly serversOf: (zone: string) => Promise<readonly string[]>;
  /** The servers that the zone with this id names, or the only zone of the account with this name. */
  readonly serversOfZone: (zone: ShopEnvironment['zone']) => Promise<readonly string[]>;
  /** Asks the shop. Throws where it cannot be reached. */
  readonly ask: (url: string, method: 'GET' | 'POST') => Promise<SmokeAnswer>;
}

/** The stacks of an environment by role, each with its region. */
function stacksOf({ region, zone, mail, backup }: ShopEnvironment, edgeRegion: string) {
  return {
    ...(zone.id === undefined && { dns: edgeRegion }),
    network: region,
    data: region,
    ...(backup.recovery && { recovery: backup.recovery.region }),
    backup: region,
    payments: region,
    ...(mail && { mail: region }),
    edge: edgeRegion,
  };
}

const complete = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];

/** Looks at a deployed environment from outside. */
export async function smokeChecks(
  environment: ShopEnvironment,
  ports: SmokePorts,
  edgeRegion: string,
): Promise<readonly Seen[]> {
  const { shop, name, region, zone } = environment;
  const seen: Seen[] = [];
  for (const [role, place] of Object.entries(stacksOf(environment, edgeRegion))) {
    const stack = `${shop}-${name}-${role}`;
    seen.push(stackSeen(stack, await ports.stackStatus(stack, place)));
  }
  for (const place of [...new Set([edgeRegion, region])]) {
    seen.push(accountSeen(place, await ports.stackStatus(accountStackName(place), place)));
    seen.push(await alarmsSeen(`${shop}-${name}-`, place, ports));
  }
  seen.push(await zoneSeen(zone, ports));
  return [...seen, ...(await shopSeen(environment, ports))];
}

function stackSeen(stack: string, status: string | undefined): Seen {
  const isComplete = status !== undefined && complete.includes(status);
  return { status: isComplete ? 'pass' : 'fail', what: `stack ${stack}`, found: status ?? 'does not exist' };
}

/** The account has the topics that alarms of the shop are sent to, in each region by itself. */
function accountSeen(region: string, status: string | undefined): Seen {
  const seen = stackSeen(accountStackName(region), status);
  if (status !== undefined) return seen;
  return {
    ...seen,
    found: `does not exist, so the alarms in ${region} reach nobody: add ${region} to regions of account.yaml and deploy the account`,
  };
}

async function alarmsSeen(prefix: string, region: string, ports: SmokePorts): Promise<Seen> {
  const what = `alarms in ${region}`;
  const ringing = await ports.ringingAlarms(prefix, region);
  if (ringing.length > 0) return { status: 'fail', what, found: `in ALARM: ${ringing.join(', ')}` };
  const count = await ports.alarmCount(prefix, region);
  return count > 0
    ? { status: 'pass', what, found: `none of ${count} is in ALARM` }
    : { status: 'fail', what, found: 'there is none' };
}

async function zoneSeen(zone: ShopEnvironment['zone'], ports: SmokePorts): Promise<Seen> {
  const what = `zone ${zone.name}`;
  const own = await ports.serversOfZone(zone);
  const told = await attempt(() => ports.serversOf(zone.name));
  if (typeof told === 'string') return { status: 'unknown', what, found: told };
  if (own.length > 0 && sameServers(own, told))
    return { status: 'pass', what, found: 'the internet is led to it' };
  const records = own.map((server) => `${zone.name}. NS ${plain(server)}.`).sort();
  return {
    status: 'fail',
    what,
    found:
      own.length === 0
        ? 'does not exist in this account'
        : `led to ${told.map(plain).sort().join(', ') || 'no server'}; its parent zone needs ${records.join(' ')}`,
  };
}

async function shopSeen(
  { domain, launch, gateways, tellsSecurityContact }: ShopEnvironment,
  ports: SmokePorts,
): Promise<readonly Seen[]> {
  const page = `https://${domain}/`;
  if (launch !== 'live') {
    return [
      {
        status: 'unknown',
        what: page,
        found: `not asked: the launch is at ${launch}, so another shop may answer`,
      },
    ];
  }
  const callbacks = gateways.map(({ name }) => `https://${domain}/callbacks/${name}`);
  return [
    await answerSeen(page, 'GET', ports, (answer) => [...expectStatus(answer, [200]), ...headersOf(answer)]),
    await answerSeen(`http://${domain}/`, 'GET', ports, (answer) => expectStatus(answer, [301, 308])),
    await answerSeen(`${page}smoke-no-such-page`, 'GET', ports, (answer) => expectStatus(answer, [404])),
    ...(tellsSecurityContact
      ? [await answerSeen(`https://${domain}/.well-known/security.txt`, 'GET', ports, found)]
      : []),
    ...(await Promise.all(callbacks.map((url) => answerSeen(url, 'POST', ports, unsignedRefused)))),
  ];
}

async function answerSeen(
  url: string,
  method: 'GET' | 'POST',
  ports: SmokePorts,
  judge: (answer: SmokeAnswer) => readonly string[],
): Promise<Seen> {
  const what = method === 'GET' ? url : `${url}, unsigned`;
  const answer = await attempt(() => ports.ask(url, method));
  if (typeof answer === 'string') return { status: 'unknown', what, found: answer };
  const faults = judge(answer);
  return faults.length === 0
    ? { status: 'pass', what, found: `answers ${answer.status}` }
    : { status: 'fail', what, found: faults.join('; ') };
}

function found(answer: SmokeAnswer): readonly string[] {
  return expectStatus(answer, [200]);
}

function expectStatus({ status }: SmokeAnswer, wanted: readonly number[]): readonly string[] {
  return wanted.includes(status) ? [] : [`answers ${status}, expected ${wanted.join(' or ')}`];
}

/** A function without its secret cannot refuse: it answers that it cannot tell. */
function unsignedRefused(answer: SmokeAnswer): readonly string[] {
  if (answer.status === 503) return ['answers 503: stage the secret with palisade secret stage'];
  return expectStatus(answer, [401]);
}

/** Headers that every page is sent with, and what of them is looked at from outside. */
const wanted: Readonly<Record<string, RegExp>> = {
  'strict-transport-security': /^max-age=(?:[3-9]\d{7}|\d{9,})\b/,
  'content-security-policy': /script-src/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /./,
  'permissions-policy': /./,
};

const unwanted = /^x-amz-(?:server-side-encryption|version-id|request-id|id-2)/;

function headersOf({ headers }: SmokeAnswer): readonly string[] {
  const missing = Object.entries(wanted)
    .filter(([name, form]) => !form.test(headers.get(name) ?? ''))
    .map(([name]) => `${name} is ${headers.get(name) ?? 'missing'}`);
  const leaking = [...headers.keys()].filter((name) => unwanted.test(name)).map((name) => `sends ${name}`);
  return [...missing, ...leaking];
}

/** A result, or in words why there is none: the network of whoever looks may be what fails. */
async function attempt<Result extends object>(look: () => Promise<Result>): Promise<Result | string> {
  try {
    return await look();
  } catch (error) {
    const { code, cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
    const reason = code ?? cause?.code;
    if (reason === undefined) throw error;
    return `cannot be asked (${reason})`;
  }
}

function sameServers(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [some, others].map((names) => [...new Set(names.map(plain))].sort().join(' '));
  return one === other;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
