import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ordersStreamOutput } from '../constructs/data/orders-table.ts';
import { storesOf } from '../constructs/data/stores.ts';
import { PeopleRoles } from '../constructs/people/people-roles.ts';
import { PipelineRole } from '../constructs/people/pipeline-role.ts';
import { DataStack } from './data-stack.ts';
import { getNeeded, prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** The roles that people take on, each for one work, and the one of a pipeline. */
export class PeopleStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront } = props;
    if (storefront.environment.delivery) new PipelineRole(this, 'Pipeline', { storefront });
    if (!storefront.environment.people) return;
    const data = getNeeded(props, DataStack);
    const stores = storesOf(this, {
      storefront,
      data: data.constructs,
      ordersStreamArn: Fn.getStackOutput(data.stackName, ordersStreamOutput(storefront), data.region),
    });
    new PeopleRoles(this, 'Roles', { storefront, stores });
  }
}
