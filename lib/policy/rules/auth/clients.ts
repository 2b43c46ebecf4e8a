import { not, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { holdsOnly } from '../../../cloudformation/texts.ts';

/** Whether people sign in through an app client: one that has the grant for programs has no other. */
export function signsPeopleIn(client: Resource): Truth {
  const flows = client.property('AllowedOAuthFlows');
  if (!flows.isDecidedList) return undefined;
  return not(holdsOnly(flows.items(), (flow) => flow === 'client_credentials'));
}
