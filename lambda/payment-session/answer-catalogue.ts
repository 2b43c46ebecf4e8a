import { currencyDigits } from '../gateways/currencies.ts';
import { type Delivery, header } from '../gateways/delivery.ts';
import type { ReleasedCatalogue } from '../shared/catalogue/released-catalogue.ts';
import { type Answer, bare, jsonText } from '../shared/http/answer.ts';

/** For how many seconds a browser may show a catalogue without asking for it again. */
const catalogueSeconds = 30;

/** Answers the catalogue of the moment, with its version and how amounts of its currencies are written. */
export function answerCatalogue(delivery: Delivery, { version, text, catalogue }: ReleasedCatalogue): Answer {
  const headers = { 'cache-control': `public, max-age=${catalogueSeconds}`, etag: `"${version}"` };
  if (header(delivery, 'if-none-match') === headers.etag) return bare(304, headers);
  const currencies = Object.fromEntries(
    catalogue.currencies.map((code) => [code, { digits: currencyDigits(code) }]),
  );
  // The text is what was released, byte by byte, so that a shop's pages find what they put there.
  const said = `{"version":${JSON.stringify(version)},"currencies":${JSON.stringify(currencies)},"catalogue":${text}}`;
  return jsonText(200, said, headers);
}
