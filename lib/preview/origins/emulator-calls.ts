import type { Answer } from '../responder.ts';

/** What CloudFront asks S3 for. */
export interface ObjectRequest {
  readonly account: string;
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  /** The distribution that it asks for. */
  readonly sourceArn: string;
}

/** What becomes of an invocation: an answer of the function, or why there is none. */
export type Invocation =
  | { readonly result: unknown }
  | { readonly error: unknown }
  | { readonly throttled: true }
  /** What invokes it is not admitted by its policy, or the function does not exist. */
  | { readonly refused: string };

/** What services of AWS do in an emulator on behalf of a resource, with no key but what the policies of their targets admit. */
export interface EmulatorCalls {
  readonly readObject: (request: ObjectRequest) => Promise<Answer>;
  /** Asks S3 as somebody whom nobody knows. */
  readonly readUnsigned: (request: Omit<ObjectRequest, 'sourceArn'>) => Promise<Answer>;
  /** Has a load balancer invoke a function for a target group. */
  readonly invoke: (functionArn: string, targetGroupArn: string, event: unknown) => Promise<Invocation>;
}

/** Speaks with the emulator that listens at an endpoint. Every call throws an error where the emulator does not answer. */
export function emulatorCalls(endpoint: string): EmulatorCalls {
  const ask = async <Told>(path: string, told: unknown): Promise<Told> => {
    const body = JSON.stringify(told);
    const answer = await fetch(`${endpoint}/_palisade/${path}`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`the emulator answers ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Told;
  };
  return {
    readObject: async (request) => {
      type Told = Pick<Answer, 'status' | 'headers'> & { readonly body: string };
      const told = await ask<Told>('objects', { service: 'cloudfront.amazonaws.com', ...request });
      return { ...told, headers: inLowerCase(told.headers), body: Buffer.from(told.body, 'base64') };
    },
    readUnsigned: async ({ bucket, key, method, headers }) => {
      const path = key.split('/').map(encodeURIComponent).join('/');
      const answer = await fetch(`${endpoint}/${bucket}/${path}`, { method, headers });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      };
    },
    invoke: (functionArn, sourceArn, event) =>
      ask<Invocation>('invocations', {
        service: 'elasticloadbalancing.amazonaws.com',
        function: functionArn,
        sourceArn,
        event,
      }),
  };
}

function inLowerCase(headers: Answer['headers']): Answer['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
