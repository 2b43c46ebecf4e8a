import { type AnyAcceptance, coveredBy } from '../../contract/acceptance.ts';
import { groupBy } from '../../group-by.ts';
import { approvalOf } from '../../report/approval.ts';
import { listed, type ReadRegister } from './register.ts';

/** What somebody lives with: who approved it, until when, and where that was decided. */
export const acceptances: ReadRegister = ({ findings, templates }, { report, asOf }) => {
  const names = new Set(templates.map(({ name }) => name));
  const own = findings.flatMap(({ acceptance, logicalId, stack }) =>
    acceptance === undefined ? [] : [{ acceptance, where: `${logicalId} in ${stack}` }],
  );
  const ofOtherPacks = report.otherAcceptances
    .filter(({ template }) => names.has(template))
    .map((acceptance) => ({ acceptance, where: `${coveredBy(acceptance)} in ${acceptance.template}` }));
  const groups = groupBy([...own, ...ofOtherPacks], ({ acceptance }) => saidAlike(acceptance, asOf));
  return {
    id: 'acceptances',
    title: 'Accepted findings',
    about:
      'What fails and is lived with. A recommendation of the kit is nobody’s approval until somebody of the shop confirms it. Rules with two colons are those of other cdk-nag packs: what these still find is in the report of the synthesis.',
    columns: ['rules', 'resources', 'kind', 'reason', 'owner', 'approval', 'until', 'ticket'],
    rows: [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { kind, reason, owner, expires, ticket } = first.acceptance;
      return [
        [
          listed(
            group.map(({ acceptance }) => acceptance.rule),
            'none',
          ),
          listed(
            group.map(({ where }) => where),
            'none',
          ),
          kind,
          reason,
          owner,
          approvalOf(first.acceptance, { asOf }),
          expires,
          ticket,
        ],
      ];
    }),
  };
};

/** Equal for acceptances of which somebody says the same. */
function saidAlike(acceptance: AnyAcceptance, asOf: string): string {
  const { kind, reason, owner, expires, ticket } = acceptance;
  return JSON.stringify([kind, reason, owner, expires, ticket, approvalOf(acceptance, { asOf })]);
}
