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

/** Paystack opens a window over the page, in frames to which it gives no title. */
export const paystack: Mount = async ({ page, texts, title }) => {
  const { PaystackPop } = globalThis as unknown as { PaystackPop: PaystackScript };
  const name = texts.frame.replace('{gateway}', title);
  return {
    pay: () =>
      new Promise<Result>((resolve) => {
        const naming = new MutationObserver(() => nameFrames(name));
        naming.observe(document.body, { childList: true, subtree: true });
        const end = (result: Result) => {
          naming.disconnect();
          resolve(result);
        };
        new PaystackPop().resumeTransaction(text(page, 'accessCode'), {
          onSuccess: () => end('finished'),
          onCancel: () => end('cancelled'),
          onError: () => end('unavailable'),
        });
        nameFrames(name);
      }),
  };
};

function nameFrames(name: string): void {
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe:not([title])')) frame.title = name;
}
