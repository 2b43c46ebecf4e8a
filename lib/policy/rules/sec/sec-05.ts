import type { Json } from '../../../cloudformation/model/json.ts';
import { isList, isRecord } from '../../../cloudformation/model/json.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier, resourcesIn } from '../../../cloudformation/references.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { observe, type Verdict } from '../../expect.ts';
import { notApplicable, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Settings that whoever may describe the resource reads in clear text. */
const places: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'Environment',
  'AWS::ECS::TaskDefinition': 'ContainerDefinitions',
  'AWS::CodeBuild::Project': 'Environment',
  'AWS::ApiGateway::Stage': 'Variables',
  'AWS::AppRunner::Service': 'SourceConfiguration',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData',
  'AWS::EC2::Instance': 'UserData',
  'AWS::SSM::Parameter': 'Value',
  'AWS::Batch::JobDefinition': 'ContainerProperties',
};

/** A reference is replaced by the secret itself when it is deployed, wherever it stands. */
export const sec05: Rule = {
  id: 'SEC-05',
  title: 'Functions and tasks fetch secrets when they run, and have none in their settings',
  severity: 'high',
  types: Object.keys(places),
  why: 'A dynamic reference in a setting shows the secret to everyone who may look at the configuration of the function.',
  fix: 'Give the code the name of the secret and let it call GetSecretValue; in task definitions use Secrets with ValueFrom.',
  controls: ['SEC-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => {
    const place = places[resource.type] ?? '';
    const value = resource.property(place);
    const expected = 'names of secrets, without a dynamic reference to one';
    if (resolvesSecret(written(resource, place))) return [observation('fail', value, { expected })];
    const open = texts.has(resource.type) ? undefined : listsOf(value).find(isOpen);
    if (open) return [observation('unknown', open, { expected })];
    const fetched = valuesAt(resource, fetches).filter(({ isAbsent }) => !isAbsent);
    return fetched.length > 0 && resource.type === taskType
      ? fetched.map((one) =>
          observe(one, { expected: 'a secret, or a parameter of Systems Manager' }, isStore),
        )
      : [notApplicable(resource, 'no setting of it resolves a secret')];
  },
};

/** Types whose place is one text: what is passed for a parameter there stands in no template. */
const texts: ReadonlySet<string> = new Set(['AWS::EC2::Instance', 'AWS::SSM::Parameter']);

/** Where settings are listed by name. */
function listsOf(value: Value): readonly Value[] {
  return [value, value.at('Variables'), ...value.items().map((item) => item.at('Environment'))];
}

/** Whether only the deployment knows what the settings are, so that any of them may be a secret. */
function isOpen(settings: Value): boolean {
  return settings.alternatives.some(({ kind }) => kind === 'unknown');
}

/** Where a task names secrets that ECS fetches when the task starts, which its settings then do not show. */
const fetches = 'ContainerDefinitions[].Secrets[].ValueFrom';
const taskType = 'AWS::ECS::TaskDefinition';
const storeTypes = ['AWS::SecretsManager::Secret', 'AWS::SSM::Parameter'];

/** A bare name is that of a parameter, which a template can tell from nothing else. */
function isStore(resolved: Resolved): Verdict {
  const [named] = resourcesIn(resolved);
  if (named) return storeTypes.includes(named.type) || (isSupplier(named) ? undefined : false);
  if (resolved.kind !== 'literal') return resolved.kind === 'absent' ? false : undefined;
  return /^arn:[^:]+:(secretsmanager|ssm):/.test(String(resolved.value)) ? true : undefined;
}

/** What stands there before anything is resolved: the CDK writes such a reference in pieces. */
function written({ definition }: Resource, place: string): Json {
  const properties = definition['Properties'];
  return place
    .split('.')
    .reduce<Json>((node, key) => (isRecord(node) ? (node[key] ?? null) : null), properties ?? null);
}

function resolvesSecret(node: Json): boolean {
  if (typeof node === 'string') return /\{\{resolve:(secretsmanager|ssm-secure):/.test(node);
  if (isList(node)) return node.some(resolvesSecret);
  return isRecord(node) && Object.values(node).some(resolvesSecret);
}
