import '../lib/cli/guard-process.ts';
import { reportErrors } from '../lib/cli/report-errors.ts';
import { synthesize } from '../lib/synthesis/synthesize.ts';

const err = (text: string) => process.stderr.write(text);

process.exitCode = reportErrors(() => synthesize(process.env['CDK_OUTDIR'] ?? 'cdk.out', err), { err });
