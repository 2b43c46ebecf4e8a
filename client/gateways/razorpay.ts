import { type Mount, type Result, text } from './mounted.ts';

/** What this client uses of Razorpay Checkout. */
export type RazorpayScript = new (
  options: object,
) => { on(event: 'payment.failed', listen: () => void): void; open(): void };

/** Razorpay opens a window over the page, which does all the rest. */
export const razorpay: Mount = async ({ page, shopper }) => {
  const { Razorpay } = globalThis as unknown as { Razorpay: RazorpayScript };
  return {
    pay: () =>
      new Promise<Result>((resolve) => {
        // The window stays open after a failure, so that another card can be tried in it.
        let hasFailed = false;
        const popup = new Razorpay({
          key: text(page, 'keyId'),
          order_id: text(page, 'orderId'),
          amount: page.amount.gatewayUnits,
          currency: page.amount.currency,
          name: location.host,
          prefill: { name: shopper.name, email: shopper.email },
          handler: () => resolve('finished'),
          modal: { ondismiss: () => resolve(hasFailed ? 'declined' : 'cancelled') },
        });
        popup.on('payment.failed', () => {
          hasFailed = true;
        });
        popup.open();
      }),
  };
};
