import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { resourceName } from '../../../contract/names.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { expectNumber, expectOneOf, observeLiteral } from '../../expect.ts';
import { answersRequests } from '../../function-calls.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { longestPause } from '../../schedules.ts';
import { functionType, type Pace, pacesOf } from './payment-page-monitors.ts';
import facts from './payment-ways.json' with { type: 'json' };

/** A function may be there, and be right, and yet be kept from its work. */
export const pay12Functions: Rule = {
  id: 'PAY-12-functions',
  title: 'The functions of a storefront may run, end in time, and look for what was left behind',
  severity: 'high',
  types: [functionType],
  why: 'A function without executions takes no payment, one that works longer than CloudFront waits leaves shoppers with an error and an open charge, and without its schedule nobody asks for what got stuck.',
  fix: 'Reserve no executions or two at least, leave RecursiveLoop at Terminate, set Timeout of what shoppers wait for to 3 to 60 seconds, and keep the schedules of the sweeps on, each hour at least.',
  controls: ['PAY-12'],
  since: '0.1.0',
  stage: 'enforced',
  check: (lambda, model) => {
    if (!lambda.template.storefront) return [notApplicable(lambda, 'no storefront depends on it')];
    const flaws = flawsOf([...mayRun(lambda, model), ...sweeps(lambda, model)]);
    return flaws.length > 0 ? flaws : [notApplicable(lambda, 'nothing keeps it from its work')];
  },
};

function mayRun(lambda: Resource, model: Model): readonly Observation[] {
  const { leastConcurrency, leastSeconds, mostSeconds } = facts.requests;
  const reserved = lambda.property('ReservedConcurrentExecutions');
  const isWaitedFor = answersRequests(lambda, model);
  return [
    // A function that calls itself without end is stopped by Lambda, unless it is told otherwise.
    expectOneOf(lambda.property('RecursiveLoop').withDefault('Terminate'), ['Terminate']),
    ...(reserved.isAbsent
      ? []
      : [expectNumber(reserved.withDefault(leastConcurrency), { min: isWaitedFor ? leastConcurrency : 1 })]),
    ...(isWaitedFor
      ? [expectNumber(lambda.property('Timeout').withDefault(3), { min: leastSeconds, max: mostSeconds })]
      : []),
  ];
}

/** What a stream or a gateway did not bring is looked for on a schedule. */
function sweeps(lambda: Resource, model: Model): readonly Observation[] {
  const { storefront } = lambda.template;
  if (!storefront) return [];
  const owner = { shop: storefront.shop, name: storefront.environment };
  const names: readonly unknown[] = facts.sweeps.map((role) => resourceName(owner, role));
  if (!names.includes(lambda.property('FunctionName').literal)) return [];
  return bestOf(inTurn(pacesOf(lambda, model), often), [missing(lambda, 'Properties', 'a schedule')]);
}

function often({ expression, isOn }: Pace): readonly Observation[] {
  const expected = `at most ${facts.longestSweepHours} hour between two runs`;
  return [
    observeLiteral(expression, { expected }, (literal) => {
      const days = longestPause(String(literal));
      return days !== undefined && days * 24 <= facts.longestSweepHours;
    }),
    ...isOn,
  ];
}
