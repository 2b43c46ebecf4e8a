import type { AcceptAnswer } from '../../../../client/gateways/authorizenet.ts';
import { overlay } from './overlay.ts';

/** AcceptUI: listens to the button that it finds when it is loaded, and calls the function that the button names. */
// Its frame comes from where it comes from, which differs between test and live.
const origin = new URL((document.currentScript as HTMLScriptElement).src).origin;
const button = document.querySelector<HTMLButtonElement>('.AcceptUI');
const handler = button?.dataset['responsehandler'] ?? button?.getAttribute('data-responseHandler') ?? '';

button?.addEventListener('click', () => {
  const container = document.createElement('div');
  container.id = 'AcceptUIContainer';
  document.body.append(container);
  container.classList.add('show');
  overlay(
    { origin, button: true },
    (result, close, { token = '' }) => {
      if (result === 'typed' || result === 'ready') return;
      close();
      container.classList.remove('show');
      setTimeout(() => container.remove(), 500);
      if (result !== 'closed') answer(result === 'invalid' ? invalid : ok(token));
    },
    container,
  );
});

function answer(told: AcceptAnswer): void {
  (globalThis as unknown as Record<string, (told: AcceptAnswer) => void>)[handler]?.(told);
}

const invalid: AcceptAnswer = {
  messages: {
    resultCode: 'Error',
    message: [{ code: 'E_WC_05', text: 'Please provide valid credit card number.' }],
  },
};

function ok(token: string): AcceptAnswer {
  return {
    opaqueData: { dataDescriptor: 'COMMON.ACCEPT.INAPP.PAYMENT', dataValue: token },
    messages: { resultCode: 'Ok', message: [{ code: 'I_WC_01', text: 'Successful.' }] },
  };
}
