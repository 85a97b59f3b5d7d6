import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../../api/ask";
import { PageFrame } from "../../app/page-frame";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { costQuestion } from "../../app/view-state";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Select } from "../../components/ui/select";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts } from "../../money/amount";
import { SignalsCards } from "./signals-cards";
import { resourcesTexts } from "./texts";

const parts = ["list", "signals"] as const;

/** What each resource costs, whose it is, and on which days it was billed; or what bills prove of how it is used. A resource leads to its charges. */
export default function Resources(): ReactNode {
  const texts = useTexts(resourcesTexts);
  const { view, go } = useView();
  const part = parts.find((one) => one === view.tab) ?? "list";
  return (
    <PageFrame
      title={texts.title}
      actions={
        <Select
          label={texts.shown}
          value={part}
          options={[
            { value: "list", label: texts.asList },
            { value: "signals", label: texts.asSignals },
          ]}
          onChange={(one) => {
            go({ tab: one === "list" ? null : one, sort: null });
          }}
        />
      }
    >
      {part === "list" ? <ResourcesCard /> : <SignalsCards />}
    </PageFrame>
  );
}

function ResourcesCard(): ReactNode {
  const texts = useTexts(resourcesTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const { currency } = useScope();
  const question = costQuestion(view);
  const query = useInfiniteQuery({
    queryKey: ["/api/resources", "pages", question],
    queryFn: ({ pageParam, signal }) =>
      ask("/api/resources", { ...question, limit: 200, ...(pageParam === null ? {} : { page: pageParam }) }, signal),
    initialPageParam: firstPage,
    getNextPageParam: ({ page }) => page.next,
  });
  const [first] = query.data?.pages ?? [];
  const rows = (query.data?.pages ?? []).flatMap(({ data }) => data).filter((row) => row.currency === currency);
  const total = first?.totals.find((one) => one.currency === currency);
  return (
    <Card title={texts.list} hint={texts.loaded(formats.count(rows.length))} file={{ path: "/api/resources", question }}>
      <AnswerView
        query={{ data: first, error: query.error, isPlaceholderData: false, dataUpdatedAt: query.dataUpdatedAt, refetch: query.refetch }}
        height="min-h-96"
        isEmpty={({ data }) => data.length === 0}
      >
        {() => (
          <>
            <DataTable
              caption={texts.list}
              rows={rows}
              keyOf={(row) =>
                [row.billing_account_id, row.subscription, row.resource_group, row.resource, row.resource_name, row.region, row.owner].join(
                  "\u0000",
                )
              }
              sort={view.sort}
              onSort={(sort) => {
                go({ sort }, { replace: true });
              }}
              height="max-h-[65vh]"
              columns={[
                {
                  key: "name",
                  header: texts.name,
                  className: "min-w-48",
                  compare: (a, b) => a.resource_name.localeCompare(b.resource_name),
                  cell: (row) =>
                    row.resource === "" ? (
                      <span className="text-muted">{texts.noResource}</span>
                    ) : (
                      <PageLink
                        to="/charges"
                        change={{ filters: new Map([["resource", [row.resource]]]), account: row.billing_account_id }}
                      >
                        <span className="wrap-anywhere">{row.resource_name === "" ? row.resource : row.resource_name}</span>
                      </PageLink>
                    ),
                },
                {
                  key: "group",
                  header: common.resource_group,
                  cell: (row) => <span className="wrap-anywhere">{row.resource_group}</span>,
                },
                { key: "type", header: texts.type, cell: (row) => row.resource_type },
                { key: "region", header: common.region, cell: (row) => row.region },
                {
                  key: "owner",
                  header: texts.owner,
                  compare: (a, b) => a.owner.localeCompare(b.owner),
                  cell: (row) => (row.owner === "" ? <span className="text-muted">{common.noOwner}</span> : row.owner),
                },
                {
                  key: "seen",
                  header: texts.seen,
                  className: "whitespace-nowrap",
                  cell: ({ first_seen: from, last_seen: to }) =>
                    from === null || to === null
                      ? texts.never
                      : from === to
                        ? texts.once(formats.day(from, "short"))
                        : texts.between(formats.day(from, "short"), formats.day(to, "short")),
                },
                {
                  key: "cost",
                  header: texts.billed,
                  isNumber: true,
                  compare: (a, b) => compareAmounts(a.billed_cost, b.billed_cost),
                  cell: (row) => <Amount value={row.billed_cost} currency={row.currency} />,
                },
              ]}
              footer={[common.total, "", "", "", "", "", <Amount key="cost" value={total?.billed_cost ?? null} currency={currency} />]}
            />
            {query.hasNextPage ? (
              <Button
                className="mt-3"
                disabled={query.isFetchingNextPage}
                onClick={() => {
                  void query.fetchNextPage();
                }}
              >
                {texts.more}
              </Button>
            ) : null}
          </>
        )}
      </AnswerView>
    </Card>
  );
}

const firstPage: string | null = null;
