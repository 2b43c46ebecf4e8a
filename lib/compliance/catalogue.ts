import catalogue from './controls.json' with { type: 'json' };

/** One control of the catalogue; rules are evidence for controls. */
export interface Control {
  readonly id: string;
  readonly title: string;
  /** `template` controls can be judged by rules; the others need evidence from elsewhere. */
  readonly kind: string;
  /** Requirement numbers of PCI DSS v4.0.1. */
  readonly pci: readonly string[];
  /** Self-assessment questionnaires that hold one of these requirements. */
  readonly saq: readonly string[];
}

export const controls: readonly Control[] = catalogue.controls;

/** The control with this id; an unknown one is a mistake in a rule. */
export function controlById(id: string): Control {
  const control = controls.find((candidate) => candidate.id === id);
  if (!control) throw new Error(`the catalogue has no control ${id}`);
  return control;
}
