import type { PinnedScript } from '../gateways/pinned-scripts.ts';
import { type Answer, firstHeader, type Responder, type ViewerRequest } from '../responder.ts';
import { hashOf, type Rehashed, rehashedFiles, withHashes } from './integrity.ts';
import { changeText, isText, textOf } from './text-bodies.ts';

export interface MachineNamesProps {
  /** The real name of the shop, which is `localhost` here. */
  readonly shop: string;
  /** The real names of every host that answers here, the shop's among them. */
  readonly hosts: readonly string[];
  /** Where all of them are listened for. */
  readonly port: number;
  /** Scripts that are fakes here: pages are given the hashes of these, and the shop's own copies of the real ones give way. @default - none */
  readonly pinned?: readonly PinnedScript[];
}

/**
 * The names under which a browser of this machine finds hosts of the real world. Whatever stands behind it sees real names alone, so
 * this is the only place that knows both.
 */
export interface MachineNames {
  /** The real name of a host that a request is for under a name of this machine, and nothing where it is for another one. */
  readonly realHost: (request: ViewerRequest) => string | undefined;
  /** Where a browser of this machine finds a host, for example `https://localhost:8443`. */
  readonly originOf: (host: string) => string;
  /** Answers requests for names of this machine by a responder that knows the real ones. */
  readonly translate: (responder: Responder) => Responder;
}

export function machineNames({ shop, hosts, port, pinned = [] }: MachineNamesProps): MachineNames {
  const translation = createTranslation({ shop, hosts, port });
  const fakes = pinned.map(({ integrity, fake }) => fakeOf(integrity, translation.textHere(fake)));
  return {
    realHost: (request) => realHostOf(firstHeader(request, 'host') ?? '', { shop, port }),
    originOf: (host) => `https://${nameHere(host, { shop, port })}`,
    translate: (responder) => (request) =>
      answerHere(realRequest(request, translation), responder, { hosts, translation, fakes }),
  };
}

type Place = Pick<MachineNamesProps, 'shop' | 'port'>;

function realHostOf(host: string, { shop, port }: Place): string | undefined {
  const [, outer, found] = /^(?:([a-z0-9.-]+)\.)?localhost(?::(\d+))?$/i.exec(host) ?? [];
  if (Number(found) !== port) return undefined;
  return outer?.toLowerCase() ?? shop;
}

function nameHere(host: string, { shop, port }: Place): string {
  return host === shop ? `localhost:${port}` : `${host}.localhost:${port}`;
}

interface Translation {
  readonly toReal: (text: string) => string;
  /** Names in a header, where they may stand without a scheme. */
  readonly headerHere: (name: string, value: string) => string;
  /** Names in a text that people read, where only addresses are translated. */
  readonly textHere: (text: string) => string;
}

// A name begins where no longer one goes on, also after an encoded slash, and is no part of a mail address.
const start = '(?<=^|[^\\w.@-]|%2[fF])';
const end = '(?![\\w-]|\\.\\w)';
const afterSlashes = '(?<=\\/\\/|\\\\\\/\\\\\\/|%2[fF]%2[fF])';
const colon = '(?::|%3[aA])';

function createTranslation(props: MachineNamesProps): Translation {
  const { shop, hosts, port } = props;
  const here = new RegExp(`${start}((?:[a-z0-9-]+\\.)+)?localhost(${colon})${port}(?!\\d)`, 'gi');
  const real = [...hosts]
    .sort((one, other) => other.length - one.length)
    .map((host) => host.replaceAll('.', '\\.'))
    .join('|');
  const anywhere = new RegExp(`${start}(${real})(?:${colon}443)?${end}`, 'gi');
  const addresses = new RegExp(`${afterSlashes}(${real})(?:${colon}443)?${end}`, 'gi');
  const named = (_: string, host: string) => nameHere(host.toLowerCase(), props);
  const wildcards = (text: string) =>
    text.replace(/\*\.((?:[\w-]+\.)+[\w-]+)(?::443)?/g, (wildcard, domain: string) =>
      hosts.some((host) => host.endsWith(`.${domain}`)) ? `*.${domain}.localhost:${port}` : wildcard,
    );
  return {
    toReal: (text) => text.replace(here, (_, outer?: string) => outer?.slice(0, -1) ?? shop),
    headerHere: (name, value) =>
      name === 'set-cookie' ? cookieHere(value, props) : wildcards(value.replace(anywhere, named)),
    textHere: (text) => text.replace(addresses, named),
  };
}

/** The domain of a cookie has no port. */
function cookieHere(cookie: string, { shop, hosts }: MachineNamesProps): string {
  return cookie.replace(/(?<=;\s*domain=)\.?([\w.-]+)/i, (written, domain: string) => {
    if (domain === shop) return 'localhost';
    return hosts.some((host) => host === domain || host.endsWith(`.${domain}`))
      ? `${domain}.localhost`
      : written;
  });
}

/** A fake, as a browser of this machine is given it. */
interface Fake extends Rehashed {
  /** Byte for byte, as bodies are changed. */
  readonly text: string;
}

function fakeOf(real: string, text: string): Fake {
  const bytes = Buffer.from(text);
  return { real, here: hashOf(real, bytes), text: bytes.toString('latin1') };
}

interface AnswerProps {
  readonly hosts: readonly string[];
  readonly translation: Translation;
  readonly fakes: readonly Fake[];
}

function realRequest(request: ViewerRequest, { toReal }: Translation): ViewerRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, values]) => [name, values.map(toReal)]),
  );
  const target = toReal(request.target);
  const isChangeable = isText(firstHeader(request, 'content-type')) && !headers['content-encoding'];
  const body = isChangeable ? changeText(request.body, toReal) : request.body;
  const length = headers['content-length'] && { 'content-length': [String(body.length)] };
  const url = new URL(toReal(request.url.href));
  return { ...request, url, target, headers: { ...headers, ...length }, body };
}

async function answerHere(
  request: ViewerRequest,
  responder: Responder,
  { hosts, translation: { headerHere, textHere }, fakes }: AnswerProps,
): Promise<Answer> {
  const answer = await responder(request);
  const type = String(answer.headers['content-type'] ?? '');
  const coding = String(answer.headers['content-encoding'] ?? '');
  const changedHere = (text: string) =>
    fakes.find(({ real }) => real === hashOf(real, Buffer.from(text, 'latin1')))?.text ??
    withHashes(textHere(text), fakes);
  const translate = (file: Buffer, contentType: string) =>
    isText(contentType) ? changeText(file, changedHere) : file;
  const body = Buffer.from(answer.body);
  const page = /^text\/html\b/i.test(type) ? textOf(body, coding) : '';
  const files = await rehashedFiles({ page, request, responder, hosts, translate });
  const changed = (name: string, value: string) => withHashes(headerHere(name, value), [...fakes, ...files]);
  const headers = Object.entries(answer.headers).map(([name, values]) => [
    name,
    typeof values === 'string' ? changed(name, values) : values.map((value) => changed(name, value)),
  ]);
  // A part of a text may begin or end within a name.
  const isWhole = answer.status !== 206 && isText(type);
  return {
    ...answer,
    headers: Object.fromEntries(headers),
    body: isWhole ? changeText(body, (text) => withHashes(changedHere(text), files), coding) : answer.body,
  };
}
