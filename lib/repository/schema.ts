import * as z from 'zod';
import { choice, day, section, text, whole, words } from '../config/schema/fields.ts';
import { profileNames } from '../policy/profiles/profiles.ts';
import { severities } from '../policy/severity.ts';

const kinds = ['false-positive', 'risk', 'compensating-control'] as const;

const version = z.literal(1, { error: '1' }).meta({ description: 'Version of this format.' });

const sha256 = text(
  'SHA-256 of the file in hexadecimal digits, as sha256sum prints it.',
  /^[0-9a-f]{64}$/,
  'the SHA-256 of the file, 64 digits of 0-9 and a-f, as sha256sum prints it',
);

function file(description: string, example: string) {
  return words(description, `the path of the file, such as ${example}`);
}

function list<T extends z.ZodType>(description: string, entry: T, example: string) {
  const wanted = `a list with at least one entry, such as [${example}]`;
  return z.array(entry, { error: wanted }).min(1, { error: wanted }).meta({ description });
}

const rulePattern = words(
  "A rule's id, or a pattern such as DATA-*.",
  "a rule's id or a pattern, such as DATA-*",
);

const resources = section('Every resource that is meant.', {
  type: text(
    'Their type.',
    /^(?:AWS|Alexa|Custom|[A-Za-z0-9]+)::[A-Za-z0-9:]+$/,
    'a type of resources, such as AWS::Logs::LogGroup',
  ),
  stack: words(
    "A pattern that the stack's name fits; without it every stack.",
    "a pattern of stacks' names, such as sandbox-*",
  ).optional(),
  path: words(
    "A pattern that the template's name in the report fits; without it every template.",
    "a pattern of templates' paths, such as services/*/cdk.out/**",
  ).optional(),
});

const acceptance = section('A finding that stays, or the same one for every resource of a type.', {
  rule: words("The rule's id.", "the rule's id, such as LOG-05"),
  resource: words(
    'Logical id or construct path of the one resource.',
    'the logical id or the construct path of the resource',
  ).optional(),
  resources: resources.optional(),
  template: words(
    'The one template that is meant, as the report names it.',
    "the template's name",
  ).optional(),
  about: words(
    "The one of several things that is meant, as the report's about says it.",
    'what the report says',
  ).optional(),
  kind: choice('Why the finding stays.', kinds),
  reason: words(
    'Why it is acceptable, and what contains the risk instead, in at least 20 characters.',
    'why it is acceptable',
  ),
  owner: words('Who lives with it.', 'who lives with it, such as ops@boutique.example'),
  approver: words('Who agreed; never the owner.', 'who agreed, such as security@boutique.example'),
  ticket: words('Where it was decided.', 'where it was decided, such as SHOP-7'),
  expires: day('The last day on which it holds.'),
});

/** The whole of `palisade.yaml`: how the templates of a repository are judged. */
export const palisadeSchema = section('A palisade file: how the templates of a repository are judged.', {
  version,
  paths: list(
    'What is judged: folders of cloud assemblies, folders of templates, or templates. Paths begin at the folder of this file.',
    words('A path.', 'a path, such as cdk.out'),
    'cdk.out',
  ).optional(),
  exclude: list(
    'Patterns of templates that are left out, by their names in the report or by their paths from this file. The report names each.',
    words('A pattern.', "a pattern, such as 'examples/**'"),
    "'examples/**'",
  ).optional(),
  failOn: choice(
    'The severity from which findings fail; in templates of a storefront or an account every one does. Less severe ones are counted in the report.',
    severities,
  ).optional(),
  profile: choice(
    'The rules that are asked of templates without a contract: storefront for all, baseline for those that make sense for any template. Without it, storefront where a storefront or an account is among the templates, and else baseline.',
    profileNames,
  ).optional(),
  ruleset: text(
    'The version of the rules to judge by; without it the newest.',
    /^\d+\.\d+\.\d+$/,
    'a version in quotes, such as "1.0.0"',
  ).optional(),
  baseline: file(
    'The findings that were there before, which do not fail.',
    'palisade-baseline.json',
  ).optional(),
  acceptances: z
    .array(acceptance, { error: 'a list of acceptances' })
    .meta({ description: 'Findings that stay, each with its reason, its approver and its end.' })
    .optional(),
  ownRules: list(
    "Files with the team's own rules, as ES modules.",
    file('A file of rules.', 'policy/rules.mjs'),
    'policy/rules.mjs',
  ).optional(),
  policy: section('The central policy: who may accept what, and how strictly is judged at least.', {
    path: file('The file, vendored or of an installed package.', 'policy/central-policy.yaml'),
    sha256,
  }).optional(),
});

/** The file as it was written. */
export type PalisadeFile = z.infer<typeof palisadeSchema>;

const someoneWho = 'such as [security@boutique.example]';

const permission = section('What some people may accept.', {
  approvers: list(
    'Their names, as acceptances name approvers; palisade for what the kit recommends and nobody has confirmed.',
    words('A name.', `a name, ${someoneWho}`),
    'security@boutique.example',
  ),
  rules: list('The rules; all of them without it.', rulePattern, 'DATA-*').default(['*']),
  severities: list(
    'The severities; all of them without it.',
    choice('A severity.', severities),
    'low',
  ).default([...severities]),
  kinds: list('The kinds; all of them without it.', choice('A kind.', kinds), 'false-positive').default([
    ...kinds,
  ]),
  everyResource: z
    .boolean({ error: 'true or false' })
    .default(false)
    .meta({ description: 'Whether one acceptance may cover every resource of a type.' }),
  atMostDays: whole(
    'The most days from the day of judgement to the end of an acceptance.',
    1,
    3660,
    'a number of days from 1 to 3660, such as 90',
  ),
});

function allowedFiles(description: string) {
  return z
    .union([z.enum(['none', 'any'], { error: 'none or any' }), z.array(sha256, { error: 'a list' })], {
      error: 'none, any or a list of the SHA-256 of files',
    })
    .default('none')
    .meta({ description });
}

/** The whole of a central policy: what a company lets its repositories accept. */
export const centralPolicySchema = section('A central policy for Palisade.', {
  version,
  owner: words('Who answers for the policy.', 'who answers for it, such as security@boutique.example'),
  mayAccept: z
    .array(permission, { error: 'a list of who may accept what, or [] for nobody' })
    .meta({ description: 'Who may accept what. Whatever fits no entry is refused.' }),
  never: z
    .array(rulePattern, { error: 'a list of rules, or [] for none' })
    .default([])
    .meta({ description: 'Rules whose findings nobody may accept.' }),
  profile: choice('The least profile.', profileNames).optional(),
  failOn: choice('The severity from which findings have to fail at the latest.', severities).optional(),
  ruleset: text(
    'The oldest version of the rules that may be asked for; without it only the newest, since an older one leaves rules out.',
    /^\d+\.\d+\.\d+$/,
    'a version in quotes, such as "1.0.0"',
  ).optional(),
  baselines: allowedFiles(
    'The baselines that may be used: none, any, or those whose files have one of these SHA-256.',
  ),
  ownRules: allowedFiles(
    'The files of own rules that may be loaded: none, any, or those that have one of these SHA-256. They are code, which could end the run or change its result.',
  ),
  mayExclude: z
    .array(words('A pattern.', "a pattern, such as 'examples/**'"), {
      error: 'a list of patterns, or [] for no template',
    })
    .default([])
    .meta({
      description:
        'Patterns of the templates that may be left out by exclude, lie where no path leads to, or lie beside a manifest.json that does not name them, by their names in the report or their paths from the palisade file.',
    }),
  mayNarrow: z
    .boolean({ error: 'true or false' })
    .default(false)
    .meta({ description: 'Whether --only may have single rules asked in place of the whole profile.' }),
});

export type CentralPolicyFile = z.infer<typeof centralPolicySchema>;
