import identityRegions from '../../aws/mail-regions.json' with { type: 'json' };
import type { EnvironmentDraft } from '../form.ts';
import { type Mistake, mistake, type Path, quoted } from '../mistake.ts';
import type { EnvironmentRule, ShopRule } from './rule.ts';
import { environmentsOf } from './shop.ts';

type MailDraft = Exclude<NonNullable<EnvironmentDraft['mail']>, string>;

/** What an environment says of the mail that it sends; nothing where it sends none. */
function mailOf({ mail }: EnvironmentDraft): MailDraft | undefined {
  return typeof mail === 'object' ? mail : undefined;
}

/** The zone must be able to hold the records of the name. */
export const mailInZone: EnvironmentRule = (environment, path) => {
  const from = mailOf(environment)?.from;
  const zone = environment.zone?.name;
  if (!from || !zone || from === zone || from.endsWith(`.${zone}`)) return [];
  return [
    mistake(
      [...path, 'mail', 'from'],
      quoted(from),
      `write a name in the zone ${zone}, such as mail.${zone}`,
    ),
  ];
};

/** Identities of mail live in the region of the shop. */
export const mailInRegion: EnvironmentRule = (environment, path) => {
  const { region } = environment;
  if (!mailOf(environment) || !region || identityRegions.regions.includes(region)) return [];
  return [
    mistake([...path, 'mail'], `mail from ${region}, where SES sends none`, 'write none, or another region'),
  ];
};

/** What the records say is said once: by the environment that has them. */
export const mailIsWhole: EnvironmentRule = (environment, path) => {
  const mail = mailOf(environment);
  if (!mail) return [];
  const at = [...path, 'mail'];
  if (!Object.hasOwn(mail, 'ownedBy')) {
    return Object.hasOwn(mail, 'dmarc')
      ? []
      : [
          mistake(
            [...at, 'dmarc'],
            'nothing',
            'write { reports: ADDRESS }, or { owner: NAME } of who has the record',
          ),
        ];
  }
  return (['dmarc', 'receives'] as const)
    .filter((name) => mail[name] !== undefined)
    .map((name) =>
      mistake([...at, name], 'it beside ownedBy', 'remove it; the environment that has the records says it'),
    );
};

/** A record has one owner, and only who writes it decides what it says. */
export const dmarcIsWhole: EnvironmentRule = (environment, path) => {
  const dmarc = mailOf(environment)?.dmarc;
  if (!dmarc) return [];
  const at = [...path, 'mail', 'dmarc'];
  if (!Object.hasOwn(dmarc, 'owner')) {
    return Object.hasOwn(dmarc, 'reports')
      ? []
      : [
          mistake(
            [...at, 'reports'],
            'nothing',
            'write who takes the reports, such as dmarc@boutique.example',
          ),
        ];
  }
  return (['reports', 'ramp'] as const)
    .filter((name) => dmarc[name] !== undefined)
    .map((name) =>
      mistake([...at, name], 'it beside owner', 'remove it; whoever has the record decides about it'),
    );
};

const longestStepDays = 60;

/** A ramp is for the reports of the first weeks, and ends by itself. */
export const dmarcRampEnds: EnvironmentRule = (environment, path) => {
  const { begins, noneUntil, quarantineUntil } = mailOf(environment)?.dmarc?.ramp ?? {};
  const at = [...path, 'mail', 'dmarc', 'ramp'];
  return [
    ...stepEnds([...at, 'noneUntil'], begins, noneUntil),
    ...stepEnds([...at, 'quarantineUntil'], noneUntil, quarantineUntil),
  ];
};

function stepEnds(at: Path, first: string | undefined, last: string | undefined): readonly Mistake[] {
  if (first === undefined || last === undefined) return [];
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  if (days >= 1 && days <= longestStepDays) return [];
  const found = `${quoted(last)}, which is ${days} days after ${quoted(first)}`;
  return [mistake(at, found, `write a day from 1 to ${longestStepDays} days later`)];
}

/** Mail servers of strangers ask for the policy, which a shop that is closed to strangers answers nobody. */
export const receivesInTheOpen: EnvironmentRule = (environment, path) => {
  if (mailOf(environment)?.receives === undefined || environment.purpose !== 'non-production') return [];
  const found = 'it where strangers, and so their mail servers, are answered 403';
  return [mistake([...path, 'mail', 'receives'], found, 'remove it, or receive mail in production')];
};

/** Two environments cannot both write the records of one name. */
export const mailNamesDiffer: ShopRule = (shop) => {
  const environments = environmentsOf(shop);
  const writers = new Map<string, string>();
  return environments.flatMap(([name, environment]) => {
    const mail = mailOf(environment);
    if (!mail?.from || mail.ownedBy !== undefined) return [];
    const first = writers.get(mail.from);
    writers.set(mail.from, first ?? name);
    const other = environments.find(([each, { domain }]) => each !== name && domain === mail.from)?.[0];
    const taken = first === undefined ? other && `the domain of ${other}` : `which ${first} has already`;
    if (!taken) return [];
    const remedy = 'write a name of its own, or ownedBy with the environment that has its records';
    return [mistake(['environments', name, 'mail', 'from'], `${quoted(mail.from)}, ${taken}`, remedy)];
  });
};

/** What is said to have the records has to have them, and to be where they can be used. */
export const mailOwnerHasIt: ShopRule = (shop) => {
  const environments = environmentsOf(shop);
  return environments.flatMap(([name, environment]) => {
    const mail = mailOf(environment);
    if (mail?.ownedBy === undefined || mail.from === undefined) return [];
    const { account, region } = environment;
    const owners = environments.filter(([, each]) => {
      const other = mailOf(each);
      const isThere = each.account === account && each.region === region;
      return isThere && other !== undefined && other.from === mail.from && other.ownedBy === undefined;
    });
    if (owners.some(([owner]) => owner === mail.ownedBy)) return [];
    const found = `${quoted(mail.ownedBy)}, which sends no mail from ${mail.from} in the account and region of ${name}`;
    const [owner] = owners.map(([each]) => each);
    const remedy = owner === undefined ? 'remove it and write dmarc, or write mail: none' : `write ${owner}`;
    return [mistake(['environments', name, 'mail', 'ownedBy'], found, remedy)];
  });
};
