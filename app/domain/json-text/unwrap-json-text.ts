/**
 * Takes off what CSV tools leave on a JSON text: doubled quotes (`{""env"":""prod""}`), an outer pair of quotes, or both; and one level of
 * JSON in JSON (`"{\"env\":\"prod\"}"`). An empty value, `"org": ""`, is no doubled quote.
 */
export function unwrapJsonText(text: string): { readonly source: string; readonly repaired: boolean } {
  const quoted = text.length > 2 && outerQuotes.test(text) && text.endsWith('"');
  const inner = quoted ? text.slice(1, -1).trim() : text;
  if (doubled.test(inner)) return { source: inner.replaceAll('""', '"'), repaired: true };
  if (quoted && escaped.test(inner)) return { source: inner.replace(/\\(["\\])/g, "$1"), repaired: true };
  return quoted && inner.startsWith("{") ? { source: inner, repaired: true } : { source: text, repaired: false };
}

const outerQuotes = /^"(?:\s*\{|""[^":,}\s])/;
const doubled = /^\{?\s*""[^":,}\s]/;
const escaped = /^\{?\s*\\"/;
