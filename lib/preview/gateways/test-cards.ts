/** Test cards of the fake gateways; what becomes of each is the fake's word. */
export const testCards = {
  paid: '4242424242424242',
  declined: '4000000000000002',
  challenge: '4000000000003220',
} as const;
export type TestCard = keyof typeof testCards;

/** What becomes of a card's number. A number that is none of the test cards is paid. */
export function cardOf(number: string | undefined): TestCard {
  const digits = number?.replace(/\D/g, '');
  if (digits === testCards.challenge) return 'challenge';
  return digits === testCards.declined ? 'declined' : 'paid';
}
/** What becomes of a token that a fake's script has made of a card. */
export function cardOfToken(token: string | undefined): TestCard {
  if (token === 'tok-challenge' || token === 'nonce-challenge') return 'challenge';
  return token === 'tok-declined' ? 'declined' : 'paid';
}
