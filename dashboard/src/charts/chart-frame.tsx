import { ChartColumn, Table } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../components/ui/button";
import { commonTexts } from "../i18n/common-texts";
import { useTexts } from "../i18n/preferences";

/** A chart with what it shows in a sentence, and the same numbers as a table for who wants them. */
export function ChartFrame({
  summary,
  table,
  children,
}: {
  readonly summary: string;
  readonly table: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const texts = useTexts(commonTexts);
  const [isTable, setIsTable] = useState(false);
  const Icon = isTable ? ChartColumn : Table;
  return (
    <figure className="min-w-0">
      {isTable ? table : children}
      <figcaption className="mt-2 flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
        <span className="min-w-0">{summary}</span>
        <Button
          kind="quiet"
          onClick={() => {
            setIsTable(!isTable);
          }}
        >
          <Icon aria-hidden className="size-4" />
          {isTable ? texts.asChart : texts.asTable}
        </Button>
      </figcaption>
    </figure>
  );
}
