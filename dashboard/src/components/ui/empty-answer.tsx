import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageLink, useView } from "../../app/use-view";
import { commonTexts } from "../../i18n/common-texts";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { reasonMeaning } from "../../i18n/reason-texts";
import { useFormats } from "../../i18n/use-formats";
import { Button } from "./button";
import { WithMeaning } from "./with-meaning";

/** That there is nothing to show, why, and what next: `children` where a page knows better than the filters and the period do. */
export function EmptyAnswer({ height, children }: { readonly height: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={`${height} flex flex-col items-center justify-center gap-2 p-4 text-center text-sm text-muted`}>
      <Inbox aria-hidden className="size-6" />
      {children ?? <Reason />}
    </div>
  );
}

function Reason(): ReactNode {
  const texts = useTexts(commonTexts);
  const formats = useFormats();
  const { view, go } = useView();
  if (view.filters.size > 0 || view.withoutTag !== null)
    return (
      <>
        <p>{texts.emptyFilters}</p>
        <Button
          onClick={() => {
            go({ filters: new Map(), withoutTag: null });
          }}
        >
          {texts.clearFilters}
        </Button>
      </>
    );
  const period = view.from === view.to ? formats.date(view.from) : `${formats.date(view.from)} – ${formats.date(view.to)}`;
  return (
    <>
      <p>{texts.emptyPeriod(period)}</p>
      <WhyNothing />
    </>
  );
}

/** Why no bill of the month is published: one is being read, one was read and refused, none was ever read, or none of this month. */
function WhyNothing(): ReactNode {
  const texts = useTexts(commonTexts);
  const formats = useFormats();
  const { language } = usePreferences();
  const { view } = useView();
  const account = view.account === null ? {} : { billing_account: view.account };
  const ofMonth = useAnswer("/api/snapshots", { month: view.to.slice(0, 7), limit: 20, ...account });
  const ofAll = useAnswer("/api/snapshots", { limit: 1 });
  // The latest reading stands first.
  const [latest] = ofMonth.data?.data ?? [];
  if (latest?.status === "opened") return <p>{texts.emptyReading(formats.instant(latest.opened_at))}</p>;
  if (latest?.status === "abandoned")
    return (
      <>
        <p>{texts.emptyAbandoned(formats.instant(latest.abandoned_at ?? latest.opened_at))}</p>
        <p>
          <WithMeaning meaning={reasonMeaning(latest.reason.split(":")[0] ?? "", language)} text={latest.reason} />
        </p>
        <PageLink to="/trust" change={{ account: latest.billing_account_id }}>
          {texts.emptyReadings}
        </PageLink>
      </>
    );
  if (ofAll.data?.data.length === 0)
    return (
      <>
        <p>{texts.emptyStart}</p>
        <PageLink to="/sources" change={{}}>
          {texts.emptyConnect}
        </PageLink>
      </>
    );
  return <p>{texts.emptyAsk}</p>;
}
