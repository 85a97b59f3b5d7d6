import { SqlText } from "../serving/sql-text";

/** `d0` to `d5`: more groups than six nobody may ask for. */
export function dimensionName(index: number): SqlText {
  const name = names[index];
  if (name === undefined) throw new RangeError("more groups than a question may have");
  return name;
}

const names = [SqlText.of`d0`, SqlText.of`d1`, SqlText.of`d2`, SqlText.of`d3`, SqlText.of`d4`, SqlText.of`d5`] as const;
