import { type Mount, type Result, text } from './mounted.ts';

/** What this client uses of Paystack's inline script. */
export type PaystackScript = new () => {
  resumeTransaction(
    accessCode: string,
    callbacks: {
      readonly onSuccess: () => void;
      readonly onCancel: () => void;
      readonly onError: () => void;
    },
  ): unknown;
};

/** Paystack opens a window over the page. */
export const paystack: Mount = async ({ page }) => {
  const { PaystackPop } = globalThis as unknown as { PaystackPop: PaystackScript };
  return {
    pay: () =>
      new Promise<Result>((resolve) => {
        new PaystackPop().resumeTransaction(text(page, 'accessCode'), {
          onSuccess: () => resolve('finished'),
          onCancel: () => resolve('cancelled'),
          onError: () => resolve('unavailable'),
        });
      }),
  };
};
