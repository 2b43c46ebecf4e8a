import type { ReleaseRequest } from './release.ts';
import { ReleaseError } from './unpack.ts';

/** What CloudFormation sends for a custom resource. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** What CloudFormation waits for. */
export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

export interface Dependencies {
  readonly release: (request: ReleaseRequest) => Promise<void>;
  readonly answer: (url: string, answer: CustomResourceAnswer) => Promise<void>;
  readonly log: (message: string, fields: Readonly<Record<string, string>>) => void;
}

/** Handles one event. It always answers: without an answer, CloudFormation waits for an hour. */
export function createCustomResource({ release, answer, log }: Dependencies) {
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
      // A release stays when it is no longer the current one, and when the stack goes: orders may refer to it.
      if (event.RequestType !== 'Delete') await release(requestOf(event));
      log('answered', { type: event.RequestType, request: event.RequestId });
      return { Status: 'SUCCESS' };
    } catch (error) {
      const reason = reasonOf(error);
      log('failed', { type: event.RequestType, request: event.RequestId, reason, error: String(error) });
      return { Status: 'FAILED', Reason: reason };
    }
  }
}

function requestOf({ ResourceProperties: properties }: CustomResourceEvent): ReleaseRequest {
  return {
    bucket: text(properties, 'Bucket'),
    release: text(properties, 'Release'),
    archive: { bucket: text(properties, 'ArchiveBucket'), key: text(properties, 'ArchiveKey') },
  };
}

function text(properties: Readonly<Record<string, unknown>>, name: string): string {
  const value = properties[name];
  if (typeof value !== 'string' || value === '')
    throw new ReleaseError(`the resource has no property ${name}`);
  return value;
}

// The reason is shown in the console: of errors that are not ours only the kind is told.
function reasonOf(error: unknown): string {
  if (error instanceof ReleaseError) return error.message;
  return `the release failed with ${error instanceof Error ? error.name : 'an unknown error'}; see the function's log`;
}

/** Stays the same for the life of the resource, or CloudFormation would ask for a deletion after each update. */
function physicalId({ PhysicalResourceId, LogicalResourceId }: CustomResourceEvent): string {
  return PhysicalResourceId ?? LogicalResourceId;
}
