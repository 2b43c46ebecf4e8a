/** Where a request to the emulator goes in AWS. */
export interface SignedFor {
  readonly account: string;
  readonly region: string;
  /** As it stands in a signature, for example `s3`. */
  readonly service: string;
}

/**
 * The headers by which a request to the emulator is one of an account's root user: the emulator takes an account's own number for its key,
 * and does not check the signature.
 */
export function rootHeaders({ account, region, service }: SignedFor): Readonly<Record<string, string>> {
  const credential = `${account}/20260101/${region}/${service}/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`,
  };
}
