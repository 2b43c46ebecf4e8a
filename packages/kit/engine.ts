/**
 * All that palisade-kit runs, as one program: the library, the command, and what palisade-kit-cdk judges by. A team's own rules and the
 * engine that runs them then have the same classes, whichever door they come through.
 */
export * from '../../lib/cloudformation/input/read-input.ts';
export * from '../../lib/cloudformation/model/model.ts';
export * from '../../lib/policy/evaluate.ts';
export * from '../../lib/policy/finding.ts';
export * from '../../lib/policy/rules/index.ts';
export * from './index.ts';
export { runPackagedCommand } from './packaged-command.ts';
