import { Bound } from "./bound";
import { SqlText } from "./sql-text";

/** The DateTime64(3) that a cursor holds as text; what is none is 1970. */
export function instantOf(text: string): SqlText {
  return SqlText.of`parseDateTime64BestEffortOrZero(${Bound.text(text)}, 3, 'UTC')`;
}
