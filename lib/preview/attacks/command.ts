import type { Attack, AttackRequest } from './attack.ts';
import { http2Bytes } from './http2-frames.ts';
import { firstCommands, namesIn } from './values.ts';

/** The shell line that does an attack on a shop, for whoever wants to see it with their own eyes. */
export function commandOf({ sent }: Attack, shop: string): string {
  const { host } = new URL(shop);
  if (typeof sent === 'string') {
    const bytes = sent
      .replaceAll('HOST', host)
      .replaceAll('\r', '\\r')
      .replaceAll('\n', '\\n')
      .replaceAll('\t', '\\t')
      .replaceAll('\0', '\\000');
    return `printf '${bytes}' | openssl s_client -quiet -connect ${host}`;
  }
  if ('fields' in sent) {
    return `printf '${octal(http2Bytes(sent, host))}' | openssl s_client -quiet -alpn h2 -connect ${host} | xxd`;
  }
  const first = Object.entries(firstCommands).filter(([name]) => sent.some((request) => isIn(request, name)));
  const requests = sent.map((request) => requestLine(request, shop).replaceAll('HOST', host));
  return [...first.map(([, command]) => command), ...requests].join('; ');
}

function isIn({ path, headers, body }: AttackRequest, name: string): boolean {
  return namesIn([path, ...Object.values(headers ?? {}), body].join(' ')).includes(name);
}

/** What a shell prints as these bytes. */
function octal(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[\w :;,./*()-]/.test(letter) ? letter : `\\${byte.toString(8).padStart(3, '0')}`;
    })
    .join('');
}

function requestLine(request: AttackRequest, shop: string): string {
  const { times = 1, until, keeps } = request;
  const once = curlOf(request, shop);
  if (until !== undefined) return `until ${once} | grep ${quoted(until)}; do sleep 1; done`;
  if (keeps) {
    const values = Object.entries(keeps).map(
      ([name, [before, after]]) =>
        `${name}=$(printf %s "$told" | sed -n 's/.*${before}\\([^${after}]*\\)${after}.*/\\1/p')`,
    );
    return `told=$(${once}); ${values.join('; ')}`;
  }
  return times === 1 ? once : `for i in $(seq ${times}); do ${once}; done`;
}

function curlOf(request: AttackRequest, shop: string): string {
  const { method, host, path, headers = {}, body, signed } = request;
  const { host: here } = new URL(shop);
  const place = host === undefined ? shop : `https://${host}.${here}`;
  const parts = [
    'curl -ski --path-as-is',
    ...(method === undefined ? [] : [`-X ${method}`]),
    ...Object.entries(headers).map(
      ([name, value]) => `-H ${quoted(value === '' ? `${name}:` : `${name}: ${value}`)}`,
    ),
    ...(signed ? ['-H "stripe-signature: t=$t,v1=$v1"'] : []),
    ...(body === undefined ? [] : [`--data-binary ${typeof body === 'number' ? '@-' : quoted(body)}`]),
    quoted(`${place}${path}`),
  ];
  const bytes = typeof body === 'number' ? `head -c ${body} /dev/zero | tr '\\0' x | ` : '';
  return `${signed ? signing(body, signed) : ''}${bytes}${parts.join(' ')}`;
}

function signing(
  body: AttackRequest['body'] = '',
  { secondsAgo = 0, byStranger }: NonNullable<AttackRequest['signed']>,
) {
  const key = byStranger ? 'whsec_stranger' : '$STRIPE_KEY';
  const text = quoted(String(body));
  return `t=$(($(date +%s)-${secondsAgo})); v1=$(printf '%s.%s' $t ${text} | openssl dgst -sha256 -hmac "${key}" -r | cut -d' ' -f1); `;
}

/** A text as a shell takes it word for word, but for the values in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''").replace(/\$[A-Z]+/g, '\'"$&"\'')}'`;
}
