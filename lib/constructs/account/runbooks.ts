/** Where the kit's runbooks are read; whoever keeps a copy elsewhere finds the same names there. */
const runbooks = 'docs/runbooks';

/** What an alert says: what happened, and which runbook says what to do. */
export function alertText(meaning: string, runbook: string): string {
  return `${meaning}. Runbook: ${runbooks}/${runbook}.md`;
}
