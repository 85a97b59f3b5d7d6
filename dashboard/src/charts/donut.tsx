import { lazy, type ReactNode, Suspense } from "react";
import type { DonutPart } from "./donut-chart";

const DonutChart = lazy(() => import("./donut-chart"));

/** Parts of a whole, at most seven and all others. The numbers stand in the table beside it. */
export function Donut({ parts, title }: { readonly parts: readonly DonutPart[]; readonly title: string }): ReactNode {
  return (
    <Suspense fallback={<div className="size-44 appear-late animate-pulse rounded-full bg-soft" />}>
      <DonutChart parts={parts} title={title} />
    </Suspense>
  );
}
