import { Resolver } from 'node:dns/promises';
import { Route53Client } from '@aws-sdk/client-route-53';
import { createCustomResource } from '../shared/custom-resource/custom-resource.ts';
import { createPutAnswer } from '../shared/custom-resource/put-answer.ts';
import { createDelegationOf, createServersOf } from './ports.ts';
import { createZoneDelegation } from './zone-delegation.ts';

/** Entry point of the function behind `Custom::ZoneDelegation`. */
export const handler = createCustomResource({
  subject: 'the look at the delegation of the zone',
  apply: createZoneDelegation({
    serversOf: createServersOf(new Route53Client({})),
    delegationOf: createDelegationOf(new Resolver({ timeout: 3000, tries: 3 })),
  }),
  answer: createPutAnswer(),
  log: (message, fields) => process.stdout.write(`${JSON.stringify({ message, ...fields })}\n`),
});
