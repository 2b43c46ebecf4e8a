import { asParts } from '../cloudformation/model/resolved.ts';
import type { Truth } from '../cloudformation/model/truth.ts';
import type { Reference, Resolved, Resource, TextPart, Value } from '../cloudformation/model/types.ts';
import { isSupplier } from '../cloudformation/references.ts';
import { memoized } from '../memoized.ts';

/** One character of a name, or a place that only the deployment fills. */
type Token = string | Open;

/** A place whose text only the deployment knows. */
interface Open {
  /** Places of the same id hold the same text. */
  readonly id: string;
  /** Holds exactly one character; otherwise any number of them. */
  readonly isSingle: boolean;
  /** The resource of a template whose name this is: no other resource has it. */
  readonly of?: Resource;
}

/** A name or an ARN, as far as a template tells it. */
export interface Name {
  readonly tokens: readonly Token[];
  /** As a person reads it. */
  readonly text: string;
}

/** A name that is written out. */
export function nameOf(text: string): Name {
  return { tokens: [...text], text };
}

/** A name of which some parts are open; those are left out here. */
export function nameWith(parts: readonly (string | undefined)[]): Name {
  const tokens = parts.flatMap((part, index): readonly Token[] =>
    part === undefined ? [open(`part ${index}`)] : [...part],
  );
  return { tokens, text: parts.map((part) => part ?? '*').join('') };
}

/** Everything that a value may turn out to be. */
export const namesIn = memoized((value: Value): readonly Name[] => value.alternatives.map(nameFrom));

/** The value as a name; what a resource is called counts as its ARN where that is what a policy gets. */
export function nameFrom(resolved: Resolved): Name {
  const tokens = asParts(resolved).flatMap(tokensOf);
  return { tokens, text: shown(tokens) };
}

/** The ARN of a secret, a key, a role, a user, a function, a table, a queue or a managed policy; for any other type an open place. */
export const arnOf = memoized((resource: Resource): Name => {
  const tokens = arnTokens(resource) ?? [openOf(resource, 'Arn')];
  return { tokens, text: shown(tokens) };
});

/** The same ARN in another region, as a replica of a secret has it. */
export function arnIn(resource: Resource, region: Name): Name {
  const tokens = arnTokens(resource, region.tokens) ?? [openOf(resource, 'Arn')];
  return { tokens, text: shown(tokens) };
}

/** The number of the account of a resource. */
export function accountNameOf(resource: Resource): Name {
  const tokens = accountOf(resource);
  return { tokens, text: shown(tokens) };
}

/** The principal by which a policy means an account as a whole. */
export function rootOf(account: Name): Name {
  const tokens = [...'arn:aws:iam::', ...account.tokens, ...':root'];
  return { tokens, text: shown(tokens) };
}

/** The name of a role or user within its account. */
export function ownName(resource: Resource): Name {
  const tokens = nameTokens(resource);
  return { tokens, text: shown(tokens) };
}

/**
 * Whether a pattern of a policy, with `*` and `?`, takes in a name: true or false where that holds however the deployment
 * fills the open places.
 */
export function takesIn(pattern: Name, name: Name): Truth {
  const compared = withoutEqualEnds(pattern.tokens, name.tokens);
  if (!compared) return false;
  if (matches(compared, mustMatch)) return true;
  if (namesAnother(compared)) return false;
  return matches(compared, mayMatch) ? undefined : false;
}

/** Whether a value takes in a name: in every alternative, in none, or undecided. */
export function valueTakesIn(value: Value, name: Name): Truth {
  const [first, ...others] = namesIn(value).map((pattern) => takesIn(pattern, name));
  return others.every((truth) => truth === first) ? first : undefined;
}

/** A pattern and a name that it may take in. */
interface Compared {
  readonly pattern: readonly Token[];
  readonly name: readonly Token[];
}

/**
 * What is left of both where the characters with which they begin and end are the same; nothing where one differs, which decides
 * however the deployment fills the open places. Most names differ from most patterns in their service.
 */
function withoutEqualEnds(pattern: readonly Token[], name: readonly Token[]): Compared | undefined {
  const shorter = Math.min(pattern.length, name.length);
  let start = 0;
  while (start < shorter && areCharacters(pattern[start], name[start])) {
    if (pattern[start] !== name[start]) return undefined;
    start += 1;
  }
  let end = 0;
  while (end < shorter - start && areCharacters(pattern.at(-1 - end), name.at(-1 - end))) {
    if (pattern.at(-1 - end) !== name.at(-1 - end)) return undefined;
    end += 1;
  }
  return { pattern: pattern.slice(start, pattern.length - end), name: name.slice(start, name.length - end) };
}

/** Whether a token of a pattern stands for one character, and that of the name is one. */
function areCharacters(pattern: Token | undefined, name: Token | undefined): boolean {
  return typeof pattern === 'string' && pattern !== '*' && pattern !== '?' && typeof name === 'string';
}

/** A pattern that holds the name of another resource of the templates never means this one. */
function namesAnother({ pattern, name }: Compared): boolean {
  const mentioned = new Set(name.flatMap((token) => (typeof token === 'string' ? [] : [token.of])));
  return pattern.some(
    (token) => typeof token === 'object' && token.of !== undefined && !mentioned.has(token.of),
  );
}

interface Way {
  /** Whether one token of a pattern stands for one of a name. */
  readonly fits: (pattern: Token, name: Token) => boolean;
  /** Whether a token of a pattern stands for any text. */
  readonly isAnyText: (pattern: Token) => boolean;
  /** Whether a token of a name may be any text. */
  readonly mayBeAnyText: (name: Token) => boolean;
}

/** However the open places are filled. */
const mustMatch: Way = {
  fits: (pattern, name) => {
    if (pattern === '?') return typeof name === 'string' || name.isSingle;
    return idOrText(pattern) === idOrText(name);
  },
  isAnyText: (pattern) => pattern === '*',
  mayBeAnyText: () => false,
};

/** Places of one id hold one text, and no character is as long as an id. */
function idOrText(token: Token): string {
  return typeof token === 'string' ? token : token.id;
}

/** For at least one way to fill them. */
const mayMatch: Way = {
  fits: (pattern, name) => {
    if (pattern === '?' || typeof pattern === 'object' || typeof name === 'object') return true;
    return pattern === name;
  },
  isAnyText: (pattern) => pattern === '*' || (typeof pattern === 'object' && !pattern.isSingle),
  mayBeAnyText: (name) => typeof name === 'object' && !name.isSingle,
};

function matches({ pattern, name }: Compared, way: Way): boolean {
  const width = name.length + 1;
  // Row by row from the end: whether the rest of the pattern takes in the rest of the name.
  let below: readonly boolean[] = restOfName(name, way);
  for (const token of [...pattern].reverse()) {
    const row = new Array<boolean>(width).fill(false);
    for (let at = name.length; at >= 0; at -= 1) row[at] = step({ token, name, at, row, below, way });
    below = row;
  }
  return below[0] ?? false;
}

/** Where the pattern has ended, only what may be empty may follow. */
function restOfName(name: readonly Token[], way: Way): readonly boolean[] {
  const row = [true];
  for (const token of [...name].reverse()) row.unshift(way.mayBeAnyText(token) && (row[0] ?? false));
  return row;
}

interface Step {
  readonly token: Token;
  readonly name: readonly Token[];
  readonly at: number;
  readonly row: readonly boolean[];
  readonly below: readonly boolean[];
  readonly way: Way;
}

function step({ token, name, at, row, below, way }: Step): boolean {
  const [next, after, under, beyond] = [name[at], row[at + 1], below[at], below[at + 1]];
  if (way.isAnyText(token)) return isOne(under, next !== undefined && after);
  if (next === undefined) return false;
  if (way.mayBeAnyText(next)) return isOne(after, under, beyond);
  return way.fits(token, next) && isOne(beyond);
}

function isOne(...found: readonly Truth[]): boolean {
  return found.includes(true);
}

function tokensOf(part: TextPart): readonly Token[] {
  if (typeof part === 'string') return part.includes('{{resolve:') ? [open(part)] : [...part];
  if (part.kind === 'reference') return referenceTokens(part);
  return pseudoTokens(part.why);
}

/** Templates of one set whose account or region nobody knows are taken for neighbours. */
function pseudoTokens(why: string): readonly Token[] {
  const [, name] = /^(AWS::\w+) /.exec(why) ?? [];
  if (name === 'AWS::Partition') return [...'aws'];
  return [open(name ?? why)];
}

function referenceTokens({ resource, attribute }: Reference): readonly Token[] {
  if (isSupplier(resource)) return [{ id: `${idOf(resource)}.${attribute}`, isSingle: false }];
  const { arns = [], names = [] } = attributesOf[resource.type] ?? {};
  if (arns.includes(attribute)) return arnTokens(resource) ?? [openOf(resource, attribute)];
  if (names.includes(attribute)) return nameTokens(resource);
  return [openOf(resource, attribute)];
}

interface Attributes {
  readonly arns: readonly string[];
  readonly names?: readonly string[];
}

/** What `Ref` and `Fn::GetAtt` give of the types that policies speak of. */
const attributesOf: Readonly<Record<string, Attributes>> = {
  'AWS::SecretsManager::Secret': { arns: ['Ref', 'Id'] },
  'AWS::KMS::Key': { arns: ['Arn'], names: ['Ref', 'KeyId'] },
  'AWS::KMS::ReplicaKey': { arns: ['Arn'], names: ['Ref', 'KeyId'] },
  'AWS::IAM::Role': { arns: ['Arn'], names: ['Ref', 'RoleName'] },
  'AWS::IAM::User': { arns: ['Arn'], names: ['Ref', 'UserName'] },
  'AWS::IAM::ManagedPolicy': { arns: ['Ref', 'PolicyArn'] },
  'AWS::Lambda::Function': { arns: ['Arn'], names: ['Ref', 'FunctionName'] },
  'AWS::DynamoDB::Table': { arns: ['Arn'], names: ['Ref'] },
  'AWS::SQS::Queue': { arns: ['Arn'], names: ['QueueName'] },
};

const secretSuffix = 6;

function arnTokens(resource: Resource, region?: readonly Token[]): readonly Token[] | undefined {
  const name = nameTokens(resource);
  switch (resource.type) {
    case 'AWS::SecretsManager::Secret':
      return arn(
        resource,
        ['secretsmanager', region ?? regionOf(resource)],
        ['secret:', name, suffix(resource)],
      );
    case 'AWS::KMS::Key':
    case 'AWS::KMS::ReplicaKey':
      return arn(resource, ['kms', region ?? regionOf(resource)], ['key/', name]);
    case 'AWS::IAM::Role':
      return arn(resource, ['iam', []], ['role', pathTokens(resource), name]);
    case 'AWS::IAM::User':
      return arn(resource, ['iam', []], ['user', pathTokens(resource), name]);
    case 'AWS::IAM::ManagedPolicy':
      return arn(resource, ['iam', []], ['policy', pathTokens(resource), name]);
    case 'AWS::Lambda::Function':
      return arn(resource, ['lambda', region ?? regionOf(resource)], ['function:', name]);
    case 'AWS::DynamoDB::Table':
      return arn(resource, ['dynamodb', region ?? regionOf(resource)], ['table/', name]);
    case 'AWS::SQS::Queue':
      return arn(resource, ['sqs', region ?? regionOf(resource)], [name]);
    default:
      return undefined;
  }
}

function arn(
  resource: Resource,
  [service, region]: readonly [string, readonly Token[]],
  rest: readonly (string | readonly Token[])[],
): readonly Token[] {
  const partition = /^(cn|us-gov)-/.exec(resource.template.region ?? '')?.[1];
  return [
    ...`arn:aws${partition === undefined ? '' : `-${partition}`}:${service}:`,
    ...region,
    ':',
    ...accountOf(resource),
    ':',
    ...rest.flatMap((part) => [...part]),
  ];
}

function regionOf({ template }: Resource): readonly Token[] {
  return template.region === undefined ? [open('AWS::Region')] : [...template.region];
}

function accountOf({ template }: Resource): readonly Token[] {
  return template.account === undefined ? [open('AWS::AccountId')] : [...template.account];
}

/** Secrets Manager appends a hyphen and six characters of its own. */
function suffix(resource: Resource): readonly Token[] {
  const places = Array.from({ length: secretSuffix }, (_, index) => ({
    id: `${idOf(resource)}.suffix${index}`,
    isSingle: true,
    of: resource,
  }));
  return ['-', ...places];
}

const nameProperties: Readonly<Record<string, string>> = {
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
};

/**
 * What CloudFormation makes up, nobody else is called. It is made of the stack's name, the logical id, both perhaps cut short, and
 * characters of its own: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
function nameTokens(resource: Resource): readonly Token[] {
  const property = nameProperties[resource.type];
  const value = property === undefined ? undefined : resource.property(property);
  const [only, ...others] = value === undefined || value.isAbsent ? [] : value.alternatives;
  if (others.length > 0 || property === undefined) return [openOf(resource, 'name')];
  return only === undefined ? generatedName(resource) : asParts(only).flatMap(tokensOf);
}

function generatedName(resource: Resource): readonly Token[] {
  return [
    openOf(resource, 'stack'),
    ...resource.logicalId.slice(0, shortestLogicalId),
    openOf(resource, 'name'),
  ];
}

/** So much of a logical id is left in a made-up name, however long the name of the stack is. */
const shortestLogicalId = 10;

function pathTokens(resource: Resource): readonly Token[] {
  const [only = { kind: 'literal', value: '/' } as const, ...others] = resource
    .property('Path')
    .withDefault('/').alternatives;
  return others.length > 0 ? ['/', openOf(resource, 'path')] : asParts(only).flatMap(tokensOf);
}

function open(id: string): Open {
  return { id, isSingle: false };
}

function openOf(resource: Resource, attribute: string): Open {
  return { id: `${idOf(resource)}.${attribute}`, isSingle: false, of: resource };
}

function idOf({ template, logicalId }: Resource): string {
  return `${template.name}#${logicalId}`;
}

function shown(tokens: readonly Token[]): string {
  const places = tokens.map((token) => {
    if (typeof token === 'string') return token;
    if (token.isSingle) return '?';
    return token.of === undefined ? `\${${token.id}}` : `\${${token.of.logicalId}}`;
  });
  return places.join('');
}
