import type { Page } from 'puppeteer-core';

/** What is clicked in the row of a payment on the page of the gateways. */
export interface MerchantClick {
  /** The order that the payment is for. */
  readonly reference: string;
  readonly button: 'Refund' | 'Dispute' | 'Win the dispute' | 'Lose the dispute';
  /** What is typed into the row's field before. @default - what stands there: all that is left */
  readonly amount?: string;
}

/** Opens the page of the gateways, and does there by clicks what a merchant, or the bank of a card, does with a payment. */
export async function clickAsMerchant(
  page: Page,
  merchantUrl: string,
  { reference, button, amount }: MerchantClick,
): Promise<void> {
  await page.goto(merchantUrl);
  const inRow = (what: string) => page.locator(`::-p-xpath(//tr[td[.="${reference}"]]//${what})`);
  if (amount !== undefined) await inRow('input[@name="amount"]').fill(amount);
  await Promise.all([page.waitForNavigation(), inRow(`button[.="${button}"]`).click()]);
}
