import { type Control, controls, type Mapping, requirementsOf, saqsOf } from './catalogue.ts';
import type { Saq } from './requirements.ts';
import { criterionById } from './saq.ts';
import { securityHubCheck } from './security-hub.ts';

/** What a reader is told of a control's mappings, a line each. */
export function describeMappings(control: Control): readonly string[] {
  const evidence = requirementsOf(control, 'evidence');
  const forms = questionnaires(saqsOf(control));
  return [
    ...(evidence.length > 0 ? [`evidence for ${evidence.join(', ')}${forms && `; in SAQ ${forms}`}`] : []),
    ...control.mappings.flatMap(exception),
    ...control.mappings.flatMap((mapping) =>
      mapping.kind === 'goodPractice' ? [`good practice for ${mapping.requirement}: ${mapping.because}`] : [],
    ),
    ...control.mappings.flatMap((mapping) =>
      mapping.kind === 'eligibility' ? [`SAQ A eligibility: ${criterionById(mapping.criterion).text}`] : [],
    ),
    ...(control.mappings.length === 0 ? ['no requirement asks for it'] : []),
  ];
}

function exception(mapping: Mapping): readonly string[] {
  if (mapping.kind !== 'evidence' || !mapping.notIn) return [];
  return [`not ${mapping.requirement} in SAQ ${questionnaires(mapping.notIn)}: ${mapping.because ?? ''}`];
}

/** Controls by which a merchant can confirm this criterion of SAQ A, as far as templates and records show it. */
export function controlsTowards(criterion: string): readonly string[] {
  return controls()
    .filter(({ mappings }) =>
      mappings.some((mapping) => mapping.kind === 'eligibility' && mapping.criterion === criterion),
    )
    .map(({ id }) => id);
}

/** AWS's own checks that look at the same as the control, each with what AWS relates it to. */
export function describeSecurityHub({ securityHub }: Control): string {
  return securityHub.map((id) => `${id} (${securityHubCheck(id).requirements.join(', ')})`).join(', ');
}

/** Questionnaires as a reader knows them: SAQ D is one form for merchants and one for service providers. */
export function questionnaires(saqs: readonly Saq[]): string {
  const named = saqs.flatMap((saq) => {
    if (saq === 'D-M') return ['D'];
    if (saq === 'D-SP') return saqs.includes('D-M') ? [] : ['D for Service Providers'];
    return [saq];
  });
  return named.join(', ');
}
