/** Request headers that carry credentials; in lower case, since header names ignore it. */
export const secretHeaders = ['authorization', 'cookie'] as const;
