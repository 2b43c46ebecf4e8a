import type {
  Account,
  Confirmation,
  Conversation,
  Gateway,
  Hint,
  HttpRequest,
  HttpResponse,
} from '../../../lambda/gateways/gateway.ts';
import { holdConversation } from '../../../lambda/shared/http/hold-conversation.ts';
import type { Fake } from './loopback.ts';

/** Sends a request to a fake instead of its gateway. */
export async function sendTo(fake: Fake, request: HttpRequest): Promise<HttpResponse> {
  const { url, method, headers, body } = fake.route(request);
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: await response.text() };
}

/** Holds an adapter's conversation with a fake. */
export function holdWith<Result>(fake: Fake, conversation: Conversation<Result>): Promise<Result> {
  return holdConversation(conversation, (request) => sendTo(fake, request));
}

/** Asks a fake what a hint is worth. */
export function confirmWith(
  fake: Fake,
  { name, confirm }: Gateway,
  account: Account,
  hint: Hint,
): Promise<Confirmation> {
  if (!confirm) throw new Error(`${name} is asked nothing`);
  return holdWith(fake, confirm(hint, account));
}
