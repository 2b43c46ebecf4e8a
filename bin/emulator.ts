import '../lib/cli/guard-process.ts';
import { emulatorCommand } from '../lib/preview/emulator/command.ts';

const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
});

emulatorCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interrupted,
}).then((code) => {
  process.exitCode = code;
});
