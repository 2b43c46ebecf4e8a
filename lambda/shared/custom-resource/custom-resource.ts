/** What CloudFormation sends for a custom resource. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
}

/** The properties that the template gives a custom resource; CloudFormation sends every scalar as text. */
export type Properties = Readonly<Record<string, unknown>>;

/** What CloudFormation waits for. */
export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** Something that cannot be done as the template asks; the message may be shown to whoever deploys. */
export class CustomResourceError extends Error {
  override readonly name: string = 'CustomResourceError';
}

export interface Dependencies {
  /** What the resource is, as a sentence about its failure begins: `the release`. */
  readonly subject: string;
  /** Brings about what the properties say. It may be called twice with the same ones. */
  readonly apply: (properties: Properties) => Promise<void>;
  readonly answer: (url: string, answer: CustomResourceAnswer) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, string>>) => void;
}

/**
 * Handles the events of a custom resource that is applied and never taken back: a deletion leaves things as they are.
 * It always answers, because CloudFormation waits for an answer for an hour.
 */
export function createCustomResource({ subject, apply, answer, log }: Dependencies) {
  return async (event: CustomResourceEvent): Promise<void> => {
    const outcome = await attempt(event);
    await answer(event.ResponseURL, {
      ...outcome,
      PhysicalResourceId: physicalId(event),
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
    });
  };

  async function attempt(
    event: CustomResourceEvent,
  ): Promise<Pick<CustomResourceAnswer, 'Status' | 'Reason'>> {
    try {
      if (event.RequestType !== 'Delete') await apply(event.ResourceProperties);
      log('answered', { type: event.RequestType, request: event.RequestId });
      return { Status: 'SUCCESS' };
    } catch (error) {
      const reason = reasonOf(error);
      log('failed', { type: event.RequestType, request: event.RequestId, reason, error: String(error) });
      return { Status: 'FAILED', Reason: reason };
    }
  }

  // The reason is shown in the console: of errors that are not ours only the kind is told.
  function reasonOf(error: unknown): string {
    if (error instanceof CustomResourceError) return error.message;
    return `${subject} failed with ${error instanceof Error ? error.name : 'an unknown error'}; see the function's log`;
  }
}

/**
 * The text of a property.
 *
 * @throws CustomResourceError where the template gives none
 */
export function textProperty(properties: Properties, name: string): string {
  const value = properties[name];
  if (typeof value !== 'string' || value === '')
    throw new CustomResourceError(`the resource has no property ${name}`);
  return value;
}

/** Stays the same for the life of the resource, or CloudFormation would ask for a deletion after each update. */
function physicalId({ PhysicalResourceId, LogicalResourceId }: CustomResourceEvent): string {
  return PhysicalResourceId ?? LogicalResourceId;
}
