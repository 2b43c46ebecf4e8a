import { PreviewError } from '../../preview-error.ts';
import { type Basis, type ManagedRules, UndecidedRequest } from '../managed-rules.ts';
import { publishedRules } from '../published-rules.ts';
import { type CoreRules, type ProgramProps, startCoreRules } from './program.ts';
import { knownVersions, managedRulesFor } from './stand-ins.ts';

export interface CorazaProps extends Pick<ProgramProps, 'command'> {
  /** How long it may take for an answer, in milliseconds. @default 10000 */
  readonly limit?: number;
}

const about = [
  'Managed rule groups are decided by what AWS documents of them, and simulated:',
  `Coraza ${knownVersions.coraza} with the OWASP core rule set ${knownVersions.coreRuleSet} stands in for their other patterns, which are AWS's own.`,
  'Lists of addresses are not decided here.',
].join(' ');

/**
 * Managed rules, decided by what AWS documents of them, and simulated by Coraza with the OWASP core rule set. Throws a `PreviewError`
 * where the program does not start, or judges by other versions. One that has ended later is started again for the next request.
 */
export async function openCoraza({ command, limit = 10_000 }: CorazaProps): Promise<ManagedRules> {
  let running: Promise<CoreRules> | undefined = firstStart({ command, limit });
  await running;
  const judge = async (request: Parameters<CoreRules['judge']>[0]) => {
    running ??= startCoreRules({ command, limit });
    const program = running;
    try {
      return await (await program).judge(request);
    } catch (error) {
      if (running === program) running = undefined;
      throw error;
    }
  };
  return {
    about,
    matching: async (request) => {
      const [documented, matches] = await Promise.all([publishedRules.matching(request), judge(request)]);
      const simulated = matches.flatMap(managedRulesFor).map((rule) => [rule, 'simulated'] as const);
      return new Map<string, Basis>([...simulated, ...documented]);
    },
    close: async () => {
      const program = await running?.catch(() => undefined);
      await program?.stop();
    },
  };
}

async function firstStart(props: ProgramProps): Promise<CoreRules> {
  const program = await startCoreRules(props).catch((error) => {
    if (!(error instanceof UndecidedRequest)) throw error;
    throw new PreviewError(`${props.command.join(' ')}: ${error.message}`, { cause: error });
  });
  const { coraza, coreRuleSet } = program.versions;
  if (coraza === knownVersions.coraza && coreRuleSet === knownVersions.coreRuleSet) return program;
  await program.stop();
  throw new PreviewError(
    `${props.command.join(' ')} judges by Coraza ${coraza} and core rules ${coreRuleSet}, build it anew with ${knownVersions.coraza} and ${knownVersions.coreRuleSet}`,
  );
}
