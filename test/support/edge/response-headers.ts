// biome-ignore lint/suspicious/noExplicitAny: a headers policy is read as the template has it.
type Node = any;

type Headers = Readonly<Record<string, string>>;

/**
 * The headers of an answer once CloudFront has applied a headers policy of a template to those of the origin, names in lower
 * case: it removes first, and a header of the policy gives way to one of the origin only where it does not override.
 */
export function headersAtBrowser(config: Node, origin: Headers): Headers {
  const removed = (config.RemoveHeadersConfig?.Items ?? []).map(({ Header }: Node) => Header.toLowerCase());
  const left = Object.entries(origin)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !removed.includes(name));
  const kept = Object.fromEntries(left);
  const own = [...securityHeaders(config.SecurityHeadersConfig), ...customHeaders(config)];
  const applied = own.filter(({ name, override }) => override || kept[name] === undefined);
  return { ...kept, ...Object.fromEntries(applied.map(({ name, value }) => [name, value])) };
}

interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

function customHeaders(config: Node): readonly PolicyHeader[] {
  return (config.CustomHeadersConfig?.Items ?? []).map(({ Header, Value, Override }: Node) => ({
    name: Header.toLowerCase(),
    value: Value,
    override: Override,
  }));
}

/** How CloudFront writes what it has settings of its own for. */
const written: Readonly<Record<string, readonly [string, (setting: Node) => string]>> = {
  ContentSecurityPolicy: ['content-security-policy', (setting) => setting.ContentSecurityPolicy],
  ContentTypeOptions: ['x-content-type-options', () => 'nosniff'],
  FrameOptions: ['x-frame-options', ({ FrameOption }) => FrameOption],
  ReferrerPolicy: ['referrer-policy', (setting) => setting.ReferrerPolicy],
  StrictTransportSecurity: [
    'strict-transport-security',
    ({ AccessControlMaxAgeSec, IncludeSubdomains, Preload }) =>
      [
        `max-age=${AccessControlMaxAgeSec}`,
        ...(IncludeSubdomains ? ['includeSubDomains'] : []),
        ...(Preload ? ['preload'] : []),
      ].join('; '),
  ],
};

function securityHeaders(settings: Node): readonly PolicyHeader[] {
  return Object.entries<Node>(settings).map(([kind, setting]) => {
    const [name, write] = written[kind] ?? [];
    if (name === undefined || write === undefined) throw new Error(`nobody taught this test ${kind}`);
    return { name, value: write(setting), override: setting.Override };
  });
}
