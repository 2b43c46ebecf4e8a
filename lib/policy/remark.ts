import type { Template } from '../cloudformation/model/types.ts';
import type { Declaration } from '../contract/schema.ts';
import type { Status } from './finding.ts';
import { ownerOf } from './fingerprint.ts';
import type { Judgement } from './judged-finding.ts';
import type { RuleText } from './rule.ts';

/** What a rule says of templates that belong together, where it is about none of their resources. */
export interface Remark {
  readonly status: Status;
  readonly template: Template;
  /** Whether it is said of all templates together, and `template` is only where it stands. */
  readonly isOfAll?: boolean;
  /** Where the template says it, or `Resources` where something is missing among them. */
  readonly path: string;
  /** Type of the resource that is meant; empty where none is. */
  readonly type: string;
  readonly message: string;
  readonly actual: string;
  readonly expected: string;
  /** Which of several things is meant, so that an acceptance can name it alone. */
  readonly about?: string;
  readonly declaration?: Declaration;
  /** The stack that was not given, where nothing can be decided without it. */
  readonly missingStack?: string;
}

/** A remark as a judgement about the template that it names. */
export function remarkJudgement(rule: RuleText, remark: Remark): Judgement {
  const { status, template, type, declaration, isOfAll = false, ...said } = remark;
  const owner = ownerOf(template);
  return {
    rule,
    status,
    declaration,
    said,
    place: {
      stack: template.stackName ?? template.name,
      template: template.name,
      logicalId: '',
      type,
      // What all say together stays the same finding, whichever of them were given.
      owner: isOfAll ? { ...owner, role: '' } : owner,
      id: '',
      written: template,
    },
  };
}
