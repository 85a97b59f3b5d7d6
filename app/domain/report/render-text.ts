import { cellText, type ReportDocument } from "./report-document";
import { columnWord, reportWord } from "./report-words";

/** A file, as a message names it. */
interface NamedFile {
  readonly name: string;
  readonly sha256: string;
}

/**
 * A report in a few lines, for a mail without HTML and for chats: its totals or what is new, what it is made of, and how its files can be checked. It has at most
 * `most` characters; the lines that are left out are counted.
 */
export function renderText(document: ReportDocument, files: readonly NamedFile[], deliveryKey: string, most = 3000): string {
  const { title, name, period, language, asOf, sections, snapshots, news } = document;
  const head = [`${name}: ${title}${period === "" ? "" : ` · ${period}`}`, `${reportWord("asOf", language)} ${asOf}`];
  const told = (["begun", "over"] as const).flatMap((word) =>
    (news?.[word] ?? []).map(({ message }) => `${reportWord(word, language)}: ${message}`),
  );
  const totals = sections.flatMap((section) =>
    section.totals.map(
      (total) =>
        `${section.title}: ${Object.entries(total)
          .map(([column, value]) => `${columnWord(column, language)} ${cellText(value)}`)
          .join(", ")}`,
    ),
  );
  const named = snapshots.map(
    (one) => `${reportWord("snapshot_id", language)} ${one.billing_account_id} ${one.billing_period.slice(0, 7)} ${one.snapshot_id}`,
  );
  const tail = [...files.map((file) => `sha256 ${file.sha256}  ${file.name}`), `${reportWord("deliveryKey", language)} ${deliveryKey}`];
  return fitting(head, [...told, ...totals, ...named], tail, most).join("\n");
}

/** Head and tail whole, and as many lines between them as there is room for. */
function fitting(head: readonly string[], lines: readonly string[], tail: readonly string[], most: number): readonly string[] {
  const lengthOf = (some: readonly string[]): number => some.reduce((sum, line) => sum + line.length + 1, 0);
  const room = most - lengthOf(head) - lengthOf(tail) - 20;
  const kept: string[] = [];
  for (const line of lines) {
    if (lengthOf([...kept, line]) > room) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  return [...head, ...kept, ...(left === 0 ? [] : [`… + ${left}`]), ...tail];
}
