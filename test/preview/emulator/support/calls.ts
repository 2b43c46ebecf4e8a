import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installEmulator } from '../../../../lib/preview/emulator/install.ts';
import { account, type Emulator, region } from '../../../support/emulator.ts';

/** A call of a service by the operation's Python name, which the emulator's own Python knows for every service. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly parameters?: object;
  /** @default - the shop's */
  readonly region?: string;
  /** Who calls. @default - the root user */
  readonly as?: Caller;
}

/** A user's access key. */
export interface Caller {
  readonly key: string;
  readonly secret: string;
}

/** What came of a call: an answer, or the code and message of a refusal. */
export interface Answered {
  // biome-ignore lint/suspicious/noExplicitAny: each operation answers in a form of its own, which its test looks at.
  readonly answer?: any;
  readonly code?: string;
  readonly message?: string;
}

/** Makes calls one after the other. */
export function callsOf(emulator: Emulator, calls: readonly Call[]): readonly Answered[] {
  const told = calls.map(({ as = { key: account, secret: 'test' }, ...call }) => ({
    region,
    parameters: {},
    ...call,
    ...as,
  }));
  const { status, stdout, stderr } = spawnSync(
    installEmulator({ tell: (text) => process.stderr.write(text) }),
    [join(__dirname, 'calls.py')],
    { input: JSON.stringify(told), encoding: 'utf8', env: { ...process.env, ...emulator.variables } },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
