import { findCardData } from '../../../lambda/shared/card-guard/card-guard.ts';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';

/** A shopper whose name and address stand in no other text by chance. */
export const shopper = {
  name: 'Ottilie Quastenberg',
  email: 'ottilie@quastenberg.example',
  line1: 'Zwirngasse 9',
  line2: 'Hinterhaus',
  postalCode: 'QX7 9ZW',
  city: 'Obervellach',
  country: 'AT',
} as const;

/** The lines that tell of the shopper, a gateway's secret or a card. */
export function indiscreet(lines: readonly string[], gateways: readonly string[]): readonly string[] {
  const { country: _, ...person } = shopper;
  const texts = [...Object.values(person), ...gateways.flatMap((name) => Object.values(secretOf(name)))];
  const writings = texts.flatMap((text) => [
    text,
    encodeURIComponent(text),
    new URLSearchParams({ text }).toString().slice('text='.length),
    Buffer.from(text).toString('base64').replaceAll('=', ''),
  ]);
  return lines.filter(
    (line) => findCardData(line).length > 0 || writings.some((writing) => line.includes(writing)),
  );
}
