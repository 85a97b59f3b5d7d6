import type { ReactNode } from "react";
import { commonTexts } from "../i18n/common-texts";
import { useTexts } from "../i18n/preferences";
import { PageFrame } from "./page-frame";
import { PageLink } from "./use-view";

export function NotFound(): ReactNode {
  const texts = useTexts(commonTexts);
  return (
    <PageFrame title={texts.notFound}>
      <p>
        <PageLink to="/">{texts.toOverview}</PageLink>
      </p>
    </PageFrame>
  );
}
