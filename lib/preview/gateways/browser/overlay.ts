import { type CardFrameOptions, type CardResult, cardFrame } from './card-frame.ts';

/** Shows a card page over the shop's page, as gateways with a window of their own do. */
export async function overlay(
  options: CardFrameOptions,
  listen: (result: CardResult['result'], close: () => void, told: CardResult) => void,
  place: HTMLElement = document.body.appendChild(document.createElement('section')),
): Promise<void> {
  const { element, heard } = await cardFrame(place, options);
  heard((told) => listen(told.result, () => element.remove(), told));
}
