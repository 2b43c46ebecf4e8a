import type { Evidence } from '../../../lib/evidence/evidence.ts';
import { type Live, type LiveVerdict, templateHash } from '../../../lib/evidence/live/live-file.ts';
import { stackNameOf, templatesWith } from '../../../lib/evidence/live/misfit.ts';

/** When the look was made. */
export const at = '2026-11-28T10:00:00.000Z';

interface LookProps {
  /** What was seen of each stack. */
  readonly verdictOf?: (stack: string) => LiveVerdict;
  readonly detector?: LiveVerdict;
}

/** A look at the first environment of some evidence, which found its templates and a detector so. */
export function lookAt(
  { model }: Evidence,
  { verdictOf = () => 'seen', detector = 'seen' }: LookProps = {},
): Live {
  const [owner] = model.storefronts;
  if (!owner) throw new Error('the evidence is of a shop');
  const { shop, environment, account = '' } = owner.contract;
  const place = { shop, environment, account };
  const templates = templatesWith(model, place).map((template) => {
    const stack = stackNameOf(template) ?? '';
    return {
      stack,
      region: template.region ?? '',
      sha256: templateHash(template.body),
      arn: `arn:aws:cloudformation:eu-west-1:${account}:stack/${stack}/1`,
      at,
      verdict: verdictOf(stack),
    };
  });
  const observations = [
    {
      about: 'detection' as const,
      what: 'GuardDuty in eu-west-1',
      where: `arn:aws:guardduty:eu-west-1:${account}:detector/1`,
      value: detector === 'seen' ? 'ENABLED' : 'DISABLED',
      at,
      source: 'guardduty:GetDetector',
      verdict: detector,
      controls: ['DET-01'],
    },
  ];
  return {
    schema: 'palisade-live/1',
    tool: { name: 'palisade', version: '0.1.0' },
    ...place,
    identity: `arn:aws:sts::${account}:assumed-role/${shop}-${environment}-audit/jane`,
    begun: at,
    ended: at,
    templates,
    observations,
  };
}
