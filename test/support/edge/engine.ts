import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { eventOf, rawQueryOf, type ViewerRequest } from './event.ts';

/** What a function answers: the request, changed, or a response. */
interface EdgeAnswer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly statusDescription?: string;
  readonly headers?: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: string | { readonly data: string };
}

/** What became of a request in a function. */
export interface EdgeRun {
  readonly answer: EdgeAnswer;
  /** What the function made of the request's origin, if it changed it. */
  readonly origin?: object;
  /** The lines that the function logged. */
  readonly logged: readonly string[];
}

const root = join(__dirname, '..', '..', '..');

/**
 * Runs the code of a CloudFront function in njs, the engine whose errors CloudFront reports: in a process of its own for each
 * request, since nothing of one request is there for the next. The harness adds only what CloudFront adds.
 *
 * @throws Error with the engine's words, if the code does not compile, throws or answers nothing that CloudFront takes
 */
export function runEdgeFunction(
  code: string,
  request: ViewerRequest,
  keyValues?: Readonly<Record<string, string>>,
): EdgeRun {
  const mark = randomUUID();
  const given = { mark, keyValues, event: eventOf(request), rawQuery: rawQueryOf(request.target) };
  const modules = join(__dirname, 'modules');
  // Without its "unsafe" mode, njs evaluates no code at run time; nor does CloudFront.
  const { status, stdout, stderr, error } = spawnSync(
    edgeEngine(),
    ['-q', '-u', '-p', modules, '-', JSON.stringify(given)],
    { input: `${code}\n${callOfHandler}`, encoding: 'utf8', timeout: 10_000 },
  );
  if (status !== 0) throw new Error(`njs: ${(error?.message ?? `${stdout}${stderr}`).trim()}`);
  const lines = stdout.split('\n').slice(0, -1);
  const part = `${mark}+`;
  const told = [
    ...lines
      .filter((line) => line.startsWith(mark) && !line.startsWith(part))
      .map((line) => line.slice(mark.length)),
    ...[
      lines
        .filter((line) => line.startsWith(part))
        .map((line) => line.slice(part.length))
        .join(''),
    ].filter(Boolean),
  ].map((text) => JSON.parse(text));
  const lastOf = (wanted: string) => told.findLast(({ what }) => what === wanted)?.value;
  const answer = lastOf('answer');
  checkAnswer(answer, given.event.request.method);
  return {
    answer,
    ...(lastOf('origin') && { origin: lastOf('origin') }),
    logged: lines.filter((line) => !line.startsWith(mark)),
  };
}

// It follows the function's own code, so that line numbers of the engine's errors are those of the function.
const callOfHandler = `(function () {
  const given = JSON.parse(process.argv[2]);
  given.event.request.rawQueryString = function () { return given.rawQuery; };
  Promise.resolve(given.event).then(handler).then(function (value) {
    // njs prints at most 2,048 characters of a line.
    const text = JSON.stringify({ what: 'answer', value: value });
    for (let start = 0; start < text.length; start += 1000) {
      console.log(given.mark + '+' + text.slice(start, start + 1000));
    }
  });
})();
`;

/** Refuses what CloudFront would answer with a 502: neither a request nor a response of the documented form. */
function checkAnswer(answer: unknown, method: string): asserts answer is EdgeAnswer {
  if (typeof answer !== 'object' || answer === null) {
    throw new Error('the function answers neither a request nor a response');
  }
  const { statusCode, headers = {} } = answer as EdgeAnswer;
  if (statusCode === undefined) checkRequest(answer, method);
  else if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) {
    throw new Error(`the function answers the status ${statusCode}`);
  }
  for (const [name, field] of Object.entries(headers)) checkHeader(name, field?.value);
}

function checkRequest(answer: { readonly uri?: string; readonly method?: string }, method: string): void {
  if (!answer.uri?.startsWith('/')) {
    throw new Error(`the function answers a request for ${answer.uri}, which is no path`);
  }
  if (answer.method !== method) throw new Error(`the function changes the method to ${answer.method}`);
}

function checkHeader(name: string, value: unknown): void {
  if (name !== name.toLowerCase()) throw new Error(`the function names a header ${name}, not in lower case`);
  if (typeof value !== 'string') throw new Error(`the function gives the header ${name} no text`);
}

let command: string | undefined;
let failure: unknown;

/**
 * Names the command that runs njs, installed where it is not yet. Throws within 20 seconds, with one sentence, where there
 * is none; from then on at once.
 */
export function edgeEngine(): string {
  if (failure !== undefined) throw failure;
  try {
    command ??= installedNjs();
    return command;
  } catch (error) {
    failure = error;
    throw error;
  }
}

function installedNjs(): string {
  const script = join(root, 'scripts', 'njs.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    timeout: 15_000,
  });
  if (status !== 0)
    throw new Error(stderr.trim() || 'njs cannot be had: `node scripts/njs.mjs` took too long');
  return stdout.trim();
}
