import type { DeepPartial } from '../config/form.ts';
import { listed, type Mistake, mistake, quoted } from '../config/mistake.ts';
import { saysWhy } from '../contract/acceptance.ts';
import { rulesetReleases } from '../policy/ruleset/ruleset.ts';
import type { PalisadeFile } from './schema.ts';

type Draft = DeepPartial<PalisadeFile>;

type PalisadeRule = (file: Draft) => readonly Mistake[];

/** An acceptance is of one resource or of every one of a type. */
const oneOrEvery: PalisadeRule = ({ acceptances = [] }) =>
  acceptances.flatMap((entry, index) => {
    const both = entry?.resource !== undefined && entry.resources !== undefined;
    if (!entry || (!both && ('resource' in entry || 'resources' in entry))) return [];
    return [
      mistake(
        ['acceptances', index],
        both ? 'both resource and resources' : 'neither resource nor resources',
        'write resource for one, or resources with their type for every one of a kind',
      ),
    ];
  });

/** Nobody approves an exception of their own, and the kit approves none. */
const approvedByAnother: PalisadeRule = ({ acceptances = [] }) =>
  acceptances.flatMap((entry, index) => {
    const { owner, approver } = entry ?? {};
    if (approver === undefined) return [];
    const path = ['acceptances', index, 'approver'];
    if (folded(approver) === 'palisade')
      return [mistake(path, quoted(approver), 'write a person: palisade approves nothing by itself')];
    return folded(approver) === folded(owner ?? '')
      ? [mistake(path, `${quoted(approver)}, who is the owner`, 'write who else agreed')]
      : [];
  });

/** A reason of a word or two tells nobody anything. */
const reasonsSayWhy: PalisadeRule = ({ acceptances = [] }) =>
  acceptances.flatMap((entry, index) =>
    entry?.reason === undefined || saysWhy(entry.reason)
      ? []
      : [
          mistake(
            ['acceptances', index, 'reason'],
            quoted(entry.reason),
            'write at least 20 characters: why it is acceptable, and what contains the risk instead',
          ),
        ],
  );

function folded(name: string): string {
  return name.trim().toLowerCase();
}

/** Rules can be judged by in a version that there was. */
const rulesetExists: PalisadeRule = ({ ruleset }) => {
  const known = rulesetReleases.map(({ version }) => version);
  return ruleset === undefined || known.includes(ruleset)
    ? []
    : [mistake(['ruleset'], quoted(ruleset), `write a version that there is: ${listed(known, 'or')}`)];
};

/** Everything that must hold between the settings of a palisade file. */
export const palisadeRules: readonly PalisadeRule[] = [
  oneOrEvery,
  approvedByAnother,
  reasonsSayWhy,
  rulesetExists,
];
