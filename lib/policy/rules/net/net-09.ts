import { lookup } from '../../../cloudformation/lookup.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectOneOf, expectSeen } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import facts from './instance-access.json' with { type: 'json' };

interface Access {
  /** The property that says whether metadata takes signed sessions only. */
  readonly tokens?: string;
  /** The property that turns metadata off. */
  readonly off?: string;
  /** The properties that name an SSH key. */
  readonly keys: readonly string[];
  /** The properties that name the launch template which says all of it. */
  readonly template?: readonly string[];
}

const types: Readonly<Record<string, Access>> = facts.types;
const launchTemplate = 'AWS::EC2::LaunchTemplate';

/** Whatever a flawed program on an instance can be made to fetch, it fetches from the metadata service as well. */
export const net09: Rule = {
  id: 'NET-09',
  title: 'Instances hand out their credentials to signed sessions only, and no SSH key opens them',
  severity: 'high',
  types: [...Object.keys(types), ...facts.keyTypes],
  why: 'One page that fetches any address hands out the role of the instance, and a key that several people share is nobody’s.',
  fix: 'Set HttpTokens to required, leave the key out, and let people in through Session Manager.',
  controls: ['NET-09'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const access = own(types, resource.type);
    if (!access) {
      const seen = observation('fail', resource.attribute('Type'), { expected: 'no SSH key' });
      return [seen.with({ says: 'makes an SSH key; expected people to come in through Session Manager' })];
    }
    const keys = access.keys.map((path) => expectAbsent(resource.property(path), 'no SSH key'));
    const metadata = metadataOf(resource, access, model);
    if (metadata.length > 0) return [...metadata, ...flawsOf(keys)];
    return flawsOf(keys).length > 0 ? flawsOf(keys) : [notApplicable(resource, 'it names no SSH key')];
  },
};

function metadataOf(
  resource: Resource,
  { tokens, off, template = [] }: Access,
  model: Model,
): readonly Observation[] {
  if (tokens === undefined) return [];
  const value = resource.property(tokens);
  const isOff = off !== undefined && textIs(resource.property(off), (text) => text === 'disabled');
  if (isOff) return [expectOneOf(resource.property(off), ['disabled'])];
  const named = template.map((path) => resource.property(path)).find(({ isAbsent }) => !isAbsent);
  if (!value.isAbsent || !named) return [expectOneOf(value, ['required'])];
  const found = templateNamed(named, model);
  const access = found && own(types, found.type);
  return access
    ? metadataOf(found, access, model)
    : [expectSeen(named, 'a launch template among the templates')];
}

function templateNamed(named: Value, model: Model): Resource | undefined {
  const target = referenced(named);
  if (target) return target.type === launchTemplate ? target : undefined;
  const templates = lookup(model.beside(named.resource, launchTemplate), 'LaunchTemplateName');
  return typeof named.literal === 'string' ? templates.saying(named.literal)[0] : undefined;
}
