/** The labels that a request has so far, each fully qualified: context, namespaces, name. */
export type Labels = ReadonlySet<string>;

/** What stands before the labels of a web ACL's or rule group's own rules. */
export function labelContext(account: string, kind: 'webacl' | 'rulegroup', name: string): string {
  return `awswaf:${account}:${kind}:${name}:`;
}

/** The prefix of a label that names its context; whatever says less is looked for in the context of its own rule. */
const qualified = 'awswaf:';

/** Whether one of the labels has this name, with the namespaces before it that the key names. */
export function hasLabel(labels: Labels, key: string, context: string): boolean {
  if (key.startsWith(qualified)) return labels.has(key);
  return inContext(labels, context).some((own) => own === key || own.endsWith(`:${key}`));
}

/** The labels of a namespace: `awswaf:managed:aws:` or, for the rule's own context, any namespaces that follow each other. */
export function labelsOfNamespace(labels: Labels, key: string, context: string): readonly string[] {
  const namespace = key.endsWith(':') ? key : `${key}:`;
  if (namespace.startsWith(qualified)) return [...labels].filter((label) => label.startsWith(namespace));
  return inContext(labels, context)
    .filter((own) => own.startsWith(namespace) || own.includes(`:${namespace}`))
    .map((own) => `${context}${own}`);
}

/** What follows the context in those labels that have it. */
function inContext(labels: Labels, context: string): readonly string[] {
  return [...labels].filter((label) => label.startsWith(context)).map((label) => label.slice(context.length));
}
