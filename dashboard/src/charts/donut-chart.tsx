import type { ReactNode } from "react";
import { Pie, PieChart } from "recharts";
import { toLength } from "./geometry";

export interface DonutPart {
  readonly name: string;
  readonly amount: string;
  readonly color: string;
}

export default function DonutChart({ parts, title }: { readonly parts: readonly DonutPart[]; readonly title: string }): ReactNode {
  return (
    <PieChart width={176} height={176} title={title} accessibilityLayer={false} role="img" aria-label={title}>
      <Pie
        data={parts.map(({ name, amount, color }) => ({ name, value: Math.max(0, toLength(amount)), fill: color }))}
        dataKey="value"
        innerRadius={52}
        outerRadius={84}
        stroke="var(--card)"
        isAnimationActive={false}
        rootTabIndex={-1}
      />
    </PieChart>
  );
}
