/** Whether a version such as `26.7.2.1` or `v1.28.0` is `least` or newer, by as many numbers as `least` has. */
export function atLeast(version: string, least: string): boolean {
  const numbers = version
    .replace(/^v/, "")
    .split(".")
    .map((part) => Number.parseInt(part, 10));
  for (const [index, part] of least.split(".").entries()) {
    const [have = Number.NaN, want] = [numbers[index], Number(part)];
    if (have !== want) return have > want;
  }
  return true;
}
