import { createServer, request as overHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import {
  type CustomResourceAnswer,
  CustomResourceError,
  type CustomResourceEvent,
  createCustomResource,
  type Properties,
  textProperty,
} from '../../../../lambda/shared/custom-resource/custom-resource.ts';
import { createPutAnswer, type OpenRequest } from '../../../../lambda/shared/custom-resource/put-answer.ts';

const event: CustomResourceEvent = {
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation.example/answer',
  StackId: 'arn:aws:cloudformation:us-east-1:111111111111:stack/boutique-prod-edge/1',
  RequestId: 'request-1',
  LogicalResourceId: 'Release',
  ResourceProperties: { Bucket: 'site', Release: 'hash', ArchiveBucket: 'assets', ArchiveKey: 'a.zip' },
};

function setup() {
  const apply = jest.fn(async (_: Properties) => {});
  const answer = jest.fn(async (_: string, __: CustomResourceAnswer) => {});
  const log = jest.fn();
  return { apply, answer, log, handle: createCustomResource({ subject: 'the release', apply, answer, log }) };
}

test.each(['Create', 'Update'] as const)('%s applies the properties and answers', async (RequestType) => {
  const { handle, apply, answer } = setup();
  await handle({ ...event, RequestType });
  expect(apply).toHaveBeenCalledWith(event.ResourceProperties);
  expect(answer).toHaveBeenCalledWith(event.ResponseURL, {
    Status: 'SUCCESS',
    PhysicalResourceId: 'Release',
    StackId: event.StackId,
    RequestId: 'request-1',
    LogicalResourceId: 'Release',
  });
});

test('Delete applies nothing and deletes nothing', async () => {
  const { handle, apply, answer } = setup();
  await handle({ ...event, RequestType: 'Delete', PhysicalResourceId: 'first' });
  expect(apply).not.toHaveBeenCalled();
  expect(answer.mock.calls[0]?.[1]).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'first' });
});

test('an update keeps the physical id, so that CloudFormation deletes nothing after it', async () => {
  const { handle, answer } = setup();
  await handle({ ...event, RequestType: 'Update', PhysicalResourceId: 'first' });
  expect(answer.mock.calls[0]?.[1].PhysicalResourceId).toBe('first');
});

test('what cannot be done as asked is answered with its reason', async () => {
  const { handle, apply, answer } = setup();
  apply.mockRejectedValue(new CustomResourceError('the archive holds a name that cannot be published'));
  await handle(event);
  expect(answer.mock.calls[0]?.[1]).toMatchObject({
    Status: 'FAILED',
    Reason: 'the archive holds a name that cannot be published',
  });
});

test('an error of AWS is answered by its kind alone, and logged whole', async () => {
  const { handle, apply, answer, log } = setup();
  const denied = Object.assign(new Error('key AKIA... is not authorized'), { name: 'AccessDenied' });
  apply.mockRejectedValue(denied);
  await handle(event);
  expect(answer.mock.calls[0]?.[1].Reason).toBe(
    "the release failed with AccessDenied; see the function's log",
  );
  expect(log).toHaveBeenCalledWith('failed', expect.objectContaining({ error: String(denied) }));
});

test('a property that is missing is answered, not waited for', async () => {
  const { handle, apply, answer } = setup();
  apply.mockImplementation(async (properties) => {
    textProperty(properties, 'Release');
  });
  await handle({ ...event, ResourceProperties: { Bucket: 'site' } });
  expect(answer.mock.calls[0]?.[1].Reason).toBe('the resource has no property Release');
});

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server in CloudFormation's place; `statuses` are its answers, one after another. */
async function cloudFormation(statuses: readonly number[]) {
  const received: { method: string | undefined; type: string | undefined; body: string }[] = [];
  const server = createServer((message, response) => {
    let body = '';
    message.on('data', (chunk) => {
      body += chunk;
    });
    message.on('end', () => {
      received.push({ method: message.method, type: message.headers['content-type'], body });
      response.writeHead(statuses[received.length - 1] ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?signature=1` };
}

const given: CustomResourceAnswer = {
  Status: 'SUCCESS',
  PhysicalResourceId: 'Release',
  StackId: 'stack',
  RequestId: 'request-1',
  LogicalResourceId: 'Release',
};
const putAnswer = createPutAnswer(overHttp as OpenRequest);

test('the answer is put where CloudFormation waits, without a content type that its signature does not know', async () => {
  const { url, received } = await cloudFormation([200]);
  await putAnswer(url, given);
  expect(received).toEqual([{ method: 'PUT', type: '', body: JSON.stringify(given) }]);
});

test('an answer that does not arrive is put again', async () => {
  const { url, received } = await cloudFormation([503, 500, 200]);
  await putAnswer(url, given);
  expect(received).toHaveLength(3);
});

test('an answer that never arrives fails the function, so that its log shows it', async () => {
  const { url, received } = await cloudFormation([403, 403, 403]);
  await expect(putAnswer(url, given)).rejects.toThrow('CloudFormation answered 403');
  expect(received).toHaveLength(3);
});

test('answers go over https', async () => {
  await expect(createPutAnswer()('http://127.0.0.1/answer', given)).rejects.toThrow(
    'Protocol "http:" not supported',
  );
});
