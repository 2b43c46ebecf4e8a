import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Dialog } from './dialog.ts';

/** What a command reads and writes; tests pass their own. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard output shows colours: a terminal, and nobody set NO_COLOR. */
  readonly isColoured: boolean;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  /** This moment; with `today`, the only use of the clock. */
  readonly now: Date;
  /** All of standard input, for commands that take secrets. */
  readonly readInput: () => string;
  /** Asks for one line and does not show what is typed; present where standard input is a terminal. Nothing: broken off. */
  readonly askHidden?: (prompt: string) => Promise<string | undefined>;
  /** Asks questions whose answers anybody may see; present where standard input is a terminal. */
  readonly openDialog?: () => Dialog;
  /** Tells on standard error what takes long; present where that is a terminal, so that no pipe or log of a pipeline has it. */
  readonly progress?: (sentence: string) => void;
  /** Settles when somebody wants a command to end that would serve for ever. @default - nobody can */
  readonly interrupted?: () => Promise<void>;
  /** Loads the commands that work offline and do more than judge: a check would load for twice as long with them. */
  readonly withOffline: () => OfflineCommands;
  /** Loads the commands that talk to AWS: its SDK takes longer to load than the other commands take to run. */
  readonly withAws: () => Promise<AwsCommands>;
  /** Loads the commands that make a shop and show it, which the other commands need nothing of. */
  readonly withShop: () => Promise<ShopCommands>;
}

/** The commands that work offline on what lies here, besides those that judge and that tell of rules. */
export type OfflineCommands = Readonly<
  Record<
    'cost' | 'deploy-policy' | 'diff' | 'evidence' | 'gateway' | 'order' | 'who',
    (args: readonly string[], output: Output) => Code
  >
>;

/** The commands that talk to AWS. */
export type AwsCommands = Readonly<
  Record<
    | 'access'
    | 'secret'
    | 'callback'
    | 'catalogue'
    | 'dns'
    | 'evidence'
    | 'gateway'
    | 'order'
    | 'stack'
    | 'verify',
    LoadedCommand
  >
>;

/** The commands that make a shop and show it on this machine. */
export type ShopCommands = Readonly<Record<'init' | 'preview' | 'attack', LoadedCommand>>;

/** What a command is loaded with that is a program of its own. */
export type LoadedParts = Pick<Output, 'withAws' | 'withOffline' | 'withShop'>;

type LoadedCommand = (args: readonly string[], output: Output) => Promise<ExitCode>;

/** 0: no blocking finding; 1: a blocking finding; 2: the command could not run. */
export type ExitCode = 0 | 1 | 2;

/** The exit code of a command, now or when AWS has answered. */
export type Code = ExitCode | Promise<ExitCode>;

/** A mistake in how the command was called; the message says what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Writes a file that an option names, whole or not at all: a reader never sees half of it. */
export function writeOutput(path: string, text: string, option = '--output'): void {
  const draft = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (cause) {
    if (existsSync(draft)) rmSync(draft);
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      `${option}: cannot write ${path} (${code}), name a file in a folder that you may write to`,
      { cause },
    );
  }
}
