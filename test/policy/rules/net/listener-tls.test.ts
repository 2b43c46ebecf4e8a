import { expect, test } from '@jest/globals';
import { SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import tls from '../../../../lib/policy/rules/net/listener-tls.json' with { type: 'json' };

const known: readonly string[] = Object.values(SslPolicy);

test('the modern policies of load balancers exist, the two that the CDK and the console choose among them', () => {
  expect(tls.modernPolicies.filter((policy) => !known.includes(policy))).toEqual([]);
  expect(tls.modernPolicies).toEqual(
    expect.arrayContaining([SslPolicy.TLS13_12_PQ, SslPolicy.TLS13_12_RES_PQ, SslPolicy.RECOMMENDED_TLS]),
  );
});

test('a policy that speaks TLS 1.0 or 1.1, or adds older ciphers, is not modern', () => {
  const older = known.filter((policy) => /TLS13-1-[01]-|TLS-1-[01]-|Ext|Policy-20|FS-/.test(policy));
  expect(older).toContain(SslPolicy.RECOMMENDED);
  expect(tls.modernPolicies.filter((policy) => older.includes(policy))).toEqual([]);
});
