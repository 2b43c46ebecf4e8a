import type { Conversation, HttpRequest, HttpResponse } from '../../gateways/gateway.ts';

/** Sends one request to a gateway. Throws where no answer came. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Holds a conversation to its end. */
export async function holdConversation<Result>(
  conversation: Conversation<Result>,
  send: Send,
): Promise<Result> {
  let step = conversation.next();
  while (!step.done) step = conversation.next(await send(step.value));
  return step.value;
}
