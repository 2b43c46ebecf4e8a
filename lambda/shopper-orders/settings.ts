import * as z from 'zod/mini';

/** The user pool of the shop as the function is told of it. */
export const userPoolForm = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  /** `https` origin of its sign-in pages. */
  pages: z.string(),
  /** Says who it is in the tokens that it signs; its keys are below it. */
  issuer: z.string(),
});
export type UserPoolSettings = z.infer<typeof userPoolForm>;
