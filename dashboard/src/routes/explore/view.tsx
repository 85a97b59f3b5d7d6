import type { ReactNode } from "react";
import { PageFrame } from "../../app/page-frame";
import { useTexts } from "../../i18n/preferences";
import { DrillPath } from "./drill-path";
import { GroupCards } from "./group-cards";
import { GroupPicker } from "./group-picker";
import { SaveButton } from "./save-button";
import { exploreTexts } from "./texts";

/** Cost by any dimension: as a chart over time, and as a table from which each group leads further down, to the charges. */
export default function Explore(): ReactNode {
  const texts = useTexts(exploreTexts);
  return (
    <PageFrame
      title={texts.title}
      actions={
        <div className="flex flex-wrap items-end gap-2">
          <GroupPicker />
          <SaveButton />
        </div>
      }
    >
      <DrillPath />
      <GroupCards />
    </PageFrame>
  );
}
