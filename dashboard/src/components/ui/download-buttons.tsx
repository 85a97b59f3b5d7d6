import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { askFile, type FileFormat, fileFormats, type FileQuestion } from "../../api/ask";
import { csvOf, type PagedRows } from "../../api/rows-file";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { OrderFailure } from "./order-failure";

const names: Readonly<Record<FileFormat, string>> = { csv: "CSV", parquet: "Parquet" };

/** Saves all rows of a question as a file: every digit, every currency, and not only the rows that are listed. Rows that the API has no file of are CSV only. */
export function DownloadButtons({ file, title }: { readonly file: FileQuestion | PagedRows; readonly title: string }): ReactNode {
  const texts = useTexts(commonTexts);
  const saved = useMutation({
    mutationFn: async (format: FileFormat) => {
      const { name, content } = "read" in file ? { name: `${file.name}.csv`, content: await csvOf(file) } : await askFile(file, format);
      saveAs(name, content);
      return name;
    },
  });
  return (
    <div className="no-print flex flex-wrap items-center justify-end gap-1">
      {("read" in file ? (["csv"] as const) : fileFormats).map((format) => (
        <button
          key={format}
          type="button"
          aria-label={texts.download(names[format], title)}
          title={texts.download(names[format], title)}
          disabled={saved.isPending}
          className="inline-flex min-h-8 items-center gap-1 rounded border border-transparent px-1.5 text-xs text-muted hover:bg-soft hover:text-ink disabled:opacity-60"
          onClick={() => {
            saved.mutate(format);
          }}
        >
          <Download aria-hidden className="size-3.5" />
          {names[format]}
        </button>
      ))}
      <span role="status" className="sr-only">
        {saved.data === undefined ? "" : texts.downloaded(saved.data)}
      </span>
      {saved.error === null ? null : (
        <div className="w-full max-w-md">
          <OrderFailure error={saved.error} />
        </div>
      )}
    </div>
  );
}

function saveAs(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
