import { egressHosts } from '../../../lambda/gateways/registry.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from './loopback.ts';

/** What a gateway answers to what it is asked: by `METHOD /path?query`, and by the name of the request where that is in the body. */
export type Answers = Readonly<Record<string, object | FakeAnswer>>;

/** A gateway on loopback that is asked what became of payments. */
export interface AskedFake extends Fake {
  /** What it answers from now on; 404 to anything else. */
  readonly answer: (answers: Answers) => void;
}

/** Starts a gateway, with the hosts that the kit may call of it. */
export async function createAskedFake(gateway: string): Promise<AskedFake> {
  const [host, ...more] = egressHosts(accountOf(gateway).config);
  if (host === undefined) throw new Error(`${gateway} has no host`);
  let answers: Answers = {};
  const fake = await startLoopback([host, ...more], (request) => answerTo(request, answers));
  return {
    ...fake,
    answer: (given) => {
      answers = given;
    },
  };
}

function answerTo(request: SeenRequest, answers: Answers): FakeAnswer {
  if (!isOpened(request)) return { status: 401, body: {} };
  const found = answers[nameOf(request)];
  if (found === undefined) return { status: 404, body: {} };
  return 'status' in found && 'body' in found ? (found as FakeAnswer) : { status: 200, body: found };
}

// Each of these gateways takes its key in a header, or in the body.
function isOpened({ headers, body }: SeenRequest): boolean {
  return 'authorization' in headers || 'x-api-key' in headers || body.includes('"merchantAuthentication"');
}

function nameOf({ method, path, body }: SeenRequest): string {
  const [[name, content] = []] = body === '' ? [] : Object.entries(JSON.parse(body));
  if (name === undefined) return `${method} ${path}`;
  const { batchId, transId, paging } = content as Readonly<Record<string, unknown>>;
  const page = (paging as { readonly offset?: number } | undefined)?.offset;
  return [name, batchId ?? transId, page !== undefined && page > 1 ? `page ${page}` : undefined]
    .filter((part) => part !== undefined)
    .join(' ');
}
