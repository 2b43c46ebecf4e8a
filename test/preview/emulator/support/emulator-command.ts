import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';

const started: ChildProcess[] = [];

/** Ends whatever of it a test has left running. */
export async function endAll(): Promise<void> {
  for (const child of started.splice(0)) await ended(child);
}

/** Starts the command as `npm run emulator` does. */
function emulator(args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const child = spawn(process.execPath, ['dist/emulator.cjs', ...args], { env, stdio: 'pipe' });
  started.push(child);
  return child;
}

/** Ends it by Ctrl-C; gives its exit code. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  const [code] = await exit;
  return code;
}

/** Runs the command to its end; gives what it printed. */
export async function run(args: readonly string[], env?: NodeJS.ProcessEnv) {
  const child = emulator(args, env);
  if (!child.stdout || !child.stderr) throw new Error('the command has no output');
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}

/** A port below those that the system gives to other programs, free together with the one beside it. */
export async function freePort(): Promise<number> {
  const port = 20_000 + 2 * Math.floor(Math.random() * 5000);
  return (await isFree(port)) && (await isFree(port + 1)) ? port : freePort();
}

async function isFree(port: number): Promise<boolean> {
  try {
    (await listening(port)).close();
    return true;
  } catch {
    return false;
  }
}

/** Listens on a port. */
export async function listening(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Waits until nothing runs of the emulator of a port: a process that was ended takes a moment to be gone. */
export async function untilGone(port: number): Promise<void> {
  while (processesOf(port).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  (await listening(port)).close();
}

/** Starts the command on a port and waits until it says that it listens. */
export async function startOn(
  port: number,
  folder = tmpdir(),
): Promise<{ readonly child: ChildProcess; readonly greeting: string }> {
  const child = emulator(['--port', String(port)], { ...process.env, TMPDIR: folder });
  if (!child.stdout || !child.stderr) throw new Error('the command has no output');
  const said = text(child.stderr);
  for await (const part of child.stdout) {
    const greeting = String(part);
    if (greeting.includes('export AWS_ENDPOINT_URL')) return { child, greeting };
  }
  throw new Error(`the command ended before it listened: ${await said}`);
}

/** The processes whose environment names a port of this emulator. */
export function processesOf(port: number): readonly string[] {
  const variables = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => variables(pid).includes(`"port":${port},`));
}
