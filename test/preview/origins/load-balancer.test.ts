import { describe, expect, test } from '@jest/globals';
import { type Changes, openBalancer } from './support/balancer.ts';

const url = 'https://shop.example/api/orders';

describe('a function behind the load balancer', () => {
  test('is told of a request in lists of values, with the query as it was sent', async () => {
    const balancer = openBalancer();
    await balancer.ask({
      method: 'POST',
      url: `${url}?a=%20b&a=c&d`,
      headers: { 'content-type': 'application/json; charset=utf-8', 'X-Twice': ['1', '2'], x_wrong: '1' },
      body: '{"ä":1}',
    });
    expect(balancer.events).toEqual([
      {
        requestContext: { elb: { targetGroupArn: expect.stringMatching(/targetgroup\/api$/) } },
        httpMethod: 'POST',
        path: '/api/orders',
        multiValueQueryStringParameters: { a: ['%20b', 'c'], d: [''] },
        multiValueHeaders: {
          host: ['origin.shop.example'],
          'content-length': ['8'],
          'content-type': ['application/json; charset=utf-8'],
          'x-twice': ['1', '2'],
          'x-forwarded-for': ['10.64.0.68'],
          'x-forwarded-proto': ['https'],
          'x-forwarded-port': ['443'],
          'x-amzn-trace-id': [expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/)],
        },
        body: '{"ä":1}',
        isBase64Encoded: false,
      },
    ]);
  });

  test.each([
    ['a form', 'application/x-www-form-urlencoded', {}],
    ['an image', 'image/png', {}],
    ['compressed text', 'text/plain', { 'content-encoding': 'gzip' }],
  ])('is given %s in Base64', async (_, type, more) => {
    const balancer = openBalancer();
    const headers = { 'content-type': type, ...more };
    await balancer.ask({ method: 'POST', url, headers, body: Uint8Array.of(0xff, 0x00) });
    expect(balancer.events).toMatchObject([{ body: '/wA=', isBase64Encoded: true }]);
  });

  test('is given one value of each where its target group asks for no lists', async () => {
    const group = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/api';
    const answer = { statusCode: 200, headers: { 'x-one': '1' }, multiValueHeaders: { 'x-two': ['2'] } };
    const balancer = openBalancer(answer, { [group]: { TargetGroupAttributes: [] } });
    const { headers } = await balancer.ask({ url: `${url}?a=1&a=2`, headers: { 'x-twice': ['1', '2'] } });
    expect(balancer.events).toMatchObject([
      { queryStringParameters: { a: '2' }, headers: { 'x-twice': '2' } },
    ]);
    expect(balancer.events[0]).not.toHaveProperty('multiValueHeaders');
    expect(headers).toEqual({ server: 'awselb/2.0', 'x-one': '1' });
  });

  test('answers with its status, its headers and its body', async () => {
    const multiValueHeaders = { 'Set-Cookie': ['a=1', 'b=2'], Connection: ['close'] };
    const balancer = openBalancer({
      statusCode: 201,
      multiValueHeaders,
      body: '/wA=',
      isBase64Encoded: true,
    });
    expect(await balancer.ask({ url })).toEqual({
      status: 201,
      headers: { server: 'awselb/2.0', 'set-cookie': ['a=1', 'b=2'] },
      body: Buffer.of(0xff, 0x00),
    });
  });

  test.each([
    ['throws', () => ({ error: { errorMessage: 'no' } }), 502],
    ['ends after its time', () => ({ error: { errorType: 'Sandbox.Timedout' } }), 502],
    ['has too many instances', () => ({ throttled: true }), 502],
    ['does not admit the load balancer', () => ({ refused: 'no' }), 502],
    ['answers without a status', {}, 502],
    ['answers nothing', null, 502],
    ['answers with a body that is no text', { statusCode: 200, body: {} }, 502],
    ['answers with more than a megabyte', { statusCode: 200, body: 'x'.repeat(1024 * 1024) }, 502],
  ])('that %s is a bad gateway', async (_, result, status) => {
    expect(await openBalancer(result).ask({ url })).toMatchObject({ status });
  });

  test('that answers later than the load balancer waits has timed out', async () => {
    const never = () => new Promise<never>(() => undefined);
    const ingress = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/ingress';
    const attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '0' }];
    const impatient = openBalancer(never, { [ingress]: { LoadBalancerAttributes: attributes } });
    expect(await impatient.ask({ url })).toMatchObject({ status: 504, headers: { server: 'awselb/2.0' } });
  });
});

describe('a request', () => {
  const mebibyte = 1024 * 1024;

  test.each<[string, Parameters<ReturnType<typeof openBalancer>['ask']>[0], number]>([
    ['with a body of a mebibyte', { method: 'POST', url, body: 'x'.repeat(mebibyte) }, 204],
    ['with a longer body', { method: 'POST', url, body: 'x'.repeat(mebibyte + 1) }, 413],
    ['with a header of more than 16 KiB', { url, headers: { 'x-a': 'x'.repeat(16_384) } }, 400],
    ['with an address of more than 16 KiB', { url: `${url}?${'x'.repeat(16_384)}` }, 400],
    [
      'with more than 64 KiB of headers',
      {
        url,
        headers: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, 'x'.repeat(15_000)])),
      },
      400,
    ],
    ['for a path without a rule', { url: 'https://shop.example/other' }, 404],
    ['for another host', { url, headers: { host: 'shop.example' } }, 404],
    ['for the origin by its port', { url, headers: { host: 'ORIGIN.shop.example:443' } }, 204],
  ])('%s is answered so', async (_, request, status) => {
    const balancer = openBalancer();
    expect(await balancer.ask(request)).toMatchObject({ status });
    expect(balancer.events).toHaveLength(status === 204 ? 1 : 0);
  });

  test('keeps the addresses and the trace that came with it', async () => {
    const balancer = openBalancer();
    const headers = {
      'x-forwarded-for': '203.0.113.7',
      'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678',
    };
    await balancer.ask({ url, headers });
    expect(balancer.events).toMatchObject([
      {
        multiValueHeaders: {
          'x-forwarded-for': ['203.0.113.7, 10.64.0.68'],
          'x-amzn-trace-id': [
            expect.stringMatching(
              /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678$/,
            ),
          ],
        },
      },
    ]);
  });
});

describe('a rule', () => {
  const fixed = (StatusCode: string) => [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode } }];
  const asked = (Conditions: readonly object[], request: object = {}) =>
    openBalancer({ statusCode: 204 }, { rule: { Conditions, Actions: fixed('299') } })
      .ask({ url, ...request })
      .then(({ status }) => status === 299);

  test.each<[string, object, object, object]>([
    [
      'path-pattern',
      { PathPatternConfig: { Values: ['/api/order?'] } },
      {},
      { url: 'https://shop.example/API/orders' },
    ],
    ['path-pattern', { Values: ['/api/*'] }, {}, { url: 'https://shop.example/apis' }],
    [
      'host-header',
      { HostHeaderConfig: { Values: ['*.SHOP.example'] } },
      {},
      { headers: { host: 'shop.example' } },
    ],
    ['http-request-method', { HttpRequestMethodConfig: { Values: ['GET'] } }, {}, { method: 'POST' }],
    [
      'http-header',
      { HttpHeaderConfig: { HttpHeaderName: 'X-Edge', Values: ['secret*'] } },
      { headers: { 'x-edge': 'Secret-1' } },
      { headers: { 'x-edge': 'other' } },
    ],
    [
      'query-string',
      { QueryStringConfig: { Values: [{ Key: 'a', Value: 'b*' }] } },
      { url: `${url}?x=1&A=Bc` },
      { url: `${url}?b=b` },
    ],
    ['source-ip', { SourceIpConfig: { Values: ['10.64.0.64/26'] } }, {}, {}],
  ])('with the condition %s', async (Field, condition, fitting, other) => {
    expect(await asked([{ Field, ...condition }], fitting)).toBe(true);
    const elsewhere = Field === 'source-ip' ? { SourceIpConfig: { Values: ['10.64.0.0/26'] } } : condition;
    expect(await asked([{ Field, ...elsewhere }], other)).toBe(false);
  });

  test('with a condition that is not known here is an error, and never a match', async () => {
    await expect(asked([{ Field: 'unheard-of' }])).rejects.toThrow(
      'does not know the listener condition unheard-of',
    );
    await expect(asked([{ Field: 'path-pattern' }])).rejects.toThrow('without values');
  });

  test('of a lower number goes before', async () => {
    const properties = { ListenerArn: 'listener', Conditions: [], Actions: fixed('298') };
    const more = (Priority: number) => ({
      more: { second: ['ElasticLoadBalancingV2::ListenerRule', { ...properties, Priority }] as const },
    });
    expect(await openBalancer(undefined, {}, more(5)).ask({ url })).toMatchObject({ status: 298 });
    expect(await openBalancer({ statusCode: 204 }, {}, more(100)).ask({ url })).toMatchObject({
      status: 204,
    });
  });
});

describe('a template that closes the way from CloudFront', () => {
  const group = (rule: object): Changes => ({ 'sg-1': { SecurityGroupIngress: [rule] } });
  const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
  const admits = 'no security group of the load balancer ingress admits CloudFront to port 443';

  test.each<[string, Changes, number, string]>([
    ['by no rule', { 'sg-1': { SecurityGroupIngress: [] } }, 504, admits],
    ['by another prefix list', group({ ...https, SourcePrefixListId: 'pl-00000000' }), 504, admits],
    ['by another port', group({ ...https, FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }), 504, admits],
    ['by another protocol', group({ ...https, IpProtocol: 'udp', CidrIp: '0.0.0.0/0' }), 504, admits],
    ['by addresses that are not CloudFront’s', group({ ...https, CidrIp: '10.64.0.0/20' }), 504, admits],
    [
      'by a network without a gateway',
      { gateway: null },
      504,
      'the network vpc-1 of the load balancer ingress has no internet gateway',
    ],
    [
      'by another listener',
      { listener: { LoadBalancerArn: 'other' } },
      502,
      'the load balancer ingress does not listen on port 443',
    ],
    [
      'by plain HTTP',
      { listener: { Protocol: 'HTTP' } },
      502,
      'the load balancer ingress does not speak https on port 443',
    ],
    [
      'by a certificate for another name',
      { certificate: { DomainName: 'shop.example' } },
      502,
      'no certificate of the load balancer ingress bears the name origin.shop.example',
    ],
  ])('%s is told so, and answers so', async (_, changes, status, reason) => {
    const balancer = openBalancer(undefined, changes);
    expect(balancer.closed).toBe(reason);
    const answer = await balancer.ask({ url });
    expect([answer.status, String(answer.body)]).toEqual([status, expect.stringContaining(reason)]);
    expect(balancer.events).toEqual([]);
  });

  test.each<[string, Changes]>([
    ['every address', group({ ...https, CidrIp: '0.0.0.0/0' })],
    ['every protocol', group({ IpProtocol: '-1', SourcePrefixListId: 'pl-4fa04526' })],
    ['a certificate with a wildcard', { certificate: { DomainName: '*.shop.example' } }],
    ['somebody else’s group', { 'sg-1': null }],
  ])('leaves it open with %s', async (_, changes) => {
    expect(openBalancer(undefined, changes).closed).toBeUndefined();
  });
});
