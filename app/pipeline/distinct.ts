/** The different ones among what rows have, and for each row the place of its own. */
export class Distinct<Value> {
  readonly places: Uint32Array;
  readonly values: Value[] = [];
  readonly #placeOf = new Map<Value, number>();
  #last: Value | undefined;
  #place = 0;

  constructor(rows: number) {
    this.places = new Uint32Array(rows);
  }

  add(row: number, value: Value): void {
    if (value !== this.#last) {
      const known = this.#placeOf.get(value);
      this.#place = known ?? this.values.length;
      if (known === undefined) {
        this.#placeOf.set(value, this.#place);
        this.values.push(value);
      }
      this.#last = value;
    }
    this.places[row] = this.#place;
  }
}
