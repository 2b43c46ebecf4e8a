import facts from './tokens.json' with { type: 'json' };

const tokens = facts.tokens.map(({ kind, pattern }) => ({ kind, pattern: new RegExp(pattern) }));
const names = new RegExp(facts.names, 'i');

/** What kind of secret a text holds, by the form that its issuer gives it; nothing where it has none of them. */
export function tokenIn(text: string): string | undefined {
  return tokens.find(({ pattern }) => pattern.test(text))?.kind;
}

/** Whether what stands under a name is a secret, as far as names tell: `API_KEY` is one and `SECRET_ARN` is none. */
export function hasSecretName(name: string): boolean {
  return names.test(name);
}

/** Whether a text may be a secret itself: no ARN, no path and no list of names, and long enough. */
export function isSecretText(text: string): boolean {
  return (
    text.length >= 12 &&
    /^[A-Za-z0-9+/=_.~!@#$%^&*-]+$/.test(text) &&
    /\d/.test(text) &&
    /[A-Za-z]/.test(text)
  );
}
