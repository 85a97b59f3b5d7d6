/** What a caller may do, each role including those before it: ask; change targets and rules; see operations, roll back, see personal data. */
export const roles = ["reader", "editor", "operator"] as const;
export type Role = (typeof roles)[number];

export function includesRole(held: Role, needed: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(needed);
}

export function isRole(text: unknown): text is Role {
  return roles.some((role) => role === text);
}
