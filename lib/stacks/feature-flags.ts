import type { Stack } from 'aws-cdk-lib';
import cdk from '../../cdk.json' with { type: 'json' };

/** The CDK's feature flags that the templates are made with: those of `cdk.json`, and what its command adds to them. */
export const featureFlags: Readonly<Record<string, unknown>> = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  ...cdk.context,
};

/** Holds the flags in a stack without children, so that it becomes the same template in any app. */
export function holdFeatureFlags(stack: Stack): void {
  for (const [flag, value] of Object.entries(featureFlags)) stack.node.setContext(flag, value);
}
