import { z } from "zod";
import { compileFocusRowReader } from "../../app/domain/focus/import/compile-focus-row-reader";
import { planFocusColumns } from "../../app/domain/focus/import/plan-focus-columns";
import { openFolder } from "../../app/sources/objects/open-folder";
import { SourceError } from "../../app/sources/source-error";
import { bytesOf, folders, jsonFolder, sha256 } from "./json-folder-source";

const file = z.object({ headers: z.array(z.string()), rows: z.array(z.array(z.string())) });

/** A throw-away source of rows that are FOCUS already and whose delivery names account and period: `<account>/<month>/*.json`, each `{ headers, rows }`. */
export const focusFolder: typeof jsonFolder = {
  ...jsonFolder,
  spec: { ...jsonFolder.spec, id: "focus-folder", title: "A folder of FOCUS rows", yields: () => "focus" },

  async *read({ root, prefix }, delivery, { from }, { signal }) {
    const objects = openFolder(root, null);
    const files = (await folders(objects, prefix, signal)).get(delivery.name) ?? [];
    for (const [part, object] of files.entries()) {
      if (part < (from?.part ?? 0)) continue;
      const bytes = await bytesOf(objects, object, signal);
      const { headers, rows } = file.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
      const plan = planFocusColumns(headers);
      if ("code" in plan) throw new SourceError("malformed", plan.detail);
      const readRow = compileFocusRowReader(plan, sha256);
      const read = rows.map((cells) => {
        const row = readRow(cells);
        if ("detail" in row) throw new SourceError("malformed", `${object.name}: ${row.detail}`);
        return row;
      });
      const next = part + 1 < files.length ? { part: part + 1 } : null;
      const lines = rows.map((_, index) => index + 1);
      yield { content: { kind: "focus", version: plan.version, rows: read, file: object.name, lines }, hash: sha256(bytes), next };
    }
  },
};
