/** A value with its length before it; an absent one is `-`, which differs from an empty one, `0:`. */
export function idPart(value: string | null): string {
  return value === null ? "-" : `${value.length}:${value}`;
}
