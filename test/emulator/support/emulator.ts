import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** DynamoDB, its streams, SQS and Secrets Manager on this machine. One per test file; `stop` it after all tests. */
export interface Emulator {
  readonly endpoint: string;
  /** What a client of the AWS SDK is made with. */
  readonly clientConfig: ClientConfig;
  /** Forgets every table, queue and secret. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface ClientConfig {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

const root = join(__dirname, '..', '..', '..');

/** Starts an emulator on a free port of the loopback interface; it ends with this process at the latest. */
export async function startEmulator(): Promise<Emulator> {
  const process = spawn(await installedPython(), ['-B', join(root, 'test', 'emulator', 'emulator.py')], {
    // It ends when the other end of its standard input is gone.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const endpoint = `http://127.0.0.1:${await portOf(process)}`;
  return {
    endpoint,
    clientConfig: {
      region: 'eu-west-1',
      endpoint,
      credentials: { accessKeyId: 'emulated', secretAccessKey: 'emulated' },
      // A failure is what a test is about: it must not be tried again behind its back.
      maxAttempts: 1,
    },
    reset: () => reset(endpoint),
    stop: () => stop(process),
  };
}

async function installedPython(): Promise<string> {
  const { stdout } = await promisify(execFile)('node', [join(root, 'scripts', 'emulator.mjs')]);
  return stdout.trim();
}

async function portOf(process: ChildProcess): Promise<string> {
  if (!process.stdout) throw new Error('the emulator has no output');
  for await (const line of createInterface({ input: process.stdout })) return line;
  throw new Error('the emulator ended before it listened');
}

async function reset(endpoint: string): Promise<void> {
  const { ok } = await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
  if (!ok) throw new Error('the emulator cannot be reset');
}

async function stop(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const ended = once(process, 'exit');
  process.stdin?.end();
  await ended;
}
