import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { FirewallRequest } from '../firewall-request.ts';
import { UndecidedRequest } from '../managed-rules.ts';
import type { CoreMatch, Versions } from './stand-ins.ts';

export interface ProgramProps {
  /** The command that starts it, with its arguments. */
  readonly command: readonly [string, ...string[]];
  /** How long it may take for an answer, in milliseconds. */
  readonly limit: number;
}

/** A program that judges requests by the core rule set, while it runs. */
export interface CoreRules {
  readonly versions: Versions;
  /** The rules that match a request. Rejects with an `UndecidedRequest` where the program has ended or does not answer. */
  readonly judge: (request: FirewallRequest) => Promise<readonly CoreMatch[]>;
  readonly stop: () => Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly matches: readonly CoreMatch[];
}

/**
 * Starts the program, and waits until it says by what it judges; rejects with an `UndecidedRequest` where it does not. It ends when the
 * other end of its standard input is gone, so it does not outlive this process.
 */
export async function startCoreRules({ command, limit }: ProgramProps): Promise<CoreRules> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'pipe', env: {} });
  const { next, fail, ended } = linesOf(child);
  const versions =
    readLine<Versions>(await next(startLimit)) ?? fail('Coraza does not say by what it judges');
  let asked = 0;
  return {
    versions,
    judge: async (request) => {
      asked += 1;
      const id = asked;
      child.stdin.write(`${JSON.stringify({ id, ...written(request) })}\n`);
      const answer = readLine<Answer>(await next(limit));
      return answer?.id === id ? answer.matches : fail('Coraza answers what it was not asked');
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** How long the program may take to read the core rule set, in milliseconds. */
const startLimit = 30_000;

/** The lines that a program writes, in their order, for as many as wait. A program that is late or fails is ended. */
function linesOf(child: ChildProcessWithoutNullStreams) {
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  let failure: string | undefined;
  let said = '';
  const fail = (sentence: string): never => {
    failure ??= sentence;
    child.kill('SIGKILL');
    throw new UndecidedRequest(sentence);
  };
  child.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-1000);
  });
  // What becomes of the program is told by its end.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  const ended = once(child, 'close').then(
    ([code, signal]) => `Coraza has ended with ${code ?? signal}. ${said}`.trim(),
    (error: Error) => `Coraza does not start: ${error.message}`,
  );
  const settled = ended.then((sentence) => {
    failure ??= sentence;
    for (const { reject } of waiting.splice(0)) reject(new UndecidedRequest(failure));
  });
  const next = async (limit: number) => {
    if (failure !== undefined) throw new UndecidedRequest(failure);
    const timer = setTimeout(() => {
      failure ??= `Coraza has not answered within ${limit} ms`;
      child.kill('SIGKILL');
    }, limit);
    try {
      return await new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }));
    } finally {
      clearTimeout(timer);
    }
  };
  return { next, fail, ended: settled };
}

function readLine<Line>(line: string): Line | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A request as the program reads it: every text in base64, since a request may hold any bytes. */
function written({ method, path, query, headers, body, address }: FirewallRequest) {
  return {
    address,
    method,
    target: base64(query === '' ? path : `${path}?${query}`),
    headers: [...headers].flatMap(([name, values]) => values.map((value) => [base64(name), base64(value)])),
    body: base64(body),
  };
}

function base64(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('base64');
}
