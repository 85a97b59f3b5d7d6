import { UserProblem } from "../user-problem.mjs";

/**
 * Refuses a Node outside package.json's `engines`. The range knows `>=`, `>`, `<=` and `<` joined by blanks, which is all that is used there.
 * @param {string} version such as `20.19.4`
 * @param {string} range such as `>=20.19 <21`
 * @throws {UserProblem}
 */
export function checkNodeVersion(version, range) {
  if (range.split(/\s+/).every((bound) => satisfies(version, bound))) return;
  throw new UserProblem(
    `Node ${version} does not fit "${range}": install Node 20 (nvm install 20, or https://nodejs.org) and run this again.`,
  );
}

/**
 * @param {string} version
 * @param {string} bound
 */
function satisfies(version, bound) {
  const match = /^(>=|>|<=|<)(\d[\d.]*)$/.exec(bound);
  if (match === null) throw new Error(`engines.node has an unsupported bound: ${bound}`);
  const order = compare(version, match[2] ?? "");
  switch (match[1]) {
    case ">=":
      return order >= 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case undefined:
    default:
      return order < 0;
  }
}

/**
 * @param {string} left
 * @param {string} right
 */
function compare(left, right) {
  const a = left.split(".").map(Number);
  const b = right.split(".").map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
