import type { RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import type { CustomResourceAnswer } from './custom-resource.ts';

/** Opens a request; Node's own for https, unless a test brings another. */
export type OpenRequest = typeof overHttps;

const attempts = 3;

/** Puts the answer where CloudFormation waits for it. */
export function createPutAnswer(open: OpenRequest = overHttps) {
  return async (url: string, answer: CustomResourceAnswer): Promise<void> => {
    const body = Buffer.from(JSON.stringify(answer));
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await put(open, url, body);
      } catch (error) {
        if (attempt === attempts) throw error;
      }
    }
  };
}

function put(open: OpenRequest, url: string, body: Buffer): Promise<void> {
  // The URL is signed for a request without content type.
  const options: RequestOptions = {
    method: 'PUT',
    headers: { 'content-type': '', 'content-length': body.length },
    timeout: 10_000,
  };
  return new Promise((resolve, reject) => {
    const request = open(url, options, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) response.on('end', resolve);
      else reject(new Error(`CloudFormation answered ${status}`));
    });
    request.on('timeout', () => request.destroy(new Error('CloudFormation did not answer in time')));
    request.on('error', reject);
    request.end(body);
  });
}
