import facts from './secret-tokens.json' with { type: 'json' };

const tokens = facts.tokens.map(({ kind, pattern }) => ({ kind, pattern: new RegExp(pattern) }));
const names = new RegExp(facts.names, 'i');
const credentials: ReadonlySet<string> = new Set(facts.credentials);

/** What kind of secret a text holds, by the form that its issuer gives it; nothing where it has none of them. */
export function tokenIn(text: string): string | undefined {
  return tokens.find(({ pattern }) => pattern.test(text))?.kind;
}

/** Whether what stands under a name is a secret, as far as names tell: `API_KEY` is one and `SECRET_ARN` is none. */
function hasSecretName(name: string): boolean {
  return names.test(name);
}

/** The name of a secret as people write it, such as `shop24-prod/order-link`: short words in lower case, in folders. */
const secretName = /^(?=.*\/)[a-z0-9]{1,12}(?:[-/][a-z0-9]{1,12})+$/;

/** Whether a text may be a secret itself: no ARN, no path and no list of names, and long enough. */
function isSecretText(text: string): boolean {
  return (
    text.length >= 12 &&
    !secretName.test(text) &&
    /^[A-Za-z0-9+/=_.~!@#$%^&*-]+$/.test(text) &&
    /\d/.test(text) &&
    /[A-Za-z]/.test(text)
  );
}

/** What kind of secret a script sets or passes on, such as `export DATABASE_PASSWORD=…`; nothing where it holds none. */
export function secretInScript(script: string): string | undefined {
  const token = tokenIn(script);
  if (token !== undefined) return token;
  const assignments = [...script.matchAll(/\b([A-Za-z_]\w*)\s*[=:]\s*["']?([^\s"';]+)/g)];
  return assignments
    .map(([, name = '', text = '']) => secretIn(text, name))
    .find((kind) => kind !== undefined);
}

/** What kind of secret a text is by itself, or else because of the name that it stands under; nothing where it is none. */
export function secretIn(text: string, name: string): string | undefined {
  const token = tokenIn(text);
  if (token !== undefined) return token;
  if (credentials.has(name) && text !== '') return 'a credential of AWS';
  return hasSecretName(name) && isSecretText(text) ? 'a value under the name of a secret' : undefined;
}
