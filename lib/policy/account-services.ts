import type { AccountTemplates } from '../cloudformation/model/model.ts';
import type { Truth } from '../cloudformation/model/truth.ts';
import type { Resource, Template } from '../cloudformation/model/types.ts';
import { accountStackName } from '../contract/account-names.ts';
import type { WatchingService } from '../contract/schema.ts';
import type { Observation } from './observation.ts';
import type { Remark } from './remark.ts';
import type { AccountQuestion } from './rule.ts';

/** Something that an account has to have. */
interface Presence {
  /** The control that whoever runs it elsewhere fulfils. */
  readonly control: string;
  /** The service that the account file creates, declares or declines; nothing for what no file can leave out. */
  readonly service?: WatchingService;
  readonly regions: 'home' | 'each';
}

/** A resource that an account has to have. */
interface Requirement extends Presence {
  readonly type: string;
  /** What it is, as a phrase for a shop's report. */
  readonly subject: string;
  /** Which resources of the type are meant; all of them where nothing is said. */
  readonly isMeant?: (resource: Resource) => Truth;
}

/** Asks an account for a resource: without one the control is missing, and not idle. */
export function accountHas({
  type,
  subject,
  isMeant = () => true,
  ...presence
}: Requirement): AccountQuestion {
  const check = (account: AccountTemplates) =>
    ofService(account, presence, (template) => presenceIn(template, type, isMeant));
  return { subject, check };
}

/**
 * What is said of a service in the templates of an account: that somebody else runs it, that the account goes without, or what
 * `judge` sees in each region that has to have it.
 */
export function ofService(
  { contract, templates }: AccountTemplates,
  { control, service, regions }: Presence,
  judge: (template: Template) => readonly (Observation | Remark)[],
): readonly (Observation | Remark)[] {
  const [first] = templates;
  const [home = ''] = contract.regions;
  if (!first) return [];
  const templateOf = (region: string) =>
    templates.find(({ accountStack }) => accountStack?.region === region);
  const excuse = service && excuseFor(service, control, templateOf(home) ?? first);
  if (excuse) return [excuse];
  return (regions === 'home' ? [home] : contract.regions).flatMap((region) => {
    const template = templateOf(region);
    return template ? judge(template) : [notGiven(region, first)];
  });
}

/** That a service is somebody else's or left off; nothing where the account creates it. */
function excuseFor(service: WatchingService, control: string, template: Template): Remark | undefined {
  const state = template.accountStack?.detection[service];
  const place = {
    template,
    isOfAll: true,
    path: `Metadata.Palisade.detection.${service}`,
    type: '',
    expected: 'created',
  };
  if (state?.state === 'declared') {
    const { owner, arn } = state;
    const message = `${owner} owns it: ${arn}`;
    return {
      ...place,
      status: 'declared',
      declaration: { control, owner, arn },
      message,
      actual: 'declared',
    };
  }
  if (state?.state === 'declined') {
    return { ...place, status: 'declined', message: `not met: ${state.reason}`, actual: 'declined' };
  }
  return undefined;
}

/** Says that something is missing in a template of an account, or may be. */
export function lacking(
  template: Template,
  {
    status,
    type,
    what,
  }: { readonly status: 'fail' | 'unknown'; readonly type: string; readonly what: string },
): Remark {
  const region = template.accountStack?.region ?? 'this region';
  const message =
    status === 'fail'
      ? `the account has no ${what} in ${region}`
      : `whether the account has ${what} in ${region} is only known at deployment`;
  return {
    status,
    template,
    path: 'Resources',
    type,
    message,
    actual: 'not set',
    expected: what,
    about: what,
  };
}

function notGiven(region: string, template: Template): Remark {
  const missingStack = accountStackName(region);
  return {
    status: 'unknown',
    template,
    isOfAll: true,
    path: 'Resources',
    type: '',
    message: `the template of ${missingStack} is not among those given, so what is in ${region} was not seen`,
    actual: 'not seen',
    expected: `the template of ${missingStack}`,
    about: region,
    missingStack,
  };
}

function presenceIn(
  template: Template,
  type: string,
  isMeant: (resource: Resource) => Truth,
): readonly Remark[] {
  const found = template.ofType(type).filter((resource) => isMeant(resource) !== false);
  const made = found.map((resource) => isMeant(resource) && resource.isMade());
  if (made.includes(true)) return [];
  const mayBeMade = made.some((decision) => decision !== false);
  return [lacking(template, { status: mayBeMade ? 'unknown' : 'fail', type, what: type })];
}
