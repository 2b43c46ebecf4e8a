/**
 * All that palisade-kit runs, as one program: the library, the command, and the modules that the CDK's door judges by, which the build adds.
 * A team's own rules and the engine that runs them then have the same classes, whichever door they come through.
 */
export * from './index.ts';
export { runPackagedCommand } from './packaged-command.ts';
