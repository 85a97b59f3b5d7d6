/** SQL: the keys of a JSON text and their values as JSON, empty when it is no object. Said in one way everywhere, so that the engine parses a text once. */
export function keyValues(column: string): string {
  return `JSONExtractKeysAndValuesRaw(ifNull(${column}, ''))`;
}
