import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { commonTexts } from "../../i18n/common-texts";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { problemMeaning } from "../../i18n/problem-texts";
import { useFormats } from "../../i18n/use-formats";
import { WithMeaning } from "./with-meaning";

/** As every answer of the API names them. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly amounts?: readonly {
    readonly currency: string;
    readonly charges: string;
    readonly billed_cost: string | null;
    readonly effective_cost?: string | null;
  }[];
}

/** What to know before using the numbers below it: said where the numbers stand, and folded up, since there nearly always is something. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }): ReactNode {
  const texts = useTexts(commonTexts);
  const formats = useFormats();
  const { language } = usePreferences();
  // A list that its own limit cut is said by the list.
  const shown = problems.filter(({ code }) => code !== "limited");
  if (shown.length === 0) return null;
  return (
    <details className="mb-3 rounded border border-line text-sm">
      <summary className="px-3 py-1.5 text-muted">
        <Info aria-hidden className="me-1.5 inline size-4 align-text-bottom text-warn" />
        {texts.problems(String(shown.length))}
      </summary>
      <ul className="space-y-2 border-t border-line px-3 py-2">
        {shown.map((problem, index) => (
          <li key={`${problem.code} ${String(index)}`}>
            <code className="me-2 rounded bg-soft px-1 text-xs">{problem.code}</code>
            <WithMeaning meaning={problemMeaning(problem.code, language)} text={problem.message} />
            {(problem.amounts ?? []).map(({ currency, charges, billed_cost, effective_cost }) => {
              const cost = billed_cost ?? effective_cost ?? null;
              return (
                <span key={currency} className="block text-muted tabular-nums">
                  {texts.chargesOf(charges, formats.count(charges))}
                  {cost === null ? "" : `, ${formats.amount(cost, currency)}`}
                </span>
              );
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
