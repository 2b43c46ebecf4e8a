import { once } from 'node:events';
import { createServer } from 'node:net';
import { PreviewError } from './preview-error.ts';

/** Throws a `PreviewError` where somebody listens on a port of 127.0.0.1, before anything else is begun. */
export async function refuseTakenPort(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(port, error as NodeJS.ErrnoException);
  }
  server.close();
  await once(server, 'close');
}

function cannotListen(port: number, { code }: NodeJS.ErrnoException): Error {
  const where = `port ${port} of 127.0.0.1`;
  if (code === 'EACCES')
    return new PreviewError(`${where} may not be used by you, write another with --port`);
  return new PreviewError(`${where} is in use, stop what listens there or write another with --port`);
}
