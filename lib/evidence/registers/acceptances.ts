import { groupBy } from '../../group-by.ts';
import { approvalOf } from '../../report/approval.ts';
import { listed, type ReadRegister } from './register.ts';

/** What somebody lives with: who approved it, until when, and where that was decided. */
export const acceptances: ReadRegister = ({ findings }, { asOf }) => {
  const accepted = findings.flatMap((finding) => {
    const { acceptance } = finding;
    return acceptance === undefined ? [] : [{ finding, acceptance }];
  });
  const groups = [...groupBy(accepted, ({ acceptance }) => JSON.stringify(acceptance)).values()];
  return {
    id: 'acceptances',
    title: 'Accepted findings',
    about:
      'What fails and is lived with. A recommendation of the kit is nobody’s approval until somebody of the shop confirms it.',
    columns: ['rule', 'resources', 'kind', 'reason', 'approval', 'until', 'ticket'],
    rows: groups.flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { acceptance } = first;
      return [
        [
          acceptance.rule,
          listed(
            group.map(({ finding }) => `${finding.logicalId} in ${finding.stack}`),
            'none',
          ),
          acceptance.kind,
          acceptance.reason,
          approvalOf(acceptance, { asOf }),
          acceptance.expires,
          acceptance.ticket,
        ],
      ];
    }),
  };
};
