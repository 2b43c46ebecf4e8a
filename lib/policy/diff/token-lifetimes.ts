import { at, type Canonical, canonical, type Names, shown } from './canonical.ts';
import type { Change } from './directed-properties.ts';
import type { Pair } from './weakening.ts';

/** Seconds of each unit that Cognito knows. */
const seconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** What each token lasts where nothing is written, and in which unit a number is without `TokenValidityUnits`. */
const tokens = [
  { path: 'AccessTokenValidity', unit: 'AccessToken', unset: 1, unsetUnit: 'hours' },
  { path: 'IdTokenValidity', unit: 'IdToken', unset: 1, unsetUnit: 'hours' },
  { path: 'RefreshTokenValidity', unit: 'RefreshToken', unset: 30, unsetUnit: 'days' },
];

/** Tokens of a user pool's client that last longer than before. Source: the Cognito documentation of AWS::Cognito::UserPoolClient. */
export function tokenLifetimes({ before, after }: Pair, names: Names): readonly Change[] {
  if (after.type !== 'AWS::Cognito::UserPoolClient') return [];
  const [earlier, later] = [before, after].map((one) => canonical(one.attribute('Properties'), names));
  return tokens.flatMap((token) => {
    const [was, is] = [lifetime(earlier, token), lifetime(later, token)];
    if (is <= was) return [];
    return [
      {
        kind: 'weaker',
        path: token.path,
        before: said(was),
        after: said(is),
        says: 'lasts longer than before',
      },
    ];
  });
}

/** In seconds; for ever where only the deployment knows. */
function lifetime(
  side: Canonical | undefined,
  { path, unit, unset, unsetUnit }: (typeof tokens)[number],
): number {
  const [value = unset] = at(side, path);
  const factor = seconds[shown(at(side, `TokenValidityUnits.${unit}`)[0] ?? unsetUnit)];
  const length = Number(value) * (factor ?? Number.NaN);
  return Number.isNaN(length) ? Infinity : length;
}

function said(length: number): string {
  return Number.isFinite(length) ? `${length} seconds` : 'only known at deployment';
}
