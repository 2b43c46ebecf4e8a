/** What goes wrong with a request: it is refused for coming too fast, or it is done and nobody hears of it. */
export type Fault = 'throttled' | 'answer lost';

/** The part of a client of the AWS SDK that faults are put into. */
interface Client {
  readonly middlewareStack: {
    readonly add: (
      middleware: (
        next: (args: unknown) => Promise<unknown>,
        context: { readonly commandName?: string },
      ) => (args: unknown) => Promise<unknown>,
      options: { readonly step: 'initialize' },
    ) => void;
  };
}

/** Makes requests fail, each once: the next one of a command has the next of the faults planned for it. */
export interface Faults {
  readonly plan: (command: string, ...faults: readonly Fault[]) => void;
  /** How many were planned and have not come to pass. */
  readonly left: () => number;
}

/** Lets requests of a client fail. */
export function faultsOf(client: object): Faults {
  const planned = new Map<string, Fault[]>();
  (client as Client).middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const fault = planned.get(commandName)?.shift();
        if (fault === 'throttled') throw named('ProvisionedThroughputExceededException');
        const answer = await next(args);
        if (fault === 'answer lost') throw named('TimeoutError');
        return answer;
      },
    { step: 'initialize' },
  );
  return {
    plan: (command, ...faults) => planned.set(command, [...(planned.get(command) ?? []), ...faults]),
    left: () => [...planned.values()].flat().length,
  };
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
