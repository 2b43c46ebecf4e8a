import { settingsOf } from '../../../cloudformation/environment-settings.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import facts from './loud-settings.json' with { type: 'json' };

const settings: Readonly<Record<string, readonly string[]>> = facts.settings;

const judges: Readonly<Record<string, (resource: Resource) => readonly Observation[]>> = {
  'AWS::Lambda::Function': (lambda) => [
    // What functions count they write as lines of the level INFO: above it the alarms hear nothing, below it lines repeat requests.
    expectOneOf(lambda.property('LoggingConfig.ApplicationLogLevel').withDefault('INFO'), ['INFO']),
    ...settingsOf(lambda).flatMap(({ name, value }) => {
      const quiet = own(settings, name.toUpperCase());
      return quiet ? [expectOneOf(value, quiet)] : [];
    }),
  ],
  'AWS::Events::EventBus': (bus) => [
    expectOneOf(bus.property('LogConfig.IncludeDetail').withDefault('NONE'), ['NONE']),
  ],
};

/** A level is one word, and changes what every line holds. */
export const log07Levels: Rule = {
  id: 'LOG-07-levels',
  title:
    'What a storefront runs logs at the level that its alarms count at, and repeats no requests and no events',
  severity: 'high',
  types: Object.keys(judges),
  why: 'A level below INFO writes requests of shoppers and answers of gateways into logs that are kept for a year, and one above it silences each alarm on what functions count.',
  fix: 'Leave ApplicationLogLevel at INFO and IncludeDetail of buses at NONE, and take NODE_DEBUG and other settings of loud-settings.json away.',
  controls: ['LOG-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => {
    if (!resource.template.storefront) return [notApplicable(resource, 'no storefront says what it takes')];
    const flaws = flawsOf(own(judges, resource.type)?.(resource) ?? []);
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'nothing makes it repeat what it takes')];
  },
};
