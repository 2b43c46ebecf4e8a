import json from './locales.json' with { type: 'json' };

type GatewayName = keyof typeof json.gateways;

/** The gateway's word for a language, in the country where it knows it; nothing for a language that it does not speak. */
export function localeOf(gateway: GatewayName, locale: string | undefined): string | undefined {
  if (locale === undefined) return undefined;
  const { join, locales } = json.gateways[gateway];
  const [language = '', country] = locale.split('-');
  const wanted = country === undefined ? [language] : [`${language}${join}${country}`, language];
  const exact = wanted.find((each) => locales.includes(each));
  return exact ?? locales.find((each) => each.startsWith(`${language}${join}`));
}

/** Language and country, for gateways that want both: where only the language is known, in the country of the bill. */
export function wholeLocale(locale: string | undefined, country: string): string | undefined {
  return locale === undefined || locale.includes('-') ? locale : `${locale}-${country}`;
}
