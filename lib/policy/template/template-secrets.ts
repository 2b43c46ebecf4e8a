import { isList, isRecord, type Json, type JsonRecord } from '../../cloudformation/model/json.ts';
import { wholeTemplate } from '../../cloudformation/model/resource.ts';
import type { Template } from '../../cloudformation/model/types.ts';
import { memoized } from '../../memoized.ts';
import { Observation } from '../observation.ts';
import type { RuleText } from '../rule.ts';
import { secretIn, tokenIn } from '../secret-tokens.ts';

/** What surrounds the resources is shown to more people than they are: outputs and parameters stand in the console. */
export const templateSecretsRule: RuleText = {
  id: 'TEMPLATE-secrets',
  title: 'No parameter, output, mapping or metadata of a template holds the value of a secret',
  severity: 'critical',
  why: 'Whoever may describe the stack, or read the repository, has the keys of the shop’s gateway account.',
  fix: 'Name the secret there and let an operator stage its value in Secrets Manager (palisade secret), and revoke what stood in the template.',
  controls: ['SEC-01'],
  since: '0.1.0',
  stage: 'enforced',
};

/** The secrets that are written beside the resources. It tells where one stands and never what it is. */
export function templateSecrets(template: Template): readonly Observation[] {
  return besideResources(template.body).map(
    ({ path, kind }) =>
      new Observation({
        status: 'fail',
        resource: wholeTemplate(template),
        place: path,
        actual: kind,
        expected: 'the name or the ARN of a secret',
      }),
  );
}

/** Kept by what is written, since a template stays the same where another one is judged again with it. */
const besideResources = memoized((body: JsonRecord): readonly Found[] => {
  const { Resources: _judgedApart, ...sections } = body;
  return Object.entries(sections).flatMap(([section, node]) => secretsBelow(node, [section]));
});

interface Found {
  readonly path: string;
  readonly kind: string;
}

function secretsBelow(node: Json, path: readonly string[]): readonly Found[] {
  if (typeof node === 'string') return found(secretIn(node, nameOf(path)), path);
  if (isList(node)) return node.flatMap((item, index) => secretsBelow(item, [...path, String(index)]));
  if (!isRecord(node)) return [];
  const hidden = isHidden(node) ? found('a value that NoEcho hides', [...path, 'Default']) : [];
  return [...hidden, ...Object.entries(node).flatMap(([key, item]) => entry(key, item, path, hidden))];
}

/** A key that is itself a secret would be told by the paths below it. */
function entry(key: string, item: Json, path: readonly string[], hidden: readonly Found[]): readonly Found[] {
  const kind = tokenIn(key);
  if (kind !== undefined) return found(kind, path);
  return hidden.length > 0 && key === 'Default' ? [] : secretsBelow(item, [...path, key]);
}

/** Whoever hides a parameter takes it for a secret, so its default is one. */
function isHidden({ NoEcho, Default }: Readonly<Record<string, Json>>): boolean {
  return String(NoEcho) === 'true' && Default !== undefined && Default !== '';
}

/** A parameter, an output or an entry of a mapping is what its value is named by. */
function nameOf(path: readonly string[]): string {
  const names = path.filter((step) => !/^\d+$/.test(step) && !plain.has(step) && !step.startsWith('Fn::'));
  return names.at(-1) ?? '';
}

const plain = new Set(['Default', 'Value']);

function found(kind: string | undefined, path: readonly string[]): readonly Found[] {
  return kind === undefined ? [] : [{ path: path.join('.'), kind }];
}
