import { sqlLiteral } from "../sql-literal";

/** SQL: a text without surrounding white space, and '' for placeholders such as `N/A`, for which FOCUS requires null. */
export function mapText(text: string): string {
  return `if(lower(trimBoth(${text})) IN ('', 'n/a', 'not applicable'), '', trimBoth(${text}))`;
}

/** SQL: a text without surrounding white space. */
export function trimmed(text: string): string {
  return `trim(BOTH ' \\t\\r\\n' FROM ${text})`;
}

/**
 * SQL: the JSON object that a text of Azure means, as valid JSON text with texts, numbers and booleans as values; '' when it means none. What is
 * valid already comes out letter by letter. The rest is what the enrichment reads too (domain/json-text): braces missing, quotes doubled, JSON in
 * JSON, broken escapes, cut off in the middle. Of equal keys the last wins; a nested value becomes its text; null becomes true, as FOCUS has it
 * for keys without a value. The text is trimmed. `isOdd` is a condition under which valid JSON is examined too, for duplicate keys and nested values.
 * `keys` says when two keys are equal: names of Azure's tags have no case, and the last one is shown as it is spelled.
 *
 * docs/focus-mapping.md `tags`: "wrap in {} if missing, parse JSON, duplicate keys -> last wins, valueless -> true; keys case kept".
 */
export function mapJsonObject(text: string, isOdd: string, keys: "with-case" | "without-case"): string {
  const isNothing = `${text} IN ('', '{}', 'null', '[]', '""')`;
  const braced = `if(startsWith(${text}, '{'), ${text}, concat('{', ${text}, '}'))`;
  const isFine = `(NOT (${isOdd}) AND isValidJSON(${braced}))`;
  // The engine may evaluate a branch for all rows, and taking texts apart is slow: it gets the odd ones only.
  const odd = `if(${isNothing} OR ${isFine}, '', ${text})`;
  return `multiIf(${isNothing}, '', ${isFine}, ${braced}, ${rebuilt(odd, keys === "with-case" ? (key) => key : foldedTagName)})`;
}

/** SQL: what names of Azure's tags compare by; `foldTagNames` does it to imported ones, and questions to the names that they ask for. */
function foldedTagName(name: string): string {
  return `normalizeUTF8NFC(lowerUTF8(${name}))`;
}

/** Lambdas bind what is used more than once. */
function rebuilt(text: string, comparedBy: (key: string) => string): string {
  const lastOfEach = `arrayFilter((p, i) -> NOT has(arrayMap(q -> ${comparedBy("q[1]")}, arraySlice(pairs, i + 1)), ${comparedBy("p[1]")}), pairs, arrayEnumerate(pairs))`;
  const object = `concat('{', arrayStringConcat(arrayMap(p -> concat(${mended("concat('\"', p[1], '\"')")}, ':', ${value("p[2]")}), ${lastOfEach}), ','), '}')`;
  return `arrayMap(object -> if(object = '{}' OR NOT isValidJSON(object), '', object), arrayMap(pairs -> ${object}, [extractAllGroupsVertical(${unwrapped(text)}, ${sqlLiteral(pair)})]))[1]`;
}

function unwrapped(text: string): string {
  const isQuoted = `(length(t) > 2 AND match(t, ${sqlLiteral('^"(?:\\s*\\{|""[^":,}\\s])')}) AND endsWith(t, '"'))`;
  const inner = `if(${isQuoted}, substring(t, 2, length(t) - 2), t)`;
  return (
    `arrayMap(t -> multiIf(match(${inner}, ${sqlLiteral('^\\{?\\s*""[^":,}\\s]')}), replaceAll(${inner}, '""', '"'), ` +
    `${isQuoted} AND match(${inner}, ${sqlLiteral('^\\{?\\s*\\\\"')}), replaceRegexpAll(${inner}, ${sqlLiteral('\\\\(["\\\\])')}, ${sqlLiteral("\\1")}), ` +
    `${inner}), [${text}])[1]`
  );
}

function value(raw: string): string {
  const number = sqlLiteral("^-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?$");
  // More digits than a reader of JSON keeps are safer as a text.
  return `multiIf(startsWith(${raw}, '"'), ${mended(raw)}, ${raw} = 'null', 'true', ${raw} IN ('true', 'false') OR (length(${raw}) < 16 AND match(${raw}, ${number})), ${raw}, toJSONString(${raw}))`;
}

/** A text in its quotes: control characters escaped, and a backslash that escapes nothing, as in `C:\data`, taken for itself. */
function mended(quoted: string): string {
  const escaped = `replaceAll(replaceRegexpAll(replaceAll(replaceAll(${quoted}, '\\n', '\\\\n'), '\\t', '\\\\t'), '[\\\\x00-\\\\x1f]', ' '), '\\\\\\\\', '\\x01')`;
  const known = `replaceRegexpAll(${escaped}, ${sqlLiteral('\\\\([^"/bfnrtu])')}, ${sqlLiteral("\\\\\\\\\\1")})`;
  const unicode = `replaceRegexpAll(${known}, ${sqlLiteral("\\\\u([0-9a-fA-F]{0,3})([^0-9a-fA-F])")}, ${sqlLiteral("\\\\\\\\u\\1\\2")})`;
  return `replaceAll(${unicode}, '\\x01', '\\\\\\\\')`;
}

const text = String.raw`"(?:[^"\\]|\\.)*"`;
const nested = String.raw`\{(?:[^{}"]|${text}|\{[^{}]*\})*\}|\[(?:[^\[\]"]|${text}|\[[^\[\]]*\])*\]`;
const pair = String.raw`(?s)"((?:[^"\\]|\\.)*)"\s*:\s*(${text}|${nested}|-?[0-9][-+.0-9eE]*|true|false|null)`;
