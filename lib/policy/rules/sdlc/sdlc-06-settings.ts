import { type Setting, settingsOf, settingTypes } from '../../../cloudformation/environment-settings.ts';
import { sameName } from '../../../cloudformation/hosted-zones.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { isLike } from '../../../cloudformation/wildcards.ts';
import { hostNames } from '../../../contract/launch.ts';
import { hasContract } from '../../data-classes.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './injecting-settings.json' with { type: 'json' };

const everywhere: Readonly<Record<string, readonly string[]>> = facts.everywhere;
const options: Readonly<Record<string, readonly string[]>> = facts.options;

/** A parameter is read by name, and is no setting of a process. */
const types = settingTypes.filter((type) => type !== 'AWS::SSM::Parameter');

/** What is set before a process begins decides on its code, on whom it trusts and on whom it talks to. */
export const sdlc06Settings: Rule = {
  id: 'SDLC-06-settings',
  title: 'Settings of functions and tasks bring no other code, no other trust and no other servers',
  severity: 'high',
  types,
  why: 'One environment variable runs a file before the code that was reviewed, switches off the check of certificates, or sends each call of AWS to somebody else.',
  fix: 'Take the variable away: the code names its servers by itself, and AWS its own endpoints.',
  controls: ['SDLC-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const seen = settingsOf(resource).flatMap((setting) => flawsIn(setting, resource, model));
    return seen.length > 0 ? seen : [notApplicable(resource, 'it sets nothing of the kind')];
  },
};

function flawsIn(setting: Setting, resource: Resource, model: Model): readonly Observation[] {
  const { value } = setting;
  const name = setting.name.toUpperCase();
  const harmless = own(everywhere, name);
  if (harmless) return [expectOneOf(value, harmless)].filter(({ status }) => status !== 'pass');
  const known = own(options, name);
  if (known) return onlyOptions(setting, known);
  if (hasContract(resource) && facts.storefront.some((pattern) => isLike(name, pattern))) {
    return [observation('fail', value, { expected: `no ${setting.name}` })];
  }
  return leadsElsewhere(setting, resource, model);
}

/** Of options that change no code, any may stand there; of the others nobody knows what they load. */
function onlyOptions({ value }: Setting, known: readonly string[]): readonly Observation[] {
  const verdict = textIs(value, (text) =>
    text
      .split(/\s+/)
      .filter((option) => option !== '')
      .every((option) => known.some((pattern) => isLike(option, pattern))),
  );
  return verdict ? [] : [verdictAt(verdict, value, { expected: 'options that load no other code' })];
}

/** An endpoint of a service in a region; one with a name before it is that of somebody's bucket or API. */
const serviceEndpoint = /^[a-z0-9-]+\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/;

/** Pages, mails and returns from gateways are made of the addresses that a function is told. */
function leadsElsewhere({ value }: Setting, { template }: Resource, model: Model): readonly Observation[] {
  const shop = model.storefrontOf(template)?.contract;
  if (!shop) return [];
  const isOwn = (host: string) =>
    serviceEndpoint.test(host) ||
    [...hostNames(shop), ...(shop.systems ?? [])].some((name) => sameName(host, name));
  const strange = textIs(value, (text) => hostsIn(text).some((host) => !isOwn(host)));
  return strange
    ? [
        observation('fail', value, {
          expected: 'addresses of the shop, of AWS, or of systems that the contract names',
        }),
      ]
    : [];
}

function hostsIn(text: string): readonly string[] {
  return [...text.matchAll(/\bhttps?:\/\/(?:[^/\s"'@]*@)?([^/:\s"'?#]+)/gi)].map(([, host = '']) =>
    host.toLowerCase(),
  );
}
