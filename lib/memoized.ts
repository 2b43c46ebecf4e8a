/** A function that works its answer out once for each object; the answer lives as long as the object does. */
export function memoized<Key extends object, Answer>(make: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new WeakMap<Key, Answer>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Answer;
    const answer = make(key);
    answers.set(key, answer);
    return answer;
  };
}
