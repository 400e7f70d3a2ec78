/**
 * A number of the wire as a JavaScript number. 64-bit fields come as strings and a zero is left out; positions and times
 * stay far below 2^53, and one that does not is refused rather than rounded. Message ids do not fit and stay strings.
 */
export function number(value) {
  if (value === undefined || value === null) return 0;
  const parsed = Number(value);
  if (!Number.isSafeInteger(parsed)) throw new RangeError(`number: ${value} (expected: a safe integer)`);
  return parsed;
}
