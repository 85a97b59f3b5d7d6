import type { BoundParameters } from "../../runtime/clickhouse/readonly-client";
import { Bound } from "./bound";

/**
 * SQL whose text was written by us: made by the tag `SqlText.of`, which takes other SqlText and bound values and nothing else. A string, or an object
 * shaped like one of these (Moose's own tag takes those for SQL), is refused at run time too.
 */
export class SqlText {
  readonly #parts: readonly (string | Bound)[];

  private constructor(parts: readonly (string | Bound)[]) {
    this.#parts = parts;
  }

  /** SqlText.of`WHERE owner = ${Bound.text(owner)} ${order}` */
  static of(strings: TemplateStringsArray, ...values: readonly (SqlText | Bound)[]): SqlText {
    return new SqlText(strings.raw.flatMap((text, index) => (index === 0 ? [text] : [...partsOf(values[index - 1]), text])));
  }

  static join(items: readonly SqlText[], separator: ", " | " AND " | " OR " | " UNION ALL " | " "): SqlText {
    return new SqlText(items.flatMap((item, index) => (index === 0 ? partsOf(item) : [separator, ...partsOf(item)])));
  }

  /** One name of a closed list as an identifier, for lists too long for a switch. Throws for any other. */
  static name(name: string, names: readonly string[]): SqlText {
    const own = names.find((one) => one === name);
    if (own === undefined || !/^\w{1,64}$/.test(own)) throw new Error("The name is not in the list of allowed names");
    return new SqlText([own]);
  }

  /** `expression AS name, …` of columns that this project wrote, such as `chargeSelect`. Throws for a name that is none. */
  static columns(columns: Readonly<Record<string, string>>): SqlText {
    return new SqlText(
      Object.entries(columns).flatMap(([name, expression], index) => {
        if (!/^\w{1,64}$/.test(name)) throw new Error("The name is not that of a column");
        return [index === 0 ? "" : ", ", expression, " AS ", name];
      }),
    );
  }

  static partsOf(item: SqlText): readonly (string | Bound)[] {
    return item.#parts;
  }

  /** The statement with `{p0:String}` for the first value, and so on; a long list of texts stands in it as base64, whose letters mean nothing in SQL. */
  toQuery(): { readonly query: string; readonly parameters: BoundParameters } {
    const parameters: Record<string, Bound["value"]> = {};
    let next = 0;
    const query = this.#parts.map((part) => {
      if (typeof part === "string") return part;
      const { type, value } = part;
      if (typeof value === "object" && isLong(value)) return listLiteral(value);
      parameters[`p${next}`] = value;
      return `{p${next++}:${type}}`;
    });
    return { query: query.join(""), parameters };
  }
}

/** Values travel in the address of a request, where servers and proxies take some kilobytes. */
function isLong(values: readonly string[]): boolean {
  return values.reduce((length, value) => length + value.length, 0) > mostInAddress;
}

function listLiteral(values: readonly string[]): string {
  // As UTF-8 has them: half of a surrogate pair is none of its characters, and would leave the engine without a list.
  const texts = values.map((value) => Buffer.from(value).toString());
  return `JSONExtract(base64Decode('${Buffer.from(JSON.stringify(texts)).toString("base64")}'), 'Array(String)')`;
}

const mostInAddress = 4000;

function partsOf(value: unknown): readonly (string | Bound)[] {
  if (value instanceof SqlText) return SqlText.partsOf(value);
  if (value instanceof Bound) return [value];
  throw new Error(`Neither SqlText nor a bound value: ${typeof value}`);
}
