/** The logical ids that a value refers to, by `Ref` and by `Fn::GetAtt`. */
export function referencesOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    return key === 'Fn::GetAtt' ? [String(inner[0])] : referencesOf(inner);
  });
}
