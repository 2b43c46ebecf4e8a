import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { type Finding, isBlocking } from '../../../lib/policy/finding.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { resourcesOf } from './edit.ts';
import { type Harmless, prefix } from './harmless.ts';

/** What a harmless change did to a set. */
interface Changed {
  /** How many resources are written otherwise. */
  readonly resources: number;
  /** What a rule objects to, and did not object to before. */
  readonly objections: readonly string[];
}

/** Judges sets that are written otherwise beside what they were. */
export class HarmlessJudge {
  private readonly before: readonly TemplateSource[];
  private readonly known: ReadonlySet<string>;

  constructor(before: readonly TemplateSource[]) {
    this.before = before;
    this.known = new Set(blocking(before).map(placeOf));
  }

  /** Changes each template, and tells what came of it. */
  changed(change: Harmless): Changed {
    const after = this.before.map((source) => ({ ...source, body: change(source.body) }));
    return {
      resources: after.reduce((sum, source, index) => sum + differing(this.before[index], source), 0),
      objections: blocking(after)
        .filter((finding) => !this.known.has(placeOf(finding)))
        .map(({ rule, template, logicalId, message }) => `${rule} ${template} ${logicalId}: ${message}`),
    };
  }
}

function blocking(sources: readonly TemplateSource[]): readonly Finding[] {
  return evaluate(new Model(sources), rules).filter(isBlocking);
}

/** Where a finding is, whatever the resource is called. */
function placeOf({ rule, template, logicalId, path, about, subject = '' }: Finding): string {
  const [own, judged] = [logicalId, subject].map((id) => id.replace(new RegExp(`^${prefix}`), ''));
  return [rule, template, own, path, about, judged].join('\n');
}

function differing(before: TemplateSource | undefined, after: TemplateSource): number {
  const written = before ? resourcesOf(before).map((entry) => JSON.stringify(entry)) : [];
  return resourcesOf(after).filter((entry, index) => JSON.stringify(entry) !== written[index]).length;
}
