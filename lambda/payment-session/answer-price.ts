import { isoDigits } from '../gateways/money.ts';
import { type Answer, json } from '../shared/http/answer.ts';
import { priceRequestOf } from './checkout-request.ts';
import { priceOrder } from './price-order.ts';
import { isProblem, type Problem } from './problem.ts';
import type { ParsedBody } from './read-request.ts';
import { refusedCard, type TakeOrder } from './take-order.ts';

/** Answers what a cart costs, with delivery and taxes, before anything is ordered. */
export async function answerPrice(
  taking: Pick<TakeOrder, 'currentCatalogue' | 'quoting' | 'log'>,
  body: ParsedBody,
): Promise<Answer | Problem> {
  const refused = refusedCard(body, taking.log);
  if (refused) return refused;
  const wanted = priceRequestOf(body);
  if (isProblem(wanted)) return wanted;
  const priced = await priceOrder(wanted, await taking.currentCatalogue(), taking);
  if (isProblem(priced)) return priced;
  const { quote: _, ...told } = priced;
  return json(200, { ...told, digits: isoDigits(told.currency) });
}
