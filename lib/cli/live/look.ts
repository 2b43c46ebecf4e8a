import type { LiveObservation, LiveVerdict } from '../../evidence/live/live-file.ts';
import type { LiveClients } from './clients.ts';

/** What is looked at, by which call. */
export interface Subject
  extends Pick<LiveObservation, 'about' | 'what' | 'where' | 'source'>,
    Partial<Pick<LiveObservation, 'controls'>> {}

/** What a look has found. */
export interface Found {
  readonly value: string;
  readonly verdict: LiveVerdict;
  /** ARN of what was found, where it was not known before. */
  readonly where?: string;
}

/** Where looks are made, and by which clock they are dated. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly clients: LiveClients;
  readonly now: () => Date;
}

/** Looks at one thing, and says when AWS had answered. What AWS refuses or does not serve is unknown. */
export async function look(
  { now }: Pick<Place, 'now'>,
  { controls = [], ...subject }: Subject,
  ask: () => Promise<Found>,
): Promise<LiveObservation> {
  const found = await ask().catch(unseen);
  return { controls, ...subject, ...found, at: now().toISOString() };
}

/** What was found, as the template means it or not. */
export function judged(value: string, isAsDeployed: boolean): Found {
  return { value, verdict: isAsDeployed ? 'seen' : 'notAsDeployed' };
}

/** What nobody could see, or nobody could judge. */
export function unknown(value: string): Found {
  return { value, verdict: 'unknown' };
}

/** What is found where AWS answers with one of these errors: the thing is not there. */
export async function absent(errors: RegExp, value: string, ask: () => Promise<Found>): Promise<Found> {
  try {
    return await ask();
  } catch (error) {
    const { name, message } = error as Error;
    if (errors.test(name) || errors.test(message)) return judged(value, false);
    throw error;
  }
}

const refused = /^(?:AccessDenied|KMSAccessDenied|AuthorizationError|UnauthorizedOperation|Forbidden)/;

/** Nothing more can be asked with credentials that AWS does not take. */
const lost =
  /^(?:ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|CredentialsProviderError|TokenProviderError)/;

function unseen(error: unknown): Found {
  const { name = '', code, cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  if (lost.test(name)) throw error;
  if (refused.test(name)) return unknown(`AWS refuses the look (${name})`);
  if (typeof error === 'object' && error !== null && ('$metadata' in error || '$response' in error)) {
    return unknown(`the service did not tell (${name})`);
  }
  const reason = code ?? cause?.code;
  if (reason === undefined) throw error;
  return unknown(`the service does not answer (${reason})`);
}
