import { titleOf } from '../../../lambda/gateways/registry.ts';
import { type Callback, receive } from './callback.ts';
import { contentFault } from './content-fault.ts';
import { type HeaderForm, headerForms } from './header-forms.ts';

/** Which part of a callback is not in the form that the gateway documents. */
export function whyMalformed(callback: Callback): string {
  const { gateway, delivery } = callback;
  if (delivery.body.length === 0)
    return 'the body is empty: it has to be kept as it arrived, before anything reads it';
  const forms = headerForms(gateway.name);
  const missing = forms.filter(({ name, isOptional }) => !isOptional && !delivery.headers.has(name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(' and no ');
    return `found no header ${names}, which ${titleOf(gateway.name)} sends with each callback; see what drops it on the way`;
  }
  const [wrong] = wrongHeaders(callback, forms);
  return wrong ? wrongHeader(callback, wrong) : contentFault(callback);
}

/** The headers without which the callback would not be malformed: found by trying, so that adapters decide. */
function wrongHeaders(callback: Callback, forms: readonly HeaderForm[]): readonly HeaderForm[] {
  const looked = forms.filter(({ name }) => callback.delivery.headers.has(name));
  if (isMalformedWith(callback, looked)) return [];
  return looked.filter((form) =>
    isMalformedWith(
      callback,
      looked.filter((other) => other !== form),
    ),
  );
}

function isMalformedWith(callback: Callback, forms: readonly HeaderForm[], times = 1): boolean {
  const headers = new Map(callback.delivery.headers);
  for (const { name, example } of forms)
    headers.set(
      name,
      Array.from({ length: times }, () => example),
    );
  return receive({ ...callback, delivery: { ...callback.delivery, headers } }).verdict === 'malformed';
}

function wrongHeader(callback: Callback, form: HeaderForm): string {
  const times = callback.delivery.headers.get(form.name)?.length ?? 0;
  if (times > 1 && isMalformedWith(callback, [form], times)) {
    return `header ${form.name} arrived ${times} times, and counts only when it arrives once`;
  }
  return `header ${form.name} is not ${form.form}`;
}
