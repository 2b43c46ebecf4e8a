/** The staging labels of a secret's versions. The first three are those of AWS, and each sits on one version at most. */
export const labels = {
  current: 'AWSCURRENT',
  previous: 'AWSPREVIOUS',
  /** On the version that a rotation is about to make current. */
  pending: 'AWSPENDING',
  /** On what an operator staged, until a rotation has made it current. */
  staged: 'PALISADE_STAGED',
  /** On members that an operator staged alone; a rotation puts them beside the others of the current version. */
  stagedPart: 'PALISADE_STAGED_PART',
  /** On the previous version where it signs otherwise than the current one: whoever stages reads neither. */
  overlap: 'PALISADE_OVERLAP',
} as const;
