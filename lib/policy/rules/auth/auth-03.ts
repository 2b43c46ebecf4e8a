import type { Resource } from '../../../cloudformation/model/types.ts';
import { userPoolType } from '../../../cloudformation/user-pools.ts';
import { flawsOf } from '../../choices.ts';
import { expectOneOf } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { ofPasswordPool, saysWithoutPool } from './pools.ts';

/** What watches sign-ins has to act: a report about a guessed password comes after the guess. */
export const auth03: Rule = {
  id: 'AUTH-03',
  title: 'Threat protection stops guessed and leaked passwords',
  severity: 'medium',
  types: [userPoolType],
  storefront: saysWithoutPool,
  why: 'Passwords that leaked elsewhere are tried by the million, and one in some hundreds fits.',
  fix: 'Set UserPoolTier to PLUS and UserPoolAddOns.AdvancedSecurityMode to ENFORCED.',
  controls: ['AUTH-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (pool, model) => ofPasswordPool(pool, model, () => protection(pool)),
};

function protection(pool: Resource): readonly Observation[] {
  const addOns = pool.property('UserPoolAddOns');
  return [
    expectOneOf(addOns.at('AdvancedSecurityMode').withDefault('OFF'), ['ENFORCED']),
    // The tier that a new pool gets has no threat protection.
    expectOneOf(pool.property('UserPoolTier').withDefault('ESSENTIALS'), ['PLUS']),
    ...flawsOf([
      expectOneOf(addOns.at('AdvancedSecurityAdditionalFlows.CustomAuthMode').withDefault('ENFORCED'), [
        'ENFORCED',
      ]),
    ]),
  ];
}
