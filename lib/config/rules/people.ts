import type { SignIn } from '../../contract/works.ts';
import type { EnvironmentDraft } from '../form.ts';
import { type Mistake, mistake, type Path, quoted } from '../mistake.ts';
import { permissionSetName, userArn } from '../schema/people.ts';
import type { EnvironmentRule } from './rule.ts';

const forms: Readonly<Record<SignIn, { readonly form: RegExp; readonly write: string }>> = {
  identityCenter: {
    form: permissionSetName,
    write: 'write the name of a permission set, such as ShopSupport, or sign in by iam',
  },
  iam: {
    form: userArn,
    write:
      'write the ARN of an IAM user, such as arn:aws:iam::111111111111:user/jane, or sign in by identityCenter',
  },
};

/** What a role trusts is what people sign in with. */
export const roleHoldersFitSignIn: EnvironmentRule = ({ people }, path) => {
  const { signIn } = people ?? {};
  if (!signIn) return [];
  const { form, write } = forms[signIn];
  return holdersOf(people, path)
    .filter(({ place, holder }) => place === 'roles' && !form.test(holder))
    .map(({ holder, at }) => mistake(at, quoted(holder), write));
};

/** Whoever is named twice for one work reads as two people. */
export const roleHoldersDiffer: EnvironmentRule = ({ people }, path) =>
  holdersOf(people, path)
    .filter(({ holder, before }) => before.includes(holder))
    .map(({ holder, at }) => mistake(at, `${quoted(holder)} a second time`, 'remove it'));

/** A stack without a role is none. */
export const someRoleIsHeld: EnvironmentRule = ({ people }, path): readonly Mistake[] => {
  if (!people?.roles || people.breakGlass || Object.keys(people.roles).length > 0) return [];
  const at = [...path, 'people', 'roles'];
  return [mistake(at, 'nobody', 'write who has a role, such as { audit: [ShopAudit] }, or remove people')];
};

interface Holder {
  readonly place: 'roles' | 'breakGlass';
  readonly holder: string;
  readonly at: Path;
  /** Those who are named before it for the same work. */
  readonly before: readonly (string | undefined)[];
}

function holdersOf(people: EnvironmentDraft['people'], path: Path): readonly Holder[] {
  const { roles = {}, breakGlass } = people ?? {};
  return [
    ...Object.entries(roles).flatMap(([work, named]) =>
      holdersIn('roles', named, [...path, 'people', 'roles', work]),
    ),
    ...holdersIn('breakGlass', breakGlass, [...path, 'people', 'breakGlass']),
  ];
}

function holdersIn(
  place: Holder['place'],
  named: readonly (string | undefined)[] = [],
  at: Path,
): readonly Holder[] {
  return named.flatMap((holder, index) =>
    holder === undefined ? [] : [{ place, holder, at: [...at, index], before: named.slice(0, index) }],
  );
}
