/** A function that works its answer out once for each object; the answer lives as long as the object does. */
export function memoized<Key extends object, Answer>(make: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new WeakMap<Key, Answer>();
  return (key) => {
    if (answers.has(key)) return answers.get(key) as Answer;
    const answer = make(key);
    answers.set(key, answer);
    return answer;
  };
}
