import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { secretIn } from '../../secret-tokens.ts';

const secret = 'AWS::SecretsManager::Secret';

/** Where texts of a template end up in the configuration that others read. */
const places: Readonly<Record<string, string>> = {
  'AWS::SSM::Parameter': 'Value',
  'AWS::CloudFormation::Stack': 'Parameters',
  'AWS::Lambda::Function': 'Environment.Variables',
  'AWS::CodeBuild::Project': 'Environment.EnvironmentVariables',
  'AWS::ECS::TaskDefinition': 'ContainerDefinitions',
  'AWS::ApiGateway::Stage': 'Variables',
  'AWS::CloudFront::Function': 'FunctionCode',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.UserData',
};

/** Messages tell where a secret stands and never what it is. */
export const sec01: Rule = {
  id: 'SEC-01',
  title: 'No template holds the value of a secret',
  severity: 'critical',
  types: [secret, ...Object.keys(places)],
  why: 'Whoever reads the template, the repository or the console has the keys of the shop’s gateway account.',
  fix: 'Let an operator stage the value in Secrets Manager (palisade secret), or generate it with GenerateSecretString, and revoke what stood in the template.',
  controls: ['SEC-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (resource.type === secret ? withoutValue(resource) : withoutTokens(resource)),
};

function withoutValue(resource: Resource): readonly Observation[] {
  const value = resource.property('SecretString');
  const seen = expectAbsent(value, 'no value, which an operator stages or Secrets Manager generates');
  return [value.isAbsent ? seen : seen.with({ actual: 'written into the template' })];
}

function withoutTokens(resource: Resource): readonly Observation[] {
  const found = textsBelow(resource.property(places[resource.type] ?? '')).flatMap(unsafe);
  return found.length > 0 ? found : [notApplicable(resource, 'no text in it looks like a secret')];
}

interface Named {
  readonly name: string;
  readonly value: Value;
}

function unsafe({ name, value }: Named): readonly Observation[] {
  const { literal } = value;
  if (typeof literal !== 'string') return [];
  const kind = secretIn(literal, name);
  if (kind === undefined) return [];
  const seen = observation('fail', value, { expected: 'the name or the ARN of a secret' });
  return flawsOf([seen.with({ actual: kind })]);
}

/** Every text below a value with the name that it stands under; lists of name and value count as names too. */
function textsBelow(value: Value, name = ''): readonly Named[] {
  const keys = value.keys();
  const named = value.at('Name').literal ?? value.at('Key').literal;
  if (keys.length > 0) {
    return keys.flatMap((key) =>
      textsBelow(value.entry(key), key === 'Value' && typeof named === 'string' ? named : key),
    );
  }
  const items = value.items();
  return items.length > 0 ? items.flatMap((item) => textsBelow(item, name)) : [{ name, value }];
}
