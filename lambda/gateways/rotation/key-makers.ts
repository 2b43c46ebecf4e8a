import type { Secret } from '../gateway.ts';
import { adyenKeys } from './adyen.ts';
import type { KeyMaker } from './key-maker.ts';
import { squareKeys } from './square.ts';

const makers: ReadonlyMap<string, KeyMaker> = new Map([
  ['adyen', adyenKeys],
  ['square', squareKeys],
]);

/** How a gateway makes new keys for this secret; nothing where an operator has to fetch them. */
export function keyMakerOf(gateway: string, secret: Secret): KeyMaker | undefined {
  const maker = makers.get(gateway);
  return maker?.needs.every((name) => secret[name]) ? maker : undefined;
}
