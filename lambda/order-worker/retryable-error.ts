/** Why a payment event cannot be settled now. */
type RetryableCode =
  | 'MessageMalformed'
  | 'EventMissing'
  | 'GatewayNotConfigured'
  | 'SecretMissing'
  | 'GatewaySilent'
  | 'GatewayRefused'
  | 'PaymentUnknown'
  | 'OrderUnknown'
  | 'OrderBusy';

/** A payment event cannot be settled now: the queue brings it again, and in the end puts it with the dead letters. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  /** Told by the log, which keeps what a message says to itself. */
  readonly code: RetryableCode;

  constructor(code: RetryableCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
