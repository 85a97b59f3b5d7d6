/** A region and every text, trimmed and lower-cased, that bills name it by. */
export interface AzureRegion {
  readonly id: string;
  readonly name: string;
  readonly spellings: readonly string[];
}
