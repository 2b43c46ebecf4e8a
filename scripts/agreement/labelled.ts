import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { packagePath } from '../../lib/package-root.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import file from './labelled/labels.json' with { type: 'json' };

type Labels = Readonly<Record<string, readonly string[]>>;

/** What a reader said of one resource, and what a rule says of it. */
export interface Judgement {
  readonly rule: string;
  readonly template: string;
  readonly logicalId: string;
  readonly isWrong: boolean;
  /** Whether the rule objects: an unknown stops a deployment as a failure does. */
  readonly objects: boolean;
}

const templates: Readonly<Record<string, { readonly wrong: Labels; readonly right: Labels }>> =
  file.templates as unknown as Readonly<Record<string, { wrong: Labels; right: Labels }>>;

/** How many templates have labels. */
export const labelledTemplates = Object.keys(templates).length;

/** Every label with the verdict of its rule on the same resource. */
export function judgements(): readonly Judgement[] {
  return Object.entries(templates).flatMap(([template, { wrong, right }]) => {
    const asked = [...labelsIn(wrong, true), ...labelsIn(right, false)];
    const only = [...new Set(asked.map(({ rule }) => rule))];
    const path = packagePath('scripts', 'agreement', 'labelled', `${template}.yaml`);
    const findings = evaluate(new Model(readInput(path)), rules, { only });
    return asked.map((one) => ({
      ...one,
      template,
      objects: findings.some(
        ({ rule, logicalId, status }) =>
          rule === one.rule && logicalId === one.logicalId && ['fail', 'unknown'].includes(status),
      ),
    }));
  });
}

function labelsIn(labels: Labels, isWrong: boolean) {
  return Object.entries(labels).flatMap(([rule, ids]) =>
    ids.map((logicalId) => ({ rule, logicalId, isWrong })),
  );
}
