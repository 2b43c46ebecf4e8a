import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    rules: {
      // The hash of what the payment pages load is held by a rule of the kit's own; the rest comes from the page's own origin.
      'require-sri': 'off',
      // A page that stands in two languages has a heading in each, of which one is hidden.
      'heading-level': ['error', { allowMultipleH1: true }],
    },
  }),
);

const known = new Map<string, readonly string[]>();

/** What an HTML document has that the standard does not allow, or that keeps somebody from using it: `LINE: RULE: MESSAGE`. */
export function htmlFaults(document: string): readonly string[] {
  const before = known.get(document);
  if (before) return before;
  const { results } = validator.validateStringSync(document);
  const faults = results
    .flatMap(({ messages }) => messages)
    .map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`);
  known.set(document, faults);
  return faults;
}
