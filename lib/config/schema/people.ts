import * as z from 'zod';
import { signIns, type Work, workNames, works } from '../../contract/works.ts';
import { choice, section, text } from './fields.ts';

/** The form of what Identity Center calls a permission set; a role made of it holds the whole name. */
export const permissionSetName = /^[\w+=,.@-]{1,32}$/;

/** The form of the ARN of a person as an IAM user of any account. */
export const userArn = /^arn:aws:iam::\d{12}:user\/[\w+=,.@/-]{1,128}$/;

const holdersWanted = 'a list of one to twenty permission sets or users, such as [ShopSupport]';

function holders(work: Exclude<Work, 'breakGlass'>) {
  return z
    .array(
      text(
        'A permission set of Identity Center by its name, or an IAM user by its ARN.',
        /^\S{1,200}$/,
        'the name of a permission set, such as ShopSupport, or the ARN of an IAM user',
      ),
      { error: holdersWanted },
    )
    .min(1, { error: holdersWanted })
    .max(20, { error: holdersWanted })
    .meta({ description: `Who ${works[work].does}. Without it nobody does by a role of the kit.` })
    .optional();
}

type Held = Exclude<Work, 'breakGlass'>;
const held = workNames.filter((work): work is Held => work !== 'breakGlass');

const breakGlassWanted =
  'a list of one to five IAM users, such as [arn:aws:iam::111111111111:user/break-glass-1]';

/** Who reaches the environment on AWS. */
export const people = section('Who reaches the environment on AWS, and for which work (docs/people.md).', {
  signIn: choice(
    'How people sign in. With identityCenter a group of the organization gets a permission set, which roles of the kit trust; Identity Center asks for the second factor. With iam the roles trust users by name, and ask for the second factor themselves.',
    signIns,
  ),
  roles: section(
    'Who takes on the role of each work.',
    Object.fromEntries(held.map((work) => [work, holders(work)])) as Record<Held, ReturnType<typeof holders>>,
  ),
  breakGlass: z
    .array(
      text(
        'An IAM user by its ARN, whose second factor does not depend on Identity Center.',
        userArn,
        'the ARN of an IAM user, such as arn:aws:iam::111111111111:user/break-glass-1',
      ),
      { error: breakGlassWanted },
    )
    .min(1, { error: breakGlassWanted })
    .max(5, { error: breakGlassWanted })
    .meta({
      description: `Who, with a second factor and an alert on each use, ${works.breakGlass.does}.`,
    })
    .optional(),
}).optional();
