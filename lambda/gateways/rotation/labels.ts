/** The staging labels of a secret's versions. The first three are those of AWS, and each sits on one version at most. */
export const labels = {
  current: 'AWSCURRENT',
  previous: 'AWSPREVIOUS',
  /** On the version that a rotation is about to make current. */
  pending: 'AWSPENDING',
  /** On what an operator staged, until a rotation has made it current. */
  staged: 'PALISADE_STAGED',
} as const;
