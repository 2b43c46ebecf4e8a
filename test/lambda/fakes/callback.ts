/** Which callback a fake is to send. */
export interface CheckoutRequest {
  /** The gateway's id of what it is about. @default what was made last */
  readonly of?: string;
  /** When it is sent. @default the time that the tests of signatures agree on */
  readonly at?: Date;
  /** Members that what it is about has besides, or has otherwise. */
  readonly change?: Readonly<Record<string, unknown>>;
}

/** Things that a gateway has made, by their ids. */
export interface Made<Thing> {
  readonly add: (id: string, thing: Thing) => void;
  /** The thing with this id, or the one that was made last. Throws if there is none. */
  readonly get: (id?: string) => Thing;
  readonly find: (id: string) => Thing | undefined;
  readonly count: () => number;
}

/** Keeps what a gateway makes, for example its sessions. */
export function createMade<Thing>(): Made<Thing> {
  const things = new Map<string, Thing>();
  return {
    add: (id, thing) => things.set(id, thing),
    get: (id) => {
      const thing = id === undefined ? [...things.values()].at(-1) : things.get(id);
      if (thing === undefined) throw new Error(`the fake has made no ${id ?? 'such thing yet'}`);
      return thing;
    },
    find: (id) => things.get(id),
    count: () => things.size,
  };
}
