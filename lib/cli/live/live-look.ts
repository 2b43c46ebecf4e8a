import type { Model } from '../../cloudformation/model/model.ts';
import type { Template } from '../../cloudformation/model/types.ts';
import { resourceName } from '../../contract/names.ts';
import type { StorefrontContract } from '../../contract/schema.ts';
import type { Live, LiveObservation } from '../../evidence/live/live-file.ts';
import { liveSubjects } from '../../evidence/live/live-file.ts';
import { stackNameOf, templatesWith } from '../../evidence/live/misfit.ts';
import { lookAtAccountSettings, rootOf } from './account-settings.ts';
import { lookAtAlarms } from './alarms.ts';
import { lookAtBackups } from './backups.ts';
import { lookAtDeclared, type PlaceIn } from './declared.ts';
import { type DeployedStack, lookAtStack } from './deployed-stack.ts';
import { lookAtDetection } from './detection.ts';
import { look, unknown } from './look.ts';
import { lookAtReceivers } from './receivers.ts';
import { lookAtSecrets } from './secrets.ts';

/** Looks at everything that the templates of an environment and of its account say of the account. */
export async function lookAtEnvironment(
  contract: StorefrontContract,
  model: Model,
  placeIn: PlaceIn,
): Promise<Pick<Live, 'templates' | 'observations'>> {
  const templates = templatesWith(model, contract);
  const stacks = await Promise.all(
    templates.map((template) => {
      const { region = '' } = template;
      return lookAtStack(template, stackNameOf(template) ?? template.name, placeIn(region));
    }),
  );
  const schedules = templates.flatMap((template) => template.ofType('AWS::SecretsManager::RotationSchedule'));
  const contracts = [contract, ...templates.flatMap(({ accountStack }) => accountStack ?? [])];
  const looks = await Promise.all([
    ...notGiven(contract, templates, placeIn),
    ...stacks.flatMap((stack) => [
      ...lookAtAccountSettings(stack),
      ...lookAtDetection(stack),
      ...lookAtReceivers(stack),
      ...lookAtSecrets(stack, schedules),
      ...lookAtAlarms(stack),
      ...lookAtBackups(stack, stacks),
    ]),
    ...lookAtDeclared(contracts, placeIn, regionsOfAlarms(stacks)),
  ]);
  return {
    templates: stacks.map(({ compared }) => compared),
    observations: inOrder([...stacks.flatMap(observationsOf), ...looks]),
  };
}

/** Where a shop tells topics of its account something. A region of nothing but copies of backups needs no stack of the account. */
function regionsOfAlarms(stacks: readonly DeployedStack[]): readonly string[] {
  const telling = stacks.filter(
    ({ template }) => template.storefront && template.ofType('AWS::CloudWatch::Alarm').length > 0,
  );
  return [...new Set(telling.map(({ place }) => place.region))].sort();
}

function observationsOf({ observations }: DeployedStack): readonly LiveObservation[] {
  return observations;
}

/** What nobody could look at, because nothing says how it was meant. */
function notGiven(
  { shop, environment, account, stacks }: StorefrontContract,
  templates: readonly Template[],
  placeIn: PlaceIn,
): readonly Promise<LiveObservation>[] {
  const given = new Set(templates.map(({ storefront }) => storefront?.stack));
  const place = placeIn(templates.find(({ storefront }) => storefront)?.region ?? '');
  const missing = stacks
    .filter((role) => !given.has(role))
    .map((role) => resourceName({ shop, name: environment }, role));
  const ask = (about: 'stack' | 'account', what: string, why: string) =>
    look(place, { about, what, where: rootOf({ account }), source: 'none' }, async () => unknown(why));
  return [
    ...missing.map((name) => ask('stack', `Template of ${name}`, 'its template was not given')),
    ...(templates.some(({ accountStack }) => accountStack)
      ? []
      : [
          ask(
            'account',
            `Settings, detectors and receivers of ${account}`,
            'no template of the account was given',
          ),
        ]),
  ];
}

/** By subject, and within one in the order of the looks. */
function inOrder(observations: readonly LiveObservation[]): readonly LiveObservation[] {
  return liveSubjects.flatMap((subject) => observations.filter(({ about }) => about === subject));
}
