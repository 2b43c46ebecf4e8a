import { labelled, type Mount, type Result, text } from './mounted.ts';

/** What this client uses of Mollie Components. */
export type MollieScript = (
  profileId: string,
  options: { readonly locale: string; readonly testmode: boolean },
) => {
  createComponent(name: string): { mount(place: string): void; unmount(): void };
  createToken(): Promise<{ readonly token?: string; readonly error?: { readonly field?: string } }>;
};

const components = ['cardHolder', 'cardNumber', 'expiryDate', 'verificationCode'] as const;

/** Mounts Mollie's four fields; the issuer's page, where there is one, follows by a redirect of the shop's answer. */
export const mollie: Mount = async (stage) => {
  const { page, locale, texts } = stage;
  const script = (globalThis as unknown as { Mollie: MollieScript }).Mollie;
  const api = script(text(page, 'profileId'), {
    locale: localeOf(locale),
    testmode: page.mode === 'test',
  });
  const labels = [texts.holder, texts.number, texts.expiry, texts.code];
  const fields = components.map((name, index) => {
    const component = api.createComponent(name);
    component.mount(`#${labelled(stage, name, labels[index] ?? '').id}`);
    return component;
  });
  return {
    pay: async (): Promise<Result> => {
      const { token, error } = await api.createToken();
      if (token) return { card: { token } };
      return error?.field ? 'fields' : 'unavailable';
    },
    unmount: () => {
      for (const field of fields) field.unmount();
    },
  };
};

/** Mollie writes a language with its country. */
function localeOf(locale: string): string {
  const [language = '', country] = locale.split('-');
  return `${language === 'no' ? 'nb' : language}_${country ?? countries[language] ?? language.toUpperCase()}`;
}

const countries: Readonly<Record<string, string>> = { en: 'US', nb: 'NO', no: 'NO', da: 'DK', sv: 'SE' };
