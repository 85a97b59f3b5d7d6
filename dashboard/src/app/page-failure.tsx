import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "../components/ui/button";
import { commonTexts } from "../i18n/common-texts";
import { useTexts } from "../i18n/preferences";
import { PageFrame } from "./page-frame";

/** Instead of a page that could not be read or that broke: the rest of the dashboard goes on. */
export function PageFailure({ error, reset }: ErrorComponentProps): ReactNode {
  const texts = useTexts(commonTexts);
  return (
    <PageFrame title={texts.errorTitle}>
      <p className="mb-3 max-w-prose">{error instanceof Error ? error.message : String(error)}</p>
      <Button onClick={reset}>{texts.retry}</Button>
    </PageFrame>
  );
}
