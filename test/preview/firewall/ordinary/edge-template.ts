import { exampleTemplates } from '../../../support/boutique.ts';
import type { SynthesizedTemplate } from '../../../support/synth.ts';

/** The template that holds the firewall of an example's production. */
export function edgeTemplate(example: string): SynthesizedTemplate {
  const [first] = exampleTemplates(example);
  const source = first?.sources().find(({ name }) => name.includes('-edge'));
  return source?.body as unknown as SynthesizedTemplate;
}
