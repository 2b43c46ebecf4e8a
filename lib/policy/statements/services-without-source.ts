import { all } from '../../cloudformation/model/truth.ts';
import type { Statement } from '../../cloudformation/policy-documents.ts';
import { textIs } from '../../cloudformation/texts.ts';
import { isWithin } from '../../cloudformation/wildcards.ts';
import facts from './services-without-source.json' with { type: 'json' };

/** Whether a statement lets services publish that cannot say on whose behalf, and lets them do nothing else. */
export function publishesWithoutSource({ principals, actions }: Statement): boolean {
  if (principals.negated || actions.negated || principals.values.length === 0) return false;
  const sendsNone = principals.values.map(({ kind, value }) =>
    kind === 'Service' ? textIs(value, (text) => facts.services.includes(text)) : false,
  );
  const publishes = actions.values.map((action) => isWithin(action, facts.actions));
  return all([...sendsNone, ...publishes]) === true;
}
