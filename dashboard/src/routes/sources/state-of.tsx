import type { ReactNode } from "react";
import { StateMark } from "../../components/ui/state-mark";
import { useTexts } from "../../i18n/preferences";
import type { Look } from "./connections";
import { sourcesTexts } from "./texts";

/** What a connection is, as a word with a mark. */
export function ConnectionState({ state }: { readonly state: string }): ReactNode {
  const texts = useTexts(sourcesTexts);
  switch (state) {
    case "active":
      return <StateMark tone="good" word={texts.active} />;
    case "paused":
      return <StateMark tone="paused" word={texts.paused} />;
    case "draft":
    case "tested":
    case "retired":
      return <StateMark tone="unknown" word={texts[state]} />;
    default:
      return <StateMark tone="unknown" word={state} />;
  }
}

/** How a look ended, or how far it is. */
export function LookOutcome({ look }: { readonly look: Look }): ReactNode {
  const texts = useTexts(sourcesTexts);
  switch (look.state) {
    case "asked":
      return <StateMark tone="late" word={texts.askedFor} />;
    case "running":
      return <StateMark tone="late" word={texts.running} />;
    case "lost":
      return <StateMark tone="bad" word={texts.lost} />;
    default:
      return look.fault === "" ? (
        <span>{look.offered === "0" ? texts.wellLook : texts.lookOf(look.published, look.offered)}</span>
      ) : (
        <>
          <StateMark tone="bad" word={texts.lookOf(look.published, look.offered)} />
          <span className="block break-words text-muted">{look.fault}</span>
        </>
      );
  }
}
