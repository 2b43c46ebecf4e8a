import type { ReadRegister } from './register.ts';

/** What protects the shop and belongs to somebody else, as its file declares it. */
export const declared: ReadRegister = ({ contract, findings }) => ({
  id: 'declared',
  title: 'Controls of others',
  about:
    'What the shop’s file declares to be somebody else’s: no template of these shows it, and it never counts as passed.',
  columns: ['control', 'owner', 'where', 'findings that rest on it'],
  rows: contract.declared.map(({ control, owner, arn }) => [
    control,
    owner,
    arn,
    String(
      findings.filter(({ declaration }) => declaration?.control === control && declaration.arn === arn)
        .length,
    ),
  ]),
});
