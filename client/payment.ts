import { CheckoutError } from './checkout-error.ts';
import { showChallenge } from './gateways/challenge.ts';
import { mountGateway } from './gateways/index.ts';
import { type Mounted, postForm, type Result, type Stage } from './gateways/mounted.ts';
import { postSession } from './shop.ts';
import { rememberReturn } from './store.ts';
import type { Texts } from './texts/texts.ts';
import type { View } from './view.ts';
import { amountText } from './view.ts';
import type { CheckoutRequest, PageAnswer, SessionAnswer } from './wire.ts';

/** A gateway's form that was opened for a request. */
interface Opened {
  readonly request: CheckoutRequest;
  readonly page: PageAnswer;
  readonly mounted: Mounted;
}

/** One order on its way to being paid. */
export interface Payment {
  /** Sends a request, and opens or leads to wherever it is paid. Throws a `CheckoutError`. */
  readonly start: (request: CheckoutRequest, title: string) => Promise<void>;
  /** Pays with the form that is open, or sends again what got no answer; false where there is neither. Throws a `CheckoutError`. */
  readonly goOn: () => Promise<boolean>;
  /** Takes the gateway's form away. */
  readonly close: () => void;
}

/** What a payment is made with. */
export interface PaymentParts {
  readonly view: View;
  readonly texts: Texts;
  readonly locale: string;
  readonly leave: (url: string) => void;
  /** Runs a step that the shopper has not begun by the button: frames with a button of their own tell when they are done. */
  readonly attempt: (step: () => Promise<unknown>) => Promise<void>;
}

/** Makes the part of a checkout that talks to the shop and to the gateway's form. */
export function createPayment({ view, texts, locale, leave, attempt }: PaymentParts): Payment {
  let opened: Opened | undefined;
  let title = '';
  // What was sent without an answer is sent again as it was: the shop knows it, and a new token would be another payment.
  let unanswered: CheckoutRequest | undefined;

  const close = () => {
    opened?.mounted.unmount?.();
    opened = undefined;
    unanswered = undefined;
    view.closeFields();
    view.setButton(texts.next);
  };

  const send = async (request: CheckoutRequest) => {
    unanswered = request;
    try {
      const answer = await postSession(request);
      unanswered = undefined;
      return answer;
    } catch (error) {
      if (!(error instanceof CheckoutError && error.kind === 'offline')) unanswered = undefined;
      throw error;
    }
  };

  const stageOf = (page: PageAnswer, shopper: CheckoutRequest): Stage => ({
    page,
    container: view.fields,
    shopper,
    locale,
    texts,
    title,
  });

  const openForm = async (page: PageAnswer, request: CheckoutRequest) => {
    close();
    view.openFields();
    rememberReturn({ gateway: page.gateway, data: {}, returnUrl: page.returnUrl });
    const mounted = await mountGateway(stageOf(page, request));
    if (!mounted) throw new CheckoutError('unavailable');
    opened = { request, page, mounted };
    view.setButton(texts.pay.replace('{amount}', amountText(page.amount, locale)), mounted.pay === undefined);
    mounted.result?.then((result) => attempt(() => take(result)));
  };

  const follow = async (answer: SessionAnswer, request: CheckoutRequest) => {
    switch (answer.outcome) {
      case 'page':
        return openForm(answer, request);
      case 'post':
        return postForm(answer.url, answer.fields);
      case 'challenge':
        view.closeFields();
        view.openFields();
        await showChallenge(view.fields, texts.challenge, answer.challenge);
        return leave(answer.url);
      default:
        return leave(answer.url);
    }
  };

  const take = async (result: Result) => {
    if (!opened) return;
    const { request, page } = opened;
    // By the same mark as gateways lead back: an earlier failure is then not the last word.
    if (result === 'finished') return leave(`${page.returnUrl}?redirect_status=succeeded`);
    if (typeof result === 'string') throw new CheckoutError(result);
    return follow(await send({ ...request, card: result.card }), request);
  };

  const pay = async ({ page, mounted }: Opened) => {
    if (Date.parse(page.expiresAt) <= Date.now()) throw new CheckoutError('expired');
    if (mounted.pay) await take(await mounted.pay());
  };

  return {
    start: async (request, gatewayTitle) => {
      title = gatewayTitle;
      await follow(await send(request), request);
    },
    goOn: async () => {
      if (unanswered) await follow(await send(unanswered), unanswered);
      else if (opened) await pay(opened);
      else return false;
      return true;
    },
    close,
  };
}
