import type { ReactNode } from "react";
import type { FileQuestion } from "../../api/ask";
import type { PagedRows } from "../../api/rows-file";
import { DownloadButtons } from "./download-buttons";

/** A part of a page with its own heading. */
export function Card({
  title,
  hint,
  actions,
  file,
  className = "",
  children,
}: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** The question that the card answers, whose rows can be downloaded. */
  readonly file?: FileQuestion | PagedRows | undefined;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className={`min-w-0 rounded-lg border border-line bg-card p-4 ${className}`}>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="text-base font-semibold">{title}</h2>
          {hint === undefined ? null : <p className="text-sm text-muted">{hint}</p>}
        </div>
        {actions === undefined && file === undefined ? null : (
          <div className="flex min-w-0 flex-wrap items-end gap-2">
            {actions}
            {file === undefined ? null : <DownloadButtons file={file} title={title} />}
          </div>
        )}
      </div>
      {children}
    </section>
  );
}
