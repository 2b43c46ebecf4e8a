import { Socket } from 'node:net';

// No gateway, and nobody else, is ever contacted by a test: whatever reaches for another host than this one fails.

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
const guarded = Symbol.for('palisade.loopback-only');
const connect = Socket.prototype.connect;

// Test files that share a process share Node.js's own modules, so the first one has done it for all.
if (!(guarded in connect)) {
  const connectHere = function (this: Socket, ...args: readonly unknown[]) {
    const host = hostOf(args);
    if (!loopback.has(host)) throw new Error(`a test reaches for ${host}, and may contact this machine only`);
    return Reflect.apply(connect, this, args);
  };
  Socket.prototype.connect = Object.assign(connectHere, { [guarded]: true }) as typeof connect;
}

/** The host of the arguments that `connect` takes: options, a list of them as Node.js passes it on, or a port and a host. */
function hostOf([first, second]: readonly unknown[]): string {
  const options: unknown = Array.isArray(first) ? first[0] : first;
  const host = typeof options === 'object' ? (options as { readonly host?: string } | null)?.host : second;
  return typeof host === 'string' ? host : 'localhost';
}
