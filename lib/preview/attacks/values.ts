import { randomUUID } from 'node:crypto';
import type { AttackRequest } from './attack.ts';

/** Values that requests of one attack hold, by their name. */
export type Values = Readonly<Record<string, string>>;

/** The values that an attack begins with. */
export function firstValues(now: number): Values {
  return { CHECKOUT: randomUUID(), NOW: new Date(now).toISOString() };
}

/** The same in a shell. */
export const firstCommands: Values = {
  CHECKOUT: 'CHECKOUT=$(cat /proc/sys/kernel/random/uuid)',
  NOW: 'NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)',
};

const place = /\$([A-Z]+)/g;

/** A request that cannot be sent, since no answer before it has told what it holds. */
export class UntoldValue extends Error {
  override readonly name = 'UntoldValue';
}

/** A text with its values in their places. Throws an `UntoldValue` where one is not known. */
export function filled(text: string, values: Values): string {
  return text.replace(place, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new UntoldValue(`no ${name}`);
    return value;
  });
}

/** The names of the values that a text has places for. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(place)].map(([, name = '']) => name);
}

/** What an answer tells for later requests, and nothing of what it does not have. */
export function kept({ keeps = {} }: AttackRequest, answer: string): Values {
  const found = Object.entries(keeps).flatMap(([name, [before, after]]) => {
    const [, rest] = answer.split(before, 2);
    return rest === undefined ? [] : [[name, rest.split(after, 1)[0] ?? '']];
  });
  return Object.fromEntries(found);
}
