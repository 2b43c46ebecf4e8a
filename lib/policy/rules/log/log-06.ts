import { logGroupType, logStore } from '../../../cloudformation/log-stores.ts';
import { lookup } from '../../../cloudformation/lookup.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { hasContract } from '../../data-classes.ts';
import { doubtAbout, observe } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const expected = 'a log group among the templates';

/** A group that Lambda makes by itself never ends, has no key of the account, and stays when the stack goes. */
export const log06: Rule = {
  id: 'LOG-06',
  title: 'Every function writes to a log group of its templates',
  severity: 'medium',
  types: ['AWS::Lambda::Function'],
  why: 'What a function logs is kept for ever, for whoever may read logs, and no stack owns it.',
  fix: 'Make an AWS::Logs::LogGroup with KmsKeyId and RetentionInDays, and name it in LoggingConfig.LogGroup of the function.',
  controls: ['LOG-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (lambda, model) => {
    const named = lambda.property('LoggingConfig.LogGroup');
    if (named.isAbsent) return implicit(lambda, model);
    const group = logStore(named, model);
    return group?.type === logGroupType
      ? [observation('pass', named, { expected }), ...doubtAbout(group, lambda)]
      : [observe(named, { expected }, (resolved) => (resolved.kind === 'reference' ? false : undefined))];
  },
};

/**
 * Without a name Lambda writes to the group that bears the function's own. Elsewhere that may be one of the templates;
 * here it is named, because a function that runs before its group exists makes the group by itself.
 */
function implicit(lambda: Resource, model: Model): readonly Observation[] {
  const group = hasContract(lambda) ? undefined : groupByName(lambda, model);
  if (!group) return [missing(lambda, 'Properties.LoggingConfig', expected)];
  const found = observation('pass', group.property('LogGroupName'), { expected });
  return [found.withNote('the group is found by its name alone'), ...doubtAbout(group, lambda)];
}

function groupByName(lambda: Resource, model: Model): Resource | undefined {
  const { naming, saying } = lookup(model.beside(lambda, logGroupType), 'LogGroupName');
  const { literal } = lambda.property('FunctionName');
  const named = typeof literal === 'string' ? saying(`/aws/lambda/${literal}`) : [];
  return named[0] ?? naming(lambda)[0];
}
