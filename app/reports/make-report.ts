import { answerFile } from "../apis/files/answer-file";
import type { Answer, AnswerProblem, AnswerSnapshot } from "../apis/serving/answer";
import { ApiError } from "../apis/serving/api-error";
import type { ApiRequest } from "../apis/serving/api-request";
import { maskPersonalFields } from "../domain/access/mask-personal-fields";
import type { AlertNews } from "../domain/report/alert-causes";
import { renderHtml } from "../domain/report/render-html";
import type { ReportDocument, ReportSection } from "../domain/report/report-document";
import { reportWord } from "../domain/report/report-words";
import type { KeptReport, RunFile } from "../pipeline/reporting/report-store";
import { sha256Hex } from "../runtime/sha256-hex";
import type { PrintPdf } from "./print-pdf";
import type { ReportQuestion, ReportQuestions } from "./ready-reports";

/** A file that is ready to be delivered. */
export interface ReportFile extends RunFile {
  readonly content: Buffer;
}

/** A report that is ready to be delivered. */
export interface MadeReport {
  readonly document: ReportDocument;
  readonly files: readonly ReportFile[];
  readonly rows: number;
  /** sha-256 of the rows and totals: what tells two readings of posted charges apart. */
  readonly content: string;
  readonly totals: readonly object[];
}

/**
 * Asks the questions of a report with the rights of the request, and makes its files. All of it is of one set of snapshots: when one was published between two
 * questions, all are asked again. Names of people are masked whoever the owner is, since it leaves the system.
 * @throws ApiError what a question is refused with; `snapshots-changed` when something is published again and again; `too-large`
 */
export async function makeReport(report: KeptReport, asked: ReportQuestions, request: ApiRequest, print: PrintPdf): Promise<MadeReport> {
  const masking: ApiRequest = { ...request, caller: { ...request.caller, seesPersonalFields: false } };
  for (let time = 1; ; time += 1) {
    const answered = await answerAll(report, asked, masking);
    const snapshots = unionOf(answered.flatMap(({ snapshots: some }) => some));
    if (snapshots === null) {
      if (time >= mostTimes)
        throw new ApiError("snapshots-changed", "Bills were published while the report was made, several times; it is made again later");
      continue;
    }
    const document = documentOf(report, asked, request, answered, snapshots);
    const { rows, files } = await filesOf(report, document, answered, print);
    const content = sha256Hex(answered.map((one) => one.content).join(" "));
    const totals = answered.flatMap(({ section }) => section.totals.map((total) => ({ section: section.id, ...total })));
    return { document, files, rows, content, totals };
  }
}

/** An alert as a document of one file: it asks nothing, since its causes were found by questions. */
export function makeAlert(report: KeptReport, news: AlertNews, { caller, now }: ApiRequest): MadeReport {
  const { name, language } = report;
  const document: ReportDocument = {
    title: reportWord("alert", language),
    name,
    period: now.toISOString().slice(0, 10),
    language,
    asOf: now.toISOString(),
    accounts: caller.accounts,
    sections: [],
    snapshots: [],
    problems: [],
    news,
  };
  const rows = news.begun.length + news.over.length;
  return { document, files: [fileOf("alert.html", htmlType, Buffer.from(renderHtml(document)), rows)], rows, content: "", totals: [] };
}

interface Answered {
  readonly section: ReportSection;
  /** Of CSV and Parquet, which have all rows. */
  readonly file: ReportFile | null;
  /** sha-256 of rows and totals. */
  readonly content: string;
  readonly snapshots: readonly AnswerSnapshot[];
  readonly problems: readonly AnswerProblem[];
}

/** One question after the other: a report is in no hurry, and leaves the engine to people. */
async function answerAll(report: KeptReport, { questions, period }: ReportQuestions, request: ApiRequest): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const question of questions) {
    request.signal.throwIfAborted();
    answered.push(
      report.format === "csv" || report.format === "parquet"
        ? await answerAsFile(question, report.format, period, request)
        : await answerAsSection(question, request),
    );
  }
  return answered;
}

/** As many rows as a page of paper is read for. */
async function answerAsSection(question: ReportQuestion, request: ApiRequest): Promise<Answered> {
  const rows: object[] = [];
  const pages: Answer<object, object>[] = [];
  let page: string | undefined;
  do {
    const answer = await question.ask(request, page);
    pages.push(answer);
    rows.push(...answer.data);
    page = answer.page.next ?? undefined;
  } while (page !== undefined && rows.length <= mostShown);
  const isCut =
    page !== undefined || rows.length > mostShown || pages.some(({ problems }) => problems.some(({ code }) => code === "limited"));
  return { ...answeredOf(question, pages, rows.slice(0, mostShown), isCut), file: null };
}

async function answerAsFile(question: ReportQuestion, format: "csv" | "parquet", period: string, request: ApiRequest): Promise<Answered> {
  const pages: Answer<object, object>[] = [];
  const open = await answerFile({
    request,
    file: { format, bom: format === "csv", metadata: format === "csv" },
    endpoint: question.endpoint,
    parameters: () => question.parameters,
    columns: ["currency"],
    ask: async (own, page) => {
      const answer = await question.ask(own, page);
      pages.push(answer);
      return answer;
    },
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of open.stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const name = `${question.id}${period === "" ? "" : `-${period.replaceAll(" – ", "_")}`}.${format}`;
  return { ...answeredOf(question, pages, [], false), file: fileOf(name, open.contentType, Buffer.concat(chunks), open.rows()) };
}

function answeredOf(
  question: ReportQuestion,
  pages: readonly Answer<object, object>[],
  rows: readonly object[],
  isCut: boolean,
): Omit<Answered, "file"> {
  const shown = rows.map((row) => recordOf(maskPersonalFields(row)));
  const columns =
    question.columns.length > 0
      ? question.columns
      : [...new Set(shown.flatMap((row) => Object.keys(row)))].filter((name) => name !== "others");
  const totals = (pages[0]?.totals ?? []).map((total) => recordOf(maskPersonalFields(total)));
  return {
    section: { id: question.id, title: question.title, columns, rows: shown, isCut, totals },
    content: sha256Hex(JSON.stringify(pages.map(({ data, totals: all }) => [data, all]))),
    snapshots: pages.flatMap(({ snapshots }) => snapshots),
    problems: (pages[0]?.problems ?? []).filter(({ code }) => code !== "limited"),
  };
}

function documentOf(
  { name, language }: KeptReport,
  { title, period }: ReportQuestions,
  { caller, now }: ApiRequest,
  answered: readonly Answered[],
  snapshots: readonly AnswerSnapshot[],
): ReportDocument {
  const problems = [
    ...new Map(answered.flatMap((one) => one.problems).map((problem) => [`${problem.code} ${problem.message}`, problem])).values(),
  ];
  return {
    title,
    name,
    period,
    language,
    asOf: now.toISOString(),
    accounts: caller.accounts,
    sections: answered.map(({ section }) => section),
    snapshots,
    problems: problems.map(({ code, message }) => ({ code, message })),
    news: null,
  };
}

async function filesOf(
  report: KeptReport,
  document: ReportDocument,
  answered: readonly Answered[],
  print: PrintPdf,
): Promise<{ readonly rows: number; readonly files: readonly ReportFile[] }> {
  const rows = answered.reduce((sum, { section, file }) => sum + (file?.rows ?? section.rows.length), 0);
  const files = answered.flatMap(({ file }) => (file === null ? [] : [file]));
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytes) throw tooLarge();
  const name = `${report.what.kind === "ready" ? report.what.report : "view"}${/^[\d-]+$/.test(document.period) ? `-${document.period}` : ""}`;
  switch (report.format) {
    case "csv":
    case "parquet":
      return { rows, files };
    case "html":
      return { rows, files: [fileOf(`${name}.html`, htmlType, Buffer.from(renderHtml(document)), rows)] };
    case "pdf":
      return { rows, files: [fileOf(`${name}.pdf`, "application/pdf", await print(renderHtml(document)), rows)] };
  }
}

function fileOf(name: string, contentType: string, content: Buffer, rows: number): ReportFile {
  return { name, contentType, content, bytes: content.length, sha256: sha256Hex(content), rows };
}

/** The sha-256 of a delivery: of its file, or of the lines that sha256sum writes for its files. */
export function sha256OfFiles(files: readonly RunFile[]): string {
  const [only, second] = files;
  if (only === undefined) return "";
  return second === undefined ? only.sha256 : sha256Hex(files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join(""));
}

/** All snapshots once, by account and period; null when two of one period are among them. */
function unionOf(snapshots: readonly AnswerSnapshot[]): readonly AnswerSnapshot[] | null {
  const byPeriod = new Map<string, AnswerSnapshot>();
  for (const one of snapshots) {
    const key = `${one.billing_account_id} ${one.billing_period}`;
    const known = byPeriod.get(key);
    if (known !== undefined && known.snapshot_id !== one.snapshot_id) return null;
    byPeriod.set(key, one);
  }
  return [...byPeriod.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

const tooLarge = (): ApiError =>
  new ApiError("too-large", `The files of the report have more than ${mostBytes >> 20} MB; ask for fewer rows, or take format parquet`);

const htmlType = "text/html; charset=utf-8";
const mostShown = 500;
const mostTimes = 3;
/** What mail servers take, and what a process that has other work keeps in memory. */
const mostBytes = 20 << 20;
