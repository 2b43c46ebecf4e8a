import { isList, isRecord, type Json, section } from '../../../cloudformation/model/json.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { parametersIn, writtenAt } from '../../../cloudformation/references.ts';
import { flawsOf } from '../../choices.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { secretIn, secretInScript } from '../../secret-tokens.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { passwords, typesWithPasswords } from './passwords.ts';

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
};

/** Scripts that a server runs when it starts, and that whoever may describe it reads. */
const scripts: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance': 'UserData',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.UserData',
  'AWS::AutoScaling::LaunchConfiguration': 'UserData',
};

/** Messages tell where a secret stands and never what it is. */
export const sec01: Rule = {
  id: 'SEC-01',
  title: 'No template holds the value of a secret',
  severity: 'critical',
  types: [...new Set([secret, ...Object.keys(places), ...Object.keys(scripts), ...typesWithPasswords])],
  why: 'Whoever reads the template, the repository or the console has the keys of the shop’s gateway account.',
  fix: 'Let an operator stage the value in Secrets Manager (palisade secret), or generate it with GenerateSecretString, and revoke what stood in the template.',
  controls: ['SEC-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (resource.type === secret ? withoutValue(resource) : withoutTokens(resource)),
};

function withoutValue(resource: Resource): readonly Observation[] {
  const value = resource.property('SecretString');
  const expected = 'no value, which an operator stages or Secrets Manager generates';
  const seen = verdictAt(all(value.alternatives.map((one) => comesFromElsewhere(one, value))), value, {
    expected,
  });
  return [seen.status === 'fail' ? seen.with({ actual: 'written into the template' }) : seen];
}

/** A copy of what another secret holds, or what whoever deploys gives and nobody is shown, stands in no template. */
function comesFromElsewhere(resolved: Resolved, value: Value): Truth {
  if (resolved.kind === 'absent') return true;
  const written = JSON.stringify(writtenAt(value) ?? '');
  if (/\{\{resolve:(?:secretsmanager|ssm-secure):/.test(written)) return true;
  if (resolved.kind === 'literal') return false;
  return parametersIn(value).some((name) => isHidden(value, name)) ? true : undefined;
}

function isHidden({ resource }: Value, name: string): boolean {
  const definition = section(resource.template.body, 'Parameters')[name];
  return isRecord(definition) && String(definition['NoEcho']) === 'true';
}

function withoutTokens(resource: Resource): readonly Observation[] {
  const place = places[resource.type];
  const texts = place === undefined ? [] : textsBelow(resource.property(place), nameOf(resource));
  const found = [...texts.flatMap(unsafe), ...startScript(resource), ...passwords(resource)];
  return found.length > 0 ? found : [notApplicable(resource, 'no text in it looks like a secret')];
}

/** Judges what is written of a script, which most templates put together of pieces and encode. */
function startScript(resource: Resource): readonly Observation[] {
  const path = scripts[resource.type];
  if (path === undefined) return [];
  const value = resource.property(path);
  const written = textsIn(writtenAt(value) ?? null);
  const kind = [...written, ...written.map(decoded)].map(secretInScript).find((one) => one !== undefined);
  const expected = 'a script that fetches its secrets when it runs';
  return kind === undefined ? [] : [observation('fail', value, { expected }).with({ actual: kind })];
}

function textsIn(node: Json): readonly string[] {
  if (typeof node === 'string') return [node];
  if (isList(node)) return node.flatMap(textsIn);
  return isRecord(node) ? Object.values(node).flatMap(textsIn) : [];
}

function decoded(text: string): string {
  return /^[A-Za-z0-9+/\s]+=*$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : '';
}

/** A parameter of Systems Manager says what it holds by its own name. */
function nameOf(resource: Resource): string {
  if (resource.type !== 'AWS::SSM::Parameter') return '';
  const { literal } = resource.property('Name');
  return typeof literal === 'string' ? literal : resource.logicalId;
}

interface Named {
  readonly name: string;
  readonly value: Value;
}

function unsafe({ name, value }: Named): readonly Observation[] {
  const texts = value.alternatives.flatMap((resolved) =>
    resolved.kind === 'literal' && typeof resolved.value === 'string' ? [resolved.value] : [],
  );
  const kind = texts.map((text) => secretIn(text, name)).find((one) => one !== undefined);
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
