import { cellText, type ReportDocument, type ReportSection } from "./report-document";
import { columnWord, reportWord } from "./report-words";

/**
 * A report as one HTML document that prints well: no script, no request to anywhere, every text of a bill escaped, amounts with all their digits. Its policy
 * forbids whatever a text might smuggle in.
 */
export function renderHtml(document: ReportDocument): string {
  const { title, name, period, language, asOf, sections, problems } = document;
  const heading = escapeHtml(period === "" ? title : `${title} · ${period}`);
  const facts = [
    [reportWord("asOf", language), asOf],
    [reportWord("accounts", language), accountsOf(document)],
  ] as const;
  return `<!doctype html>
<html lang="${language === "en" ? "en" : "zh-Hans"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(name)}: ${heading}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p class="name">${escapeHtml(name)}</p>
<dl>${facts.map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`).join("")}</dl>
${document.news === null ? "" : newsHtml(document)}
${sections.map((section) => sectionHtml(section, document)).join("\n")}
${problems.length === 0 ? "" : `<h2>${escapeHtml(reportWord("problems", language))}</h2><ul>${problems.map(({ code, message }) => `<li><code>${escapeHtml(code)}</code> ${escapeHtml(message)}</li>`).join("")}</ul>`}
${snapshotsHtml(document)}
<footer><p>${escapeHtml(reportWord("digits", language))}</p></footer>
</main>
</body>
</html>
`;
}

/** Text as HTML, between tags and in quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function accountsOf({ accounts, language }: ReportDocument): string {
  return accounts === "all" ? reportWord("allAccounts", language) : accounts.join(", ");
}

function sectionHtml({ title, columns, rows, isCut, totals }: ReportSection, { language }: ReportDocument): string {
  const totalColumns = [...new Set(totals.flatMap((total) => Object.keys(total)))];
  const parts = [
    `<section><h2>${escapeHtml(title)}</h2>`,
    rows.length === 0 ? `<p>${escapeHtml(reportWord("noRows", language))}</p>` : tableHtml(columns, rows, language),
    isCut ? `<p class="note">${escapeHtml(reportWord("cut", language).replace("{shown}", String(rows.length)))}</p>` : "",
    totals.length === 0 ? "" : `<h3>${escapeHtml(reportWord("totals", language))}</h3>${tableHtml(totalColumns, totals, language)}`,
    "</section>",
  ];
  return parts.join("");
}

function tableHtml(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
  language: ReportDocument["language"],
): string {
  const isAmount = new Set(columns.filter((column) => rows.every((row) => isDigits(row[column])) && !/_id$|^id$|month$/.test(column)));
  const attribute = (column: string): string => (isAmount.has(column) ? ' class="n"' : "");
  const head = columns.map((column) => `<th scope="col"${attribute(column)}>${escapeHtml(columnWord(column, language))}</th>`).join("");
  const body = rows
    .map((row) => `<tr>${columns.map((column) => `<td${attribute(column)}>${escapeHtml(cellText(row[column]))}</td>`).join("")}</tr>`)
    .join("\n");
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function isDigits(value: unknown): boolean {
  return (
    value === null || value === undefined || typeof value === "number" || (typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value))
  );
}

function newsHtml({ news, language }: ReportDocument): string {
  const list = (word: "begun" | "over"): string => {
    const causes = news?.[word] ?? [];
    if (causes.length === 0) return "";
    return `<h2>${escapeHtml(reportWord(word, language))}</h2><ul>${causes.map(({ message, address }) => `<li>${escapeHtml(message)}<br><code>${escapeHtml(address)}</code></li>`).join("")}</ul>`;
  };
  return list("begun") + list("over");
}

function snapshotsHtml({ snapshots, language }: ReportDocument): string {
  if (snapshots.length === 0) return "";
  const columns = ["billing_account_id", "billing_period", "snapshot_id", "extracted_at", "usage_through", "late"];
  const rows = snapshots.map((one) => ({ ...one }));
  return `<section><h2>${escapeHtml(reportWord("snapshots", language))}</h2><p class="note">${escapeHtml(reportWord("snapshotsNote", language))}</p>${tableHtml(columns, rows, language)}</section>`;
}

/** System fonts, so that nothing is asked for; a table repeats its head on each page, and no row is divided. */
const style = `
@page { size: A4; margin: 16mm 14mm }
:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: #1b1f24; font: 14px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
main { max-width: 1100px; margin: 0 auto; padding: 24px }
h1 { font-size: 24px; line-height: 1.25; margin: 0 }
h2 { font-size: 17px; margin: 28px 0 8px; break-after: avoid }
h3 { font-size: 14px; margin: 14px 0 6px; break-after: avoid }
.name, .note, footer { color: #57606a }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 12px 0 }
dt { color: #57606a } dd { margin: 0 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: 12px }
th, td { text-align: left; vertical-align: top; padding: 5px 8px; border-bottom: 1px solid #d0d7de; overflow-wrap: anywhere }
th { border-bottom: 2px solid #8c959f; font-weight: 600; overflow-wrap: normal }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal }
tr { break-inside: avoid }
thead { display: table-header-group }
code { font: 12px ui-monospace, Consolas, monospace; overflow-wrap: anywhere }
footer { margin-top: 28px; border-top: 1px solid #d0d7de }
@media print { main { max-width: none; padding: 0 } .wide { overflow: visible } table { font-size: 9pt } }
`;
