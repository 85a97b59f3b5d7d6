/** When an EA key (a JWT) expires, from its `exp` claim; null if it is not a JWT or has none. The signature is not checked: this only helps to say what is wrong. */
export function keyExpiry(key: string): Date | null {
  const [, payload] = key.split(".");
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null || !("exp" in claims) || typeof claims.exp !== "number") return null;
    const date = new Date(claims.exp * 1000);
    return Number.isNaN(date.getTime()) ? null : date;
  } catch {
    return null;
  }
}
