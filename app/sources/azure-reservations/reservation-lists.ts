import { createHash } from "node:crypto";
import { isLosslessNumber } from "lossless-json";
import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { addDays, daysBetween } from "../../domain/calendar/calendar-day";
import { columnKey, type ReservationCells, type ReservationRowFault } from "../../domain/commitment/read-reservation-row";
import {
  type ReservationPayment,
  ReservationPayments,
  type ReservationUse,
  readReservationUse,
} from "../../domain/commitment/reservation-record";
import { type ArmConfig, withArmRun } from "../http/arm-access";
import { explainArm } from "../http/explain-arm";
import { fetchBody, type HttpBody } from "../http/fetch-body";
import { jsonAnswer } from "../http/json-answer";
import { LoopGuard } from "../http/loop-guard";
import { resolveNextLink } from "../http/next-link";
import type { SourceContext } from "../source";
import { SourceError } from "../source-error";

/** Whose lists are read, and how. */
export interface ReservationReading {
  readonly config: ArmConfig & { readonly billingAccount: string; readonly billingProfile?: string | undefined };
  readonly context: SourceContext;
  /** An operator knows that two pages are equal. */
  readonly acceptRepeatedPages: boolean;
}

/** A page of a list; `hash` is of what Microsoft wrote. */
export interface ReservationPage<Row> {
  readonly records: readonly Row[];
  readonly hash: string;
}

const apiVersion = "2024-08-01";
const server = "Azure's Consumption API";

/**
 * The payments and refunds of a billing month, page by page (azure-rest-api-specs, Microsoft.Consumption 2024-08-01, ReservationTransactions_List and
 * …_ListByBillingProfile). Azure answers with whole billing months, and lists a refund in that of its purchase, whenever it was made.
 * @throws SourceError
 */
export async function* transactionPages(
  reading: ReservationReading,
  month: BillingMonth,
): AsyncGenerator<ReservationPage<ReservationPayment>, void, undefined> {
  const what = `the reservation transactions of ${month.toString()}`;
  const filter = `properties/eventDate ge ${month.firstDay} AND properties/eventDate le ${month.lastDay}`;
  const payments = new ReservationPayments();
  for await (const { items, hash } of itemPages(reading, { list: "reservationTransactions", query: { $filter: filter }, what })) {
    const records = items.map((item) => {
      const one = payments.read(item.cells);
      if ("detail" in one) throw unreadable(what, item, one);
      checkMonth(what, item, one.payment, month);
      return one.payment;
    });
    yield { records, hash };
  }
}

/**
 * How reservations were used on the days of a month (the same, ReservationsDetails_List). Azure makes no answer of more than 12 MB, and refuses with 400: then the
 * days are asked for in halves.
 * @throws SourceError
 */
export function usePages(
  reading: ReservationReading,
  month: BillingMonth,
): AsyncGenerator<ReservationPage<ReservationUse>, void, undefined> {
  return usesBetween(reading, month.firstDay, month.lastDay);
}

async function* usesBetween(
  reading: ReservationReading,
  first: string,
  last: string,
): AsyncGenerator<ReservationPage<ReservationUse>, void, undefined> {
  const what = `the reservation details of ${first} to ${last}`;
  const isOfProfile = reading.config.billingProfile !== undefined;
  const query = isOfProfile
    ? { startDate: first, endDate: last }
    : { $filter: `properties/usageDate ge ${first} AND properties/usageDate le ${last}` };
  const pages = itemPages(reading, { list: "reservationDetails", query, what });
  let page: IteratorResult<ItemPage, void>;
  try {
    page = await pages.next();
  } catch (error) {
    const mayBeTooLarge = error instanceof SourceError && error.kind === "rejected" && error.context.status === 400;
    if (!mayBeTooLarge || first === last) throw error;
    const middle = addDays(first, Math.floor(daysBetween(first, last) / 2));
    yield* usesBetween(reading, first, middle);
    yield* usesBetween(reading, addDays(middle, 1), last);
    return;
  }
  for (; page.done !== true; page = await pages.next()) {
    const { items, hash } = page.value;
    const records = items.map((item) => {
      const one = readReservationUse(item.cells);
      if ("detail" in one) throw unreadable(what, item, one);
      if (one.day < first || one.day > last) throw unreadable(what, item, { column: "usageDate", detail: `${one.day} was not asked for` });
      return one;
    });
    yield { records, hash };
  }
}

/** Microsoft says of an enrollment's transaction the month that it is billed in; where it does not, a purchase is billed in the month that it was made in. */
function checkMonth(what: string, item: Item, { kind, starts_at: at }: ReservationPayment, month: BillingMonth): void {
  const said = item.cells("billingmonth").replace(/\D/g, "").slice(0, 6);
  if (said !== "" && said !== month.toString().replace("-", ""))
    throw unreadable(what, item, { column: "billingMonth", detail: `${said.slice(0, 4)}-${said.slice(4)} was not asked for` });
  if (said === "" && kind === "purchase" && at.slice(0, 7) !== month.toString())
    throw unreadable(what, item, { column: "eventDate", detail: `a purchase of ${at.slice(0, 10)} was not asked for` });
}

function unreadable(what: string, { page, row }: Item, { column, detail }: ReservationRowFault): SourceError {
  return new SourceError("malformed", `${what}: row ${row + 1} of page ${page + 1}, ${column}: ${detail}; nothing of the month is kept`, {
    part: page,
  });
}

/** One row of a list, its fields as text by the name of their column. */
interface Item {
  readonly page: number;
  readonly row: number;
  readonly cells: ReservationCells;
}

interface ItemPage {
  readonly items: readonly Item[];
  readonly hash: string;
}

interface ReservationList {
  readonly list: "reservationTransactions" | "reservationDetails";
  readonly query: Readonly<Record<string, string>>;
  /** For messages. */
  readonly what: string;
}

async function* itemPages(
  { config, context, acceptRepeatedPages }: ReservationReading,
  { list, query, what }: ReservationList,
): AsyncGenerator<ItemPage, void, undefined> {
  const account = `/providers/Microsoft.Billing/billingAccounts/${config.billingAccount}/`;
  const scope = config.billingProfile === undefined ? account : `${account}billingProfiles/${config.billingProfile}/`;
  const path = `${scope}providers/Microsoft.Consumption/${list}?${new URLSearchParams({ "api-version": apiVersion, ...query }).toString()}`;
  const guard = new LoopGuard(server, mostPages, acceptRepeatedPages);
  let next: URL | null = null;
  for (let index = 0; index === 0 || next !== null; index += 1) {
    const linked: URL | null = next;
    const page: LinkedPage & { readonly next: URL | null } = await withArmRun(
      config,
      { server, doing: `asking for ${what}` },
      context,
      async (run, { endpoint, authorize }) => {
        const url = linked ?? new URL(path, endpoint);
        guard.visit(url, index);
        const answer = await fetchBody(
          run,
          {
            url,
            headers: { accept: "application/json", "accept-encoding": "gzip" },
            authorize,
            accepts: [204],
            part: index,
            laterPage: index > 0,
            context: {},
            explainStatus: explainArm({ ...words, what }),
          },
          (response) => readPage(response, what, index),
        );
        return { ...answer, next: answer.link === null ? null : followed(answer.link, url, endpoint, account, what) };
      },
    );
    guard.received({ rows: page.items.length, rowsSha256: page.hash }, index);
    yield page;
    next = page.next;
  }
}

interface LinkedPage extends ItemPage {
  /** Null on the last page. */
  readonly link: string | null;
}

function readPage(response: HttpBody, what: string, page: number): LinkedPage {
  const reading = response.status === 204 ? noItems : listAnswer.safeParse(jsonAnswer(response, what));
  if (!reading.success) {
    const [issue] = reading.error.issues;
    throw new SourceError(
      "malformed",
      `${what}: the answer is not what is documented: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
    );
  }
  const { value, nextLink } = reading.data;
  const rows = value.map(({ properties }) => Object.entries(properties).map(([name, cell]) => [columnKey(name), textOf(cell)] as const));
  return {
    items: rows.map((row, index) => {
      const cells = new Map(row);
      return { page, row: index, cells: (column) => cells.get(column) ?? "" };
    }),
    hash: createHash("sha256").update(JSON.stringify(rows)).digest("hex"),
    link: nextLink === undefined || nextLink === "" ? null : nextLink,
  };
}

/** A field as a file would have it; what is neither text nor number is of no column that is read. */
function textOf(cell: unknown): string {
  if (isLosslessNumber(cell)) return cell.value;
  return typeof cell === "string" ? cell.trim() : "";
}

/** The token goes along: only to the same server, and only to the lists of the same billing account. */
function followed(link: string, asked: URL, endpoint: URL, prefix: string, what: string): URL {
  const next = resolveNextLink(link, asked, endpoint, prefix);
  if (!next.ok)
    throw new SourceError(
      "untrusted-link",
      `the link to the next page of ${what} is not followed: ${next.reason}. No token was sent there`,
    );
  return next.url;
}

const listAnswer = z.object({ value: z.array(z.object({ properties: z.record(z.unknown()) })), nextLink: z.string().nullish() });
const noItems = listAnswer.safeParse({ value: [] });
const mostPages = 10_000;

const words = {
  server,
  owned: "the account",
  role: "the role EnrollmentReader on an enrollment, or Billing profile reader on a billing profile",
  missing: "are billingAccount and billingProfile right?",
  refused: () => "are billingAccount and billingProfile right? It also answers so where the answer would have more than 12 MB",
} as const;
