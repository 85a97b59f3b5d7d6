import { proveDateOrder } from "../calendar/prove-date-order";
import { parseUsageDate } from "../calendar/parse-usage-date";
import { type NumberStyle, proveSeparators, unclearSeparators } from "../decimal/separators";
import { toPlainDecimal } from "../decimal/to-plain-decimal";
import type { Problem } from "../problem-code";
import { trimInvisible } from "../trim-invisible";
import { columnName, type HeaderMatch, isOfSubject, matchHeader } from "./match-header";
import { isSubscriptionPath, toSubscriptionId } from "./parse-instance-id";
import { toWireText } from "./to-wire-text";
import {
  isDetailField,
  isSubjectField,
  type OtherColumn,
  type RowDetail,
  type SubjectDetail,
  subjectFieldNames,
  type UsageDetailField,
  usageField,
  usageFieldNames,
} from "./usage-fields";
import type { PageProof, UsageCell, UsageDetailReader } from "./usage-detail-reading";

/**
 * Plans the reading of rows with these columns, once per file or distinct set of keys. `ignored` are headers that say something of the delivery and
 * not of the row. Of several columns for one field the first that is filled is read, row by row: a month before and one after a change of the
 * agreement are often put together, and the columns of one kind are empty where those of the other are filled. What is passed over stays among
 * the other columns, and is named where it says something else.
 */
export function compileUsageDetailReader(headers: readonly string[], ignored: ReadonlySet<string> = none): UsageDetailReader {
  const columns = headers.map((header, index) => toColumn(header, index, ignored.has(header)));
  const fields = new Map(usageFieldNames.map((field) => [field, columnsOf(field, columns)]));
  const places = new Map([...fields].map(([field, fed]) => [field, fed.map(({ index }) => index)]));
  const placesOf = (field: UsageDetailField): readonly number[] => places.get(field) ?? [];
  const numberStyle = columns.some(({ match }) => match?.numberStyle === "comma") ? "comma" : "point";
  const headerCurrency = fields.get("extended_cost")?.[0]?.match?.currency ?? "";

  const isSubject = ({ match, name }: Column): boolean => isOfSubject(match, name);
  const read = columns.filter(({ isIgnored }) => !isIgnored);
  const subject = new Choice(
    [...fields.keys()].filter((field) => isSubjectField(field) || isDetailField(field)),
    fields,
    read.filter(isSubject),
    numberStyle,
  );
  const row = new Choice(
    [...fields.keys()].filter((field) => !isSubjectField(field) && !isDetailField(field)),
    fields,
    read.filter((column) => !isSubject(column)),
    numberStyle,
  );
  const at = {
    date: placesOf("date"),
    day: placesOf("day"),
    month: placesOf("month"),
    year: placesOf("year"),
    consumed_quantity: placesOf("consumed_quantity"),
    resource_rate: placesOf("resource_rate"),
    extended_cost: placesOf("extended_cost"),
  } satisfies Readonly<Record<keyof RowDetail, readonly number[]>>;
  const instanceAt = placesOf("instance_id");
  const meterAt = placesOf("meter_id");
  const sentAt = subjectFieldNames
    .map((field) => ({ field, places: placesOf(field), isId: usageField(field).isId === true }))
    .filter(({ places }) => places.length > 0);

  const numbersAt = columns.filter(({ match }) => match !== null && usageField(match.field).limits !== undefined).map(({ index }) => index);
  const datesAt = dateFields.flatMap(placesOf);
  const proofOf: UsageDetailReader["proofOf"] = (rows) => {
    const separated = numberStyle === "comma" || rows.some((row) => hasSeparators(row, numbersAt));
    const slashed = rows.some((row) => hasSlashes(row, datesAt));
    if (!separated && !slashed) return noProof;
    return {
      separators: separated ? proveSeparators(textsAt(rows, numbersAt)) : unclearSeparators,
      dateOrder: slashed ? proveDateOrder(textsAt(rows, datesAt)) : "unclear",
    };
  };
  // Nearly every row proves nothing: that is seen without making lists.
  const proofOfRow = (values: readonly unknown[]): PageProof =>
    numberStyle === "comma" || hasSeparators(values, numbersAt) || hasSlashes(values, datesAt) ? proofOf([values]) : noProof;
  const readValues: UsageDetailReader["readValues"] = (values, proof = proofOfRow(values), kind = null) => {
    let problems = noProblems;
    let cells: readonly UsageCell[];
    if (isCells(values)) cells = values;
    else ({ cells, problems } = toCells(values, columns));
    const detail: RowDetail = {
      date: pick(cells, at.date),
      day: pick(cells, at.day),
      month: pick(cells, at.month),
      year: pick(cells, at.year),
      consumed_quantity: pick(cells, at.consumed_quantity),
      resource_rate: pick(cells, at.resource_rate),
      extended_cost: pick(cells, at.extended_cost),
    };
    return {
      reader,
      cells,
      kind,
      row: detail,
      proof,
      others: row.hasOthers ? row.others(cells) : nothing,
      problems: row.hasChoices ? [...problems, ...row.passedOver(cells)] : problems,
    };
  };
  const reader: UsageDetailReader = {
    numberStyle,
    unknownHeaders: read.filter(({ match, index }) => match === null || placesOf(match.field)[0] !== index).map(({ header }) => header),
    subjectColumns: byLikelyDifference(read.filter(isSubject)),
    readValues,
    proofOf,
    read: (record) => readValues(headers.map((header) => record[header])),
    subjectKey: (cells) => pick(cells, instanceAt) || (pick(cells, meterAt) ?? ""),
    readSubject: (cells) => {
      const detail = noTexts();
      for (const { field, places, isId } of sentAt) {
        const text = pick(cells, places);
        detail[field] = text !== null && isId ? trimInvisible(text) : text;
      }
      if (headerCurrency !== "" && !isFilled(detail.billing_currency)) detail.billing_currency = headerCurrency;
      placeSubscription(detail);
      return {
        detail,
        others: subject.hasOthers ? subject.others(cells) : nothing,
        problems: subject.hasChoices ? subject.passedOver(cells) : noProblems,
      };
    },
  };
  return reader;
}

/** Whether a number has more than a decimal point: only then the others are worth a look. */
function hasSeparators(row: readonly unknown[], places: readonly number[]): boolean {
  for (const place of places) {
    const cell = row[place];
    if (typeof cell !== "string") continue;
    let points = 0;
    // Three numbers of every row: searching them twice for a character takes four times as long.
    for (let index = 0; index < cell.length; index++) {
      const code = cell.charCodeAt(index);
      if (code === comma || (code === point && ++points > 1)) return true;
    }
  }
  return false;
}

function hasSlashes(row: readonly unknown[], places: readonly number[]): boolean {
  for (const place of places) {
    const cell = row[place];
    if (typeof cell === "string" && cell.includes("/")) return true;
  }
  return false;
}

function textsAt(rows: readonly (readonly unknown[])[], places: readonly number[]): readonly string[] {
  return rows.flatMap((row) => places.map((place) => row[place]).filter((cell) => typeof cell === "string"));
}

interface Column {
  readonly header: string;
  readonly name: string;
  readonly index: number;
  readonly match: HeaderMatch | null;
  readonly isIgnored: boolean;
}

function toColumn(header: string, index: number, isIgnored: boolean): Column {
  const shown = trimInvisible(header);
  return { header: shown, name: columnName(header), index, match: isIgnored ? null : matchHeader(header), isIgnored };
}

/** Best spelling first; among equal ones the first column. */
function columnsOf(field: UsageDetailField, columns: readonly Column[]): readonly Column[] {
  const rank = ({ match }: Column): number => match?.rank ?? Infinity;
  return columns.filter(({ match }) => match?.field === field).sort((left, right) => rank(left) - rank(right));
}

/** Some fields of a row, and the columns that could feed them or none. */
class Choice {
  readonly #choices: readonly {
    readonly field: UsageDetailField;
    readonly columns: readonly Column[];
    readonly places: readonly number[];
  }[];
  readonly #single: ReadonlySet<number>;

  constructor(
    fields: readonly UsageDetailField[],
    columnsOfField: ReadonlyMap<UsageDetailField, readonly Column[]>,
    private readonly columns: readonly Column[],
    private readonly style: NumberStyle,
  ) {
    const fed = fields.map((field) => {
      const columns = columnsOfField.get(field) ?? [];
      return { field, columns, places: columns.map(({ index }) => index) };
    });
    this.#choices = fed.filter(({ places }) => places.length > 1);
    this.#single = new Set(fed.filter(({ places }) => places.length === 1).flatMap(({ places }) => places));
  }

  /** Whether a field has several columns. */
  get hasChoices(): boolean {
    return this.#choices.length > 0;
  }

  /** Whether there are columns that may feed no field. */
  get hasOthers(): boolean {
    return this.columns.length > this.#single.size;
  }

  /** The columns of this row that no field is read from, in the order of the headers. */
  others(cells: readonly UsageCell[]): readonly OtherColumn[] {
    const chosen = new Set(this.#choices.map(({ places }) => choose(cells, places)));
    const others: OtherColumn[] = [];
    for (const { header, name, index } of this.columns) {
      const value = cells[index];
      if (value !== undefined && !this.#single.has(index) && !chosen.has(index)) others.push({ header, name, value });
    }
    return others;
  }

  /** A problem for each filled column that was passed over and says something else. */
  passedOver(cells: readonly UsageCell[]): readonly Problem[] {
    const problems: Problem[] = [];
    for (const { field, columns, places } of this.#choices) {
      const chosen = choose(cells, places);
      for (const { header, index, match } of columns) {
        const value = cells[index];
        if (index === chosen || match?.isFallback === true || !isFilled(value)) continue;
        if (!saysTheSame(field, cells[chosen] ?? "", value, this.style)) {
          problems.push({ code: "column-passed-over", field, detail: `${header}: ${value}` });
        }
      }
    }
    return problems;
  }
}

function saysTheSame(field: UsageDetailField, left: string, right: string, style: NumberStyle): boolean {
  const [one, other] = [trimInvisible(left), trimInvisible(right)];
  if (one === other) return true;
  const { limits } = usageField(field);
  if (limits !== undefined) {
    const plain = toPlainDecimal(one, limits, style);
    return typeof plain === "string" && plain === toPlainDecimal(other, limits, style);
  }
  if (field === "date") {
    const day = parseUsageDate(one, style)?.day.date;
    return day !== undefined && day === parseUsageDate(other, style)?.day.date;
  }
  return usageField(field).isId === true && one.toLowerCase() === other.toLowerCase();
}

function pick(cells: readonly UsageCell[], places: readonly number[]): string | null {
  const first = places[0];
  if (first === undefined) return null;
  return cells[places.length === 1 ? first : choose(cells, places)] ?? null;
}

/** The first filled column; else the first that was sent, so that empty stays empty. */
function choose(cells: readonly UsageCell[], places: readonly number[]): number {
  return places.find((place) => isFilled(cells[place])) ?? places.find((place) => typeof cells[place] === "string") ?? places[0] ?? -1;
}

function isFilled(cell: UsageCell): cell is string {
  return typeof cell === "string" && cell.trim() !== "";
}

function isCells(values: readonly unknown[]): values is readonly UsageCell[] {
  for (const value of values) if (typeof value !== "string" && value !== null && value !== undefined) return false;
  return true;
}

/** Texts of the values of a row, and what was odd about those that feed a field. */
function toCells(
  values: readonly unknown[],
  columns: readonly Column[],
): { readonly cells: readonly UsageCell[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const cells = values.map((value, index) => {
    if (value === undefined) return undefined;
    const { text, problem } = toWireText(value);
    const field = columns[index]?.match?.field;
    // Tags that come as an object, not as the text of one, are read all the same: their text is what JSON would have sent.
    const isJson = text !== null && (field === "tags" || field === "additional_info");
    if (problem !== null && field !== undefined && !isJson) problems.push({ code: problem, field, detail: text ?? "" });
    return text;
  });
  return { cells, problems };
}

/**
 * Newer reports send the GUID as SubscriptionId, and some the resource id of the subscription; in EA rows that column is the legacy number and the GUID has
 * its own. Without its path a subscription is the same one in every spelling.
 */
function placeSubscription(detail: Writable<SubjectDetail>): void {
  const { subscription_id, subscription_guid } = detail;
  const id = toSubscriptionId(subscription_guid ?? "");
  if (id !== "") {
    detail.subscription_guid = id;
    return;
  }
  if (subscription_id === null || !(isSubscriptionPath(subscription_id) || guid.test(subscription_id))) return;
  const moved = toSubscriptionId(subscription_id);
  // A path that names none stays where it is, to be named.
  detail.subscription_guid = moved === "" ? subscription_id : moved;
  detail.subscription_id = null;
}

/** Spelled out: an object that grows by computed names is a slow one. */
function noTexts(): Writable<SubjectDetail> {
  return {
    account_owner_id: null,
    account_name: null,
    service_administrator_id: null,
    subscription_id: null,
    subscription_guid: null,
    subscription_name: null,
    product: null,
    meter_id: null,
    meter_category: null,
    meter_sub_category: null,
    meter_region: null,
    meter_name: null,
    resource_location: null,
    consumed_service: null,
    instance_id: null,
    service_info1: null,
    service_info2: null,
    additional_info: null,
    tags: null,
    store_service_identifier: null,
    department_name: null,
    cost_center: null,
    unit_of_measure: null,
    resource_group: null,
    charge_type: null,
    frequency: null,
    pricing_model: null,
    benefit_id: null,
    benefit_name: null,
    reservation_id: null,
    reservation_name: null,
    publisher_type: null,
    publisher_name: null,
    plan_name: null,
    billing_currency: null,
    pricing_currency: null,
    exchange_rate: null,
    invoice_id: null,
    invoice_section_id: null,
    row_billing_account_id: null,
    billing_account_name: null,
    billing_profile_id: null,
    billing_profile_name: null,
    billing_period_start: null,
    billing_period_end: null,
    cost_allocation_rule_name: null,
    payg_price: null,
    unit_price: null,
    term: null,
    product_order_id: null,
    product_order_name: null,
    part_number: null,
    offer_id: null,
    service_family: null,
    availability_zone: null,
    service_period_start: null,
    service_period_end: null,
  };
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Subjects that are looked for share their key, so meter, tags and additional information tell most of them apart. */
function byLikelyDifference(columns: readonly Column[]): readonly number[] {
  const order = ({ match }: Column): number => (match === null ? unlikely : (likely.get(match.field) ?? unlikely));
  return [...columns].sort((left, right) => order(left) - order(right)).map(({ index }) => index);
}

const likely: ReadonlyMap<UsageDetailField, number> = new Map(
  (["meter_id", "instance_id", "tags", "additional_info", "meter_name"] as const).map((field, index) => [field, index]),
);
const unlikely = likely.size;

const comma = 44;
const point = 46;
const guid = /^\s*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\s*$/i;
const dateFields = ["date", "billing_period_start", "billing_period_end", "service_period_start", "service_period_end"] as const;
const noProof: PageProof = { separators: unclearSeparators, dateOrder: "unclear" };
const none: ReadonlySet<string> = new Set();
const nothing: readonly OtherColumn[] = [];
const noProblems: readonly Problem[] = [];
