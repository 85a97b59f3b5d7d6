/**
 * The one text of a JSON number, however it is spelled: `5.0`, `5` and `0.5e1` are `5`. No digit is lost. A number that would need more than 100 digits, and what
 * is not a number, stay as they are.
 */
export function canonicalNumber(text: string): string {
  const [, sign, whole = "", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text) ?? [];
  if (sign === undefined) return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point > mostDigits || point < -mostDigits || digits.length > mostDigits) return text;
  const padded = point < 0 ? "0".repeat(-point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 0);
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, "") || "0";
  const rest = padded.slice(at).replace(/0+$/, "");
  const plain = rest === "" ? integer : `${integer}.${rest}`;
  return plain === "0" ? plain : sign + plain;
}

const mostDigits = 100;
