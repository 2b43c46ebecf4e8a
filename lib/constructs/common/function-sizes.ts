/** Memory and time of one function. */
interface FunctionSize {
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}

/**
 * The size of each function, by its folder below `lambda`. Gateways wait 5 to 22 seconds for the answer to a callback (gateway
 * registry), and sessions wait as long for a gateway.
 */
export const functionSizes = {
  'payment-session': { memoryMegabytes: 512, timeoutSeconds: 25 },
  'payment-callback': { memoryMegabytes: 512, timeoutSeconds: 10 },
  outbox: { memoryMegabytes: 256, timeoutSeconds: 60 },
  'order-worker': { memoryMegabytes: 512, timeoutSeconds: 60 },
  'order-changes': { memoryMegabytes: 256, timeoutSeconds: 60 },
  reconciliation: { memoryMegabytes: 256, timeoutSeconds: 120 },
  'token-rotation': { memoryMegabytes: 256, timeoutSeconds: 60 },
  'csp-report': { memoryMegabytes: 256, timeoutSeconds: 10 },
  'shopper-orders': { memoryMegabytes: 256, timeoutSeconds: 15 },
  'page-integrity': { memoryMegabytes: 512, timeoutSeconds: 300 },
  'page-integrity-browser': { memoryMegabytes: 2048, timeoutSeconds: 600 },
  'backup-events': { memoryMegabytes: 1024, timeoutSeconds: 900 },
  'region-settings': { memoryMegabytes: 256, timeoutSeconds: 120 },
  'zone-delegation': { memoryMegabytes: 256, timeoutSeconds: 60 },
  'site-release': { memoryMegabytes: 1024, timeoutSeconds: 300 },
} as const satisfies Readonly<Record<string, FunctionSize>>;

/** A function, by its folder below `lambda`; also the role in its name. */
export type FunctionName = keyof typeof functionSizes;
