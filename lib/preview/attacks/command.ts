import type { Attack, AttackRequest } from './attack.ts';

/** The shell line that does an attack on a shop, for whoever wants to see it with their own eyes. */
export function commandOf({ sent }: Attack, shop: string): string {
  const { host } = new URL(shop);
  if (typeof sent === 'string') {
    const bytes = sent.replaceAll('HOST', host).replaceAll('\r', '\\r').replaceAll('\n', '\\n');
    return `printf '${bytes}' | openssl s_client -quiet -connect ${host}`;
  }
  return sent.map((request) => curlOf(request, shop).replaceAll('HOST', host)).join('; ');
}

function curlOf(request: AttackRequest, shop: string): string {
  const { method, path, headers = {}, body, times = 1, signed } = request;
  const parts = [
    'curl -ski --path-as-is',
    ...(method === undefined ? [] : [`-X ${method}`]),
    ...Object.entries(headers).map(
      ([name, value]) => `-H ${quoted(value === '' ? `${name}:` : `${name}: ${value}`)}`,
    ),
    ...(signed ? ['-H "stripe-signature: t=$t,v1=$v1"'] : []),
    ...(body === undefined ? [] : [`--data-binary ${typeof body === 'number' ? '@-' : quoted(body)}`]),
    quoted(`${shop}${path}`),
  ];
  const filled = typeof body === 'number' ? `head -c ${body} /dev/zero | tr '\\0' x | ` : '';
  const once = `${signed ? signing(body, signed) : ''}${filled}${parts.join(' ')}`;
  return times === 1 ? once : `for i in $(seq ${times}); do ${once}; done`;
}

function signing(
  body: AttackRequest['body'] = '',
  { secondsAgo = 0, byStranger }: NonNullable<AttackRequest['signed']>,
) {
  const key = byStranger ? 'whsec_stranger' : '$STRIPE_KEY';
  const text = quoted(String(body));
  return `t=$(($(date +%s)-${secondsAgo})); v1=$(printf '%s.%s' $t ${text} | openssl dgst -sha256 -hmac "${key}" -r | cut -d' ' -f1); `;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
