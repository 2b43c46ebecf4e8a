/** Why a notice cannot be settled now. */
type NotYetCode =
  | 'MessageMalformed'
  | 'NoticeMissing'
  | 'GatewayNotConfigured'
  | 'SecretMissing'
  | 'GatewaySilent'
  | 'GatewayRefused'
  | 'PaymentUnknown'
  | 'OrderUnknown'
  | 'OrderBusy';

/** A notice cannot be settled now: the queue brings it again, and in the end puts it with the dead letters. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  /** Told by the log, which keeps what a message says to itself. */
  readonly code: NotYetCode;

  constructor(code: NotYetCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
