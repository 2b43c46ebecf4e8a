import {
  mayBeOf,
  nameOf,
  recordSets,
  recordsNamed,
  recordTypes,
} from '../../../cloudformation/hosted-zones.ts';
import type { Model, StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { txtSets } from '../../../cloudformation/txt-records.ts';
import { policyHost, policyIdOf } from '../../../contract/mail.ts';
import { bestOf, inTurn } from '../../choices.ts';
import { doubtAbout } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { lacking, type MailName, whyNotAsked } from './shop-names.ts';
import { policyServed } from './sts-policy.ts';

/** A week, as the servers of others keep to what they were told; at most a year, as RFC 8461 allows (3.2). */
const [leastSeconds, mostSeconds] = [604_800, 31_557_600];

/** Whether mail to a shop can be read on its way: without a policy a server of others delivers in clear text where somebody breaks the TLS. */
export const mail02Tls: Rule = {
  id: 'MAIL-02-tls',
  title: 'A shop that receives mail has others deliver it by TLS, and reads their reports',
  severity: 'medium',
  types: [...recordTypes, 'AWS::CloudFront::Distribution'],
  why: 'Mail servers deliver in clear text, or to whoever answers, unless a policy tells them not to.',
  fix: 'Serve an MTA-STS policy with mode: enforce, the servers of the contract and a max_age of a week at least; write the TXT records _mta-sts.NAME with its id, and _smtp._tls.NAME with v=TLSRPTv1 and rua.',
  controls: ['MAIL-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === 'AWS::CloudFront::Distribution' ? storefront(resource, model) : records(resource),
};

/** The two kinds of records, by how their names begin, and what each has to say wherever it stands. */
const kinds = {
  '_mta-sts.': {
    kind: /^v=STSv1/,
    expected: 'one v=STSv1 record with an id of letters and digits',
    isOne: (text: string) => idIn(text) !== undefined,
  },
  '_smtp._tls.': {
    kind: /^v=TLSRPTv1/,
    expected: 'one v=TLSRPTv1 record with rua, an address that takes reports',
    isOne: (text: string) =>
      /^v=TLSRPTv1;\s*rua=(?:mailto:[^@\s,;]+@[^@\s,;]+|https:\/\/[^\s,;]+)/.test(text),
  },
} as const satisfies Readonly<Record<string, Wanted>>;

interface Wanted {
  /** What tells such a text from others of the name. */
  readonly kind: RegExp;
  readonly expected: string;
  readonly isOne: (text: string) => boolean;
}

function idIn(text: string): string | undefined {
  return /^v=STSv1;\s*id=([A-Za-z0-9]{1,32});?$/.exec(text)?.[1];
}

function records(resource: Resource): readonly Observation[] {
  const seen = recordSets(resource)
    .filter((record) => mayBeOf('TXT', record))
    .flatMap((record) =>
      Object.entries(kinds)
        .filter(([prefix]) => nameOf(record)?.startsWith(prefix))
        .map(([, wanted]) => says(record, wanted)),
    );
  return seen.length > 0 ? seen : [notApplicable(resource, 'it says nothing of TLS to mail servers')];
}

function says(record: Value, { kind, expected, isOne }: Wanted): Observation {
  const place = record.at('ResourceRecords');
  const verdicts = txtSets(place).map((texts) => {
    const meant = texts?.filter((text) => kind.test(text));
    return meant && meant.length === 1 && meant.every(isOne);
  });
  const status = verdicts.includes(false) ? 'fail' : verdicts.includes(undefined) ? 'unknown' : 'pass';
  return observation(status, place, { expected });
}

function storefront(distribution: Resource, model: Model): readonly Observation[] {
  const owner = model.storefrontOf(distribution.template);
  const { from, receives } = owner?.contract.mail ?? {};
  if (!owner || from === undefined || !receives) {
    return [notApplicable(distribution, 'no storefront says that it receives mail')];
  }
  const why = whyNotAsked(owner);
  if (why !== undefined) return [notApplicable(distribution, why)];
  const asked = { distribution, owner, model };
  return [...served(asked, from, receives), ...identified(asked, from), ...reported(asked, from)];
}

interface Asked {
  readonly distribution: Resource;
  readonly owner: StorefrontTemplates;
  readonly model: Model;
}

const associations = 'DistributionConfig.DefaultCacheBehavior.FunctionAssociations';

function served({ distribution }: Asked, from: string, servers: readonly string[]): readonly Observation[] {
  const policy = policyServed(distribution, from);
  const place = distribution.property(associations);
  if (!policy) return [missing(distribution, place, `an MTA-STS policy under ${policyHost(from)}`)];
  const { mode, maxAgeSeconds } = policy;
  const isWhole = [...policy.servers].sort().join() === [...servers].sort().join();
  const told = [
    [mode === 'enforce', 'mode: enforce', `mode: ${mode}`],
    [isWhole, `mx: ${servers.join(', ')}`, `mx: ${policy.servers.join(', ')}`],
    [
      maxAgeSeconds >= leastSeconds && maxAgeSeconds <= mostSeconds,
      `max_age from ${leastSeconds} to ${mostSeconds}`,
      `max_age: ${maxAgeSeconds}`,
    ],
  ] as const;
  return told.map(([isGood, expected, actual]) => {
    const seen = observation(isGood ? 'pass' : 'fail', place, { expected, about: expected });
    return seen.with({ actual, says: `serves an MTA-STS policy with ${actual}; expected ${expected}` });
  });
}

/** The id tells others that the policy has changed, so it has to be made of the policy. */
function identified(asked: Asked, from: string): readonly Observation[] {
  const policy = policyServed(asked.distribution, from);
  const name = { name: `_mta-sts.${from}`, stack: 'edge' } as const;
  if (!policy) return recordOf(name, asked, () => []);
  const id = policyIdOf(policy.text);
  const expected = `one v=STSv1 record with id=${id}`;
  const wanted = { kind: kinds['_mta-sts.'].kind, expected, isOne: (text: string) => idIn(text) === id };
  return recordOf(name, asked, (record) => [says(record, wanted)]);
}

/** What the record says is judged where it stands. */
function reported(asked: Asked, from: string): readonly Observation[] {
  return recordOf({ name: `_smtp._tls.${from}`, stack: 'mail' }, asked, () => []);
}

function recordOf(
  name: MailName,
  { distribution, owner, model }: Asked,
  judge: (record: Value) => readonly Observation[],
): readonly Observation[] {
  return bestOf(
    inTurn(recordsNamed(model, distribution, { type: 'TXT', name: name.name }), (record) => [
      ...judge(record),
      ...doubtAbout(record.resource, distribution),
    ]),
    [lacking(distribution, name, { what: 'TXT record', owner, model })],
  );
}
