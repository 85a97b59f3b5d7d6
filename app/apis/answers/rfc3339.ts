import { SqlText } from "../serving/sql-text";

/** A DateTime64(3) in UTC as answers write it, `2026-11-15T02:00:00.000Z`. For a Nullable the text is null where the time is. */
export function rfc3339(time: SqlText): SqlText {
  return SqlText.of`replaceOne(toString(${time}, 'UTC'), ' ', 'T') || 'Z'`;
}
