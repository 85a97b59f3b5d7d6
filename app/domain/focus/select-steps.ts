/** A SELECT and the names of its columns. */
export interface SelectSource {
  readonly columns: readonly string[];
  readonly sql: string;
  /** A SELECT of the meters of its rows, in lower case, where that costs less than looking up all meters that there are. */
  readonly meters?: string;
}

/** A join that adds columns to the rows of a step, called `c`, and no row. */
export interface LookUp {
  readonly columns: readonly string[];
  /** Columns of the rows that it looks up by. */
  readonly keys: readonly string[];
  /** Over the rows that are looked up for, where it need not look at all that there is. */
  readonly sql: string | ((source: SelectSource) => string);
}

/** What is made of the rows of the steps before: columns by name, whose expressions may use each other and those of `lookUps`. */
export interface SelectStep {
  readonly columns: Readonly<Record<string, string>>;
  readonly lookUps?: readonly LookUp[];
}

/**
 * SQL: `columns` of rows that go through the steps, each of which is a subquery. A step selects what those after it use, looks up what they use and no more:
 * the engine's analysis takes its time for each column of each subquery, before the first row is read. A name that an earlier step has means that
 * step's column, also in a step that has it too.
 */
export function selectSteps(steps: readonly SelectStep[], source: SelectSource, columns: readonly string[]): string {
  const step = steps.at(-1);
  if (step === undefined) return source.sql;
  const before = steps.slice(0, -1);
  const known = new Set([...source.columns, ...before.flatMap(namesOf), ...(step.lookUps ?? []).flatMap((lookUp) => lookUp.columns)]);
  const named = new Map(Object.entries(step.columns));
  const own = new Map<string, string>();
  const used = new Set<string>();
  const use = (name: string): void => {
    const expression = named.get(name);
    if (expression === undefined || own.has(name)) return;
    own.set(name, expression);
    for (const word of wordsOf(expression)) {
      if (known.has(word)) used.add(word);
      else use(word);
    }
  };
  for (const name of columns) {
    if (named.has(name)) use(name);
    else used.add(name);
  }
  const lookUps = (step.lookUps ?? []).filter((lookUp) => lookUp.columns.some((name) => used.has(name)));
  const found = new Set(lookUps.flatMap((lookUp) => lookUp.columns));
  const passed = [...new Set([...used, ...lookUps.flatMap(({ keys }) => keys)])].filter((name) => !found.has(name));
  const selected = [...new Set([...columns, ...own.keys()])].map((name) => {
    const expression = own.get(name) ?? name;
    return expression === name ? name : `${expression} AS ${name}`;
  });
  // What a step adds nothing to needs no subquery of its own.
  if (before.length > 0 && own.size === 0 && lookUps.length === 0) return selectSteps(before, source, columns);
  const joins = lookUps.length === 0 ? "" : ` AS c ${lookUps.map(({ sql }) => (typeof sql === "string" ? sql : sql(source))).join(" ")}`;
  return `SELECT ${selected.join(", ")} FROM (${selectSteps(before, source, passed)})${joins}`;
}

function namesOf({ columns, lookUps = [] }: SelectStep): readonly string[] {
  return [...Object.keys(columns), ...lookUps.flatMap((lookUp) => lookUp.columns)];
}

/** The words of an expression that may be names of columns: all but those in texts. */
function wordsOf(expression: string): readonly string[] {
  return expression.replace(/'(?:[^'\\]|\\.)*'/gs, "").match(/[A-Za-z_]\w*/g) ?? [];
}
