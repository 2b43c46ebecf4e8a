import * as z from 'zod';
import { criterionIds } from '../../compliance/saq.ts';
import type { FileKind } from '../../config/check-file.ts';
import type { DeepPartial } from '../../config/form.ts';
import { listed, type Mistake, mistake, quoted } from '../../config/mistake.ts';
import { choice, day, section, words } from '../../config/schema/fields.ts';
import { knownKinds, recordKinds } from './kinds.ts';

const record = section('Something that was done or signed on a day.', {
  kind: choice('What it is a record of.', recordKinds),
  date: day('The day on which it was done or signed.'),
  by: words('Who did it or signed it.', 'who did it, such as Example Scanning Ltd'),
  environment: words(
    'The one environment that it is about; all without it.',
    'an environment, such as prod',
  ).optional(),
  result: choice('How it ended.', ['passed', 'failed']).optional(),
  until: day('The last day on which it counts, where the document says one.').optional(),
  about: words(
    'The provider, the change or the system that is meant.',
    'what is meant, such as Stripe',
  ).optional(),
  author: words('Who made what was approved.', 'who made it').optional(),
  file: words(
    'The document, from the folder of this file.',
    'the path of the document, such as scans/2026-q1.pdf',
  ).optional(),
});

const confirmation = section('A criterion of a questionnaire that a person confirms.', {
  criterion: words('Its id, as the evidence names it.', "the criterion's id, such as outsourced"),
  by: words('Who confirms it.', 'who confirms it'),
  date: day('The day on which it was confirmed.'),
  environment: words(
    'The one environment that is meant; all without it.',
    'an environment, such as prod',
  ).optional(),
});

const recordsSchema = section('Records for the evidence of a shop.', {
  version: z.literal(1, { error: '1' }).meta({ description: 'Version of this format.' }),
  records: z
    .array(record, { error: 'a list of records' })
    .default([])
    .meta({ description: 'What was done.' }),
  confirmations: z
    .array(confirmation, { error: 'a list of confirmations' })
    .default([])
    .meta({ description: 'What a person of the shop confirms of its questionnaire.' }),
});

/** The file as it was written. */
export type RecordsFile = z.infer<typeof recordsSchema>;

type Draft = DeepPartial<RecordsFile>;

/** A record that lacks what its kind is about shows nothing. */
function saysWhatItShows({ records = [] }: Draft): readonly Mistake[] {
  return records.flatMap((entry, index) => {
    if (entry?.kind === undefined) return [];
    const missing = knownKinds()[entry.kind].needs.filter((name) => entry[name] === undefined);
    return missing.map((name) =>
      mistake(['records', index], `a record of ${entry.kind} without ${name}`, `write ${name}`),
    );
  });
}

/** Nobody approves a change of their own. */
function approvedByAnother({ records = [] }: Draft): readonly Mistake[] {
  return records.flatMap((entry, index) =>
    entry?.author !== undefined && entry.author.trim().toLowerCase() === entry.by?.trim().toLowerCase()
      ? [
          mistake(
            ['records', index, 'by'],
            `${quoted(entry.author)}, who is the author`,
            'write who else approved it',
          ),
        ]
      : [],
  );
}

/** A confirmation of something that no questionnaire asks would be lost. */
function confirmsWhatIsAsked({ confirmations = [] }: Draft): readonly Mistake[] {
  const known = criterionIds();
  return confirmations.flatMap((entry, index) =>
    entry?.criterion === undefined || known.includes(entry.criterion)
      ? []
      : [
          mistake(
            ['confirmations', index, 'criterion'],
            quoted(entry.criterion),
            `write ${listed(known, 'or')}`,
          ),
        ],
  );
}

/** What a file of records is held against. */
export const recordsKind: FileKind<RecordsFile> = {
  usually: 'records.yaml',
  schema: recordsSchema,
  checkRules: (draft) =>
    [saysWhatItShows, approvedByAnother, confirmsWhatIsAsked].flatMap((rule) => rule(draft)),
  unsupported: [],
};
