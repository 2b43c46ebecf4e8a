import { type Mistake, mistake, type Path, quoted } from '../mistake.ts';
import type { EnvironmentRule } from './rule.ts';

/** IAM bounds a role by a policy of its own account, or by one of AWS. */
export function boundaryOf(
  account: string | undefined,
  boundary: string | undefined,
  path: Path,
): readonly Mistake[] {
  const [, , , , owner] = boundary?.split(':') ?? [];
  if (account === undefined || owner === undefined || owner === account || owner === 'aws') return [];
  const remedy = `write the ARN of a policy of the account ${account}`;
  return [mistake([...path, 'permissionsBoundary'], quoted(boundary ?? ''), remedy)];
}

/** AWS refuses a boundary of another account when the stacks are deployed already. */
export const boundaryOfAccount: EnvironmentRule = ({ account, existing }, path) =>
  boundaryOf(account, existing?.permissionsBoundary, [...path, 'existing']);

/** A store takes a key of its own region alone; one of another account could be taken away by whoever has that. */
export const keyOfAccountAndRegion: EnvironmentRule = ({ account, region, existing }, path) => {
  const arn = existing?.key?.arn;
  if (arn === undefined || account === undefined || region === undefined) return [];
  const [, , , regionOfKey, accountOfKey] = arn.split(':');
  if (regionOfKey === region && accountOfKey === account) return [];
  const remedy = `write the ARN of a key in ${region} of the account ${account}`;
  return [mistake([...path, 'existing', 'key', 'arn'], quoted(arn), remedy)];
};
