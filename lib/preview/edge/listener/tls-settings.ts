import type { SecureVersion, TlsOptions } from 'node:tls';
import { PreviewError } from '../../preview-error.ts';
import type { Distribution } from '../distribution.ts';
import policies from './security-policies.json' with { type: 'json' };

const versions: Readonly<Record<string, string>> = policies.minimumVersions;

/** How a distribution speaks TLS. Throws a `PreviewError` where it has a security policy that nobody knows here. */
export function tlsSettings({
  minimumProtocol,
  httpVersion,
}: Pick<Distribution, 'minimumProtocol' | 'httpVersion'>): TlsOptions {
  const minVersion = versions[minimumProtocol] as SecureVersion | undefined;
  if (!minVersion) {
    throw new PreviewError(
      `the distribution has the security policy ${minimumProtocol}, which the preview does not enact`,
    );
  }
  return {
    minVersion,
    // OpenSSL has put older versions below its usual level.
    ...(minVersion < 'TLSv1.2' && { ciphers: 'DEFAULT@SECLEVEL=0' }),
    ALPNProtocols: httpVersion.startsWith('http2') ? ['h2', 'http/1.1'] : ['http/1.1'],
  };
}
